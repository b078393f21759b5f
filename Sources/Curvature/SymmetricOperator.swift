/// A symmetric matrix that is known by its products with vectors only.
public protocol SymmetricOperator {
    /// Rows of the matrix, at least 1.
    var dimension: Int { get }

    /// Multiplies `count` vectors, each of `dimension` elements and one after another, and stores the products likewise.
    ///
    /// The two ranges do not overlap. Products that are not finite are the caller's way to say that there is no matrix.
    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>)
}
