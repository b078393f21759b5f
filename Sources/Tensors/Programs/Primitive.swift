/// One operation of a recording, with the four rules that exact Hessian products need.
///
/// With y = f(x), a direction ẋ, and ȳ the derivative of the loss with respect to y:
/// - value: y = f(x)
/// - adjoint: x̄ += f′(x)ᵀ ȳ
/// - tangent: ẏ = f′(x) ẋ
/// - adjoint's tangent: x̄˙ += (f″(x) ẋ)ᵀ ȳ + f′(x)ᵀ ȳ˙
///
/// Running all tangents forward and all tangents of adjoints backward gives H·v for v = θ˙: forward over reverse
/// (Pearlmutter 1994). Several directions are carried at once, stacked one after another.
///
/// A primitive adds to the adjoints of its operands or, as `Operand.adds` says, is the first to write them.
protocol Primitive: Sendable {
    /// The node that it computes.
    var output: Slot { get set }
    /// Visits the operands in the order in which `adjoint` writes them.
    mutating func forEachOperand(_ body: (inout Operand) -> Void)
    /// Computes the output.
    func value<S: Scalar>(_ memory: Memory<S>)
    /// Propagates the output's adjoint to the operands.
    func adjoint<S: Scalar>(_ memory: Memory<S>)
    /// Computes the output's tangents.
    func tangent<S: Scalar>(_ memory: Memory<S>)
    /// Propagates the tangents of the output's adjoint.
    func adjointTangent<S: Scalar>(_ memory: Memory<S>)
}
