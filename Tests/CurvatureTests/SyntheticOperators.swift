import Curvature

/// A symmetric matrix with a known spectrum: a diagonal matrix conjugated with plane rotations.
///
/// Neighbouring coordinates (pairs 0–1, 2–3, … and 1–2, 3–4, …) are rotated by an angle each, in several layers. So
/// the eigenvectors have no sparse form, and they drift when the angles change.
struct SyntheticOperator: SymmetricOperator {
    var eigenvalues: [Double]
    var angle = 0.0
    var layers = 8

    var dimension: Int { eigenvalues.count }
    var largest: Double { eigenvalues.max() ?? .nan }

    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        for vector in 0..<count {
            let product = products + vector * dimension
            product.update(from: vectors + vector * dimension, count: dimension)
            for layer in (0..<layers).reversed() { turn(product, layer, by: -1) }
            for i in 0..<dimension { product[i] *= eigenvalues[i] }
            for layer in 0..<layers { turn(product, layer, by: 1) }
        }
    }

    private func turn(_ vector: UnsafeMutablePointer<Double>, _ layer: Int, by sign: Double) {
        // A rational parametrisation of the circle needs no sine: t ↦ ((1 − t²), 2t)/(1 + t²).
        let tangent = sign * angle * (1 + 0.3 * Double(layer))
        let (cosine, sine) =
            ((1 - tangent * tangent) / (1 + tangent * tangent), 2 * tangent / (1 + tangent * tangent))
        for i in stride(from: layer % 2, to: dimension - 1, by: 2) {
            let (a, b) = (vector[i], vector[i + 1])
            vector[i] = cosine * a - sine * b
            vector[i + 1] = sine * a + cosine * b
        }
    }
}

/// An operator all of whose products consist of one number.
struct BrokenOperator: SymmetricOperator {
    let dimension: Int
    let product: Double

    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        products.update(repeating: product, count: count * dimension)
    }
}

/// A matrix whose products turn into NaN after a number of calls.
final class FailingOperator: SymmetricOperator {
    let matrix: SyntheticOperator
    private var callsLeft: Int

    init(_ matrix: SyntheticOperator, after calls: Int) {
        self.matrix = matrix
        callsLeft = calls
    }

    var dimension: Int { matrix.dimension }

    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        matrix.apply(vectors, count: count, into: products)
        if callsLeft <= 0 { products[count * dimension / 2] = .nan }
        callsLeft -= 1
    }
}

extension EigenvalueTracker {
    /// The residual |Aq − θq| of the tracker's eigenvector, computed independently.
    func trueResidual(_ matrix: SyntheticOperator, _ value: Double) -> Double {
        let vector = Array(eigenvector)
        var product = [Double](repeating: 0, count: dimension)
        matrix.apply(vector, count: 1, into: &product)
        return zip(product, vector).reduce(0) { $0 + ($1.0 - value * $1.1) * ($1.0 - value * $1.1) }.squareRoot()
    }
}

/// Numbers in 0..<1 that fill the interval evenly, the same on each call.
func evenlySpread(_ count: Int) -> [Double] {
    (0..<count).map { (Double($0 + 1) * 0.618_033_988_749_894_9).truncatingRemainder(dividingBy: 1) }
}
