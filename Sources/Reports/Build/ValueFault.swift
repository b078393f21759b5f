/// The reason why a number cannot be looked up.
struct ValueFault: Error {
    var message: String
    var help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }

    static func noStatistic(_ key: ValueKey) -> ValueFault {
        ValueFault(
            "claim '\(key.source)' has no '\(key.names.joined(separator: "."))'",
            help: key.names[0] == "sensitivity"
                ? "known, of a claim with a sensitivity: " + Sensitivity.names.joined(separator: ", ")
                : "known: trials, holds, share, and median, min, max of a column, such as \(key.source).column.median"
        )
    }
}
