import Diagnostics

extension CheckedNumber {
    /// What is wrong with a text that is no number.
    var unreadable: Diagnostic {
        Diagnostic(
            "value.unreadable",
            at: place,
            "'\(text)' is no number",
            help: "write one number, as in [184](value:\(key)); a unit without digits may follow"
        )
    }

    /// What is wrong with a title that is no tolerance; nil when all is well.
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
