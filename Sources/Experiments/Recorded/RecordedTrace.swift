import Logs
public import Settings
import Traces

/// The log of a run that was made elsewhere, and how to read it.
public struct RecordedTrace: Configurable {
    public static let name = "trace"
    public static let summary =
        "The log of a run that another program made: it gives the tables that a run of this program's core gives."
    public static let settings: [Setting<RecordedTrace>] = [
        Setting(
            "file",
            \.files,
            "The log's path from the book's folder: a file, a folder, or the files of one run in the order of their starts. "
                + "That of a program lies in {dir}, the folder of its run; {output} is all that it prints."
        ),
        Setting(
            "format",
            \.format,
            among: [recognised] + LogFormats.names,
            "The log's format; with \(recognised) it is recognised, and the page tells which it is."
        ),
        Setting("run", \.run, "Which run it is, where the log holds several."),
        Setting(
            "columns",
            \.columns,
            .map(.text()),
            allowed: "a map of canonical names, such as loss or lr, to the log's own",
            "Names in the log of quantities that are not found by their usual names."
        ),
    ]
    public static let required: Set<String> = ["file"]

    /// The log's path, or the paths of its files.
    public var files: [String] = []
    /// The format's name.
    public var format = recognised
    /// The name of the run, if the log contains several.
    public var run = ""
    /// The log's own names for quantities.
    public var columns = Value.map([])

    private static let recognised = "auto"

    public init() {}

    public func validate() throws {
        if files.isEmpty || files.contains("") {
            throw SettingFault(.missing, at: ["file"], "the log's file is missing")
        }
        guard case .map(let entries) = columns else { return }
        let known = ["step"] + LogColumn.all.map(\.column.name)
        for entry in entries where !known.contains(entry.name) {
            let help = "quantities are " + known.joined(separator: ", ")
            throw SettingFault(
                .unknownKey,
                at: ["columns", entry.name],
                "no quantity is called '\(entry.name)'",
                help: help,
                atKey: true
            )
        }
    }

    /// The requested format; nil when it should be recognised.
    var wantedFormat: String? { format == Self.recognised ? nil : format }

    /// The log's own names, by canonical names.
    var names: [String: String] {
        guard case .map(let entries) = columns else { return [:] }
        let named = entries.compactMap { entry in
            if case .text(let name) = entry.value { (entry.name, name) } else { (String, String)?.none }
        }
        return Dictionary(named) { first, _ in first }
    }
}
