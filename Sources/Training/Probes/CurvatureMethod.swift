import Traces

/// A way to the eigenvalues of H and Ĥ, with memory that belongs to one run and so to one thread.
protocol CurvatureMethod: AnyObject, Sendable {
    /// Memory for vectors and their products.
    var directions: DirectionMemory { get }
    /// Writes what follows from the eigenvalues, and the step's unstable direction.
    func observe(_ step: Step, into row: inout TraceRow)
}
