import Diagnostics

extension CheckedNumber {
    /// The fault of a text that is not a number.
    var unreadable: Diagnostic {
        Diagnostic(
            "value.unreadable",
            at: place,
            "'\(text)' is no number",
            help: "write one number, as in [184](value:\(key)); a unit without digits may follow"
        )
    }

    /// The fault of a title that is not a tolerance; nil when it is one, or there is none.
    var unreadableTolerance: Diagnostic? {
        guard let title, tolerance == nil else { return nil }
        return Diagnostic(
            "value.tolerance",
            at: titlePlace ?? place,
            "'\(title)' is no tolerance",
            help: "write \"±0.05\", or \"±10 %\" of the number itself; +- stands for ± as well"
        )
    }
}
