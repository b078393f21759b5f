import Tensors

/// Memory for two vectors and their products with the Hessian, and for the gradient.
final class DirectionMemory {
    let vectors: Vector<Double>
    let products: Vector<Double>
    let gradient: Vector<Double>

    init(_ dimension: Int) {
        vectors = Vector(count: 2 * dimension)
        products = Vector(count: 2 * dimension)
        gradient = Vector(count: dimension)
    }
}
