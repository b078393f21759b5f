/// What may make a loss rise, as far as a log can tell.
public enum Cause: String, Sendable, CaseIterable, Codable {
    /// The optimizer's second moment decayed, so that its steps became too long.
    case preconditioner
    /// The loss itself became sharper than the rate allows.
    case sharpening
    /// An unusual batch, or the order of the data.
    case data
    /// Overflow, rounding, a kernel or a device.
    case arithmetic
    /// The learning rate was raised.
    case schedule
    /// A start anew, with or without the optimizer's state.
    case restart
    /// The record, not the run: averages, rounding, a cut.
    case artefact
}
