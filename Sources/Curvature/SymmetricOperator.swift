/// A symmetric matrix that is given only by its products with vectors.
public protocol SymmetricOperator {
    /// The number of rows, at least 1.
    var dimension: Int { get }

    /// Multiplies `count` vectors of `dimension` elements, stored one after another, and stores the products in the
    /// same way.
    ///
    /// The two ranges do not overlap. Products that are not finite signal that there is no matrix.
    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>)
}
