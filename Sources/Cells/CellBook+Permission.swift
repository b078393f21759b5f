public import Diagnostics

extension CellBook {
    /// The fault of a cell for a user who has not allowed it.
    public static func notAllowed(_ cell: CellSource) -> Diagnostic {
        Diagnostic(
            "cell.not-allowed",
            at: cell.head,
            "\(cell.id) is code that would be compiled and run, which nobody has allowed yet",
            help:
                "code can do whatever you can: look at it, then allow it once by --allow-code, or until it changes by "
                + "'spikebook trust'"
        )
    }
}
