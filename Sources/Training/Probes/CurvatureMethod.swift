import Traces

/// A method to compute eigenvalues of H and Ĥ, with memory for one run and so one thread.
protocol CurvatureMethod: AnyObject, Sendable {
    /// Memory for vectors and their products.
    var directions: DirectionMemory { get }
    /// Writes everything that follows from the eigenvalues, and the step's unstable direction.
    func observe(_ step: Step, into row: inout TraceRow)
}
