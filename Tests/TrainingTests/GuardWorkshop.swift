import Tensors

@testable import Training

/// Layouts and vectors for tests of guards, factors and starts of v.
enum GuardWorkshop {
    /// A matrix, its bias, an embedding and a vector of one element.
    static let layout: ParameterLayout = {
        var layout = ParameterLayout()
        layout.append(name: "embedding.weight", shape: [12, 10], role: .embedding, fanIn: 12, fanOut: 10)
        layout.append(name: "dense1.weight", shape: [5, 10], role: .weight, fanIn: 10, fanOut: 5)
        layout.append(name: "dense1.bias", shape: [5], role: .bias, fanIn: 10, fanOut: 5)
        layout.append(name: "gain", shape: [1], role: .normalization, fanIn: 1, fanOut: 1)
        return layout
    }()

    /// Normal numbers for every element of the layout, times `scale`.
    static func numbers<S: Scalar>(_ seed: Int, scale: Double = 1, as type: S.Type = Double.self) -> Vector<S> {
        var random = Random(seed: seed)
        return Vector(random.normals(layout.count).map { $0 * scale })
    }

    /// The same numbers in a new vector.
    static func copy<S: Scalar>(of vector: Vector<S>) -> Vector<S> {
        let copy = Vector<S>(count: vector.count)
        copy.all.copy(from: vector.all)
        return copy
    }

    /// Normal numbers whose norm is `norm`.
    static func gradient(norm: Double, seed: Int = 1) -> Vector<Double> {
        let vector = numbers(seed)
        vector.all.scale(by: norm / vector.all.norm)
        return vector
    }

    /// The norm of a list of numbers.
    ///
    /// A vector must outlive its blocks, so it is kept alive while they are read.
    static func norm(_ numbers: [Double]) -> Double {
        let vector = Vector<Double>(numbers)
        return withExtendedLifetime(vector) { vector.all.norm }
    }

    /// Whether two vectors have the same bits.
    static func areSame<S: Scalar>(_ a: Vector<S>, _ b: Vector<S>) -> Bool {
        zip(a.doubles, b.doubles).allSatisfy { $0.bitPattern == $1.bitPattern }
    }
}
