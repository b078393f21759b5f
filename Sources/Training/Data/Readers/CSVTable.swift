import Diagnostics
public import Settings

/// A table of numbers in a text file: some columns are targets, the others inputs; each row is a sample.
public struct CSVTable: DataSource {
    public static let name = "csv"
    public static let summary = "Numbers from a table in a text file, for regression or classification."
    public static let settings: [Setting<CSVTable>] = [
        Setting("file", \.file, "The file."),
        Setting(
            "targets",
            \.targets,
            .list(.either([.text(), .whole(1...1_000_000)]), alone: true),
            allowed: "a list of names and whole numbers from 1",
            "The columns that are targets, by name or by number from 1; an empty list takes the last column."
        ),
        Setting(
            "columns",
            \.columns,
            .list(.either([.text(), .whole(1...1_000_000)]), alone: true),
            allowed: "a list of names and whole numbers from 1",
            "The columns that are inputs, by name or by number from 1; an empty list takes all that are no targets."
        ),
        Setting(
            "classes",
            \.classes,
            in: 0...1_000_000,
            "0 for regression; otherwise the target is one column of whole numbers from 0 to below this."
        ),
        Setting(
            "header",
            \.form.header,
            "Whether the first line holds names; auto: if none of its fields is a number."
        ),
        Setting("separator", \.form.separator, "The separator between columns."),
        Setting("decimal", \.form.decimal, "The decimal separator of numbers."),
        Setting(
            "missing",
            \.form.missing,
            "What a missing cell is, one that holds nothing, NA, NaN, null or ?: a fault, or a reason to drop its row."
        ),
        .limit(\.limit),
        .labelNoise(\.labelNoise),
    ]

    /// The file.
    public var file = "data.csv"
    /// The columns that are targets: a list of names and numbers.
    public var targets = Value.list([])
    /// The columns that are inputs: a list of names and numbers.
    public var columns = Value.list([])
    /// The number of classes; 0 for regression.
    public var classes = 0
    /// The form of the table.
    private var form = TableForm(isSettable: true)
    /// The number of samples used; 0 for all.
    public var limit = 0
    /// The probability that a class is wrong.
    public var labelNoise = 0.0

    public init() {}

    public var files: [String] { [file] }

    public func validate() throws {
        let names = try Self.names(targets, "targets", "target")
        _ = try Self.names(columns, "columns", "column")
        if classes == 1 {
            throw SettingFault(
                .outOfRange,
                at: ["classes"],
                "one class leaves nothing to learn",
                help: "0, or 2 and more"
            )
        }
        if classes > 0, names.count > 1 {
            let message = "\(names.count) target columns for classes"
            throw SettingFault(.conflict, at: ["targets"], message, help: "name one column")
        }
        if labelNoise > 0, classes == 0 {
            throw SettingFault(.conflict, at: ["label_noise"], "label noise is for classes, and this is regression")
        }
    }

    public func dataset(seed: Int, files: [String: [UInt8]]) throws -> Dataset {
        var chosen = (inputs: [Int](), targets: [Int]())
        let table = try NumberTable(try files.content(of: file), file: file, form: form) { table in
            chosen = try columns(of: table)
            return chosen.inputs + chosen.targets
        }
        let (inputs, targets) = chosen
        let width = inputs.count + targets.count
        let rows = 0..<(limit == 0 ? table.rows : min(limit, table.rows))
        func gather(_ columns: Range<Int>) -> [Double] {
            rows.flatMap { table.values[$0 * width + columns.lowerBound..<$0 * width + columns.upperBound] }
        }
        let shape = DataShape.Inputs.vectors([inputs.count])
        let numbers = Dataset.Values.numbers(gather(0..<inputs.count))
        guard classes > 0 else {
            let wanted = Dataset.Values.numbers(gather(inputs.count..<width))
            return Dataset(numbers, wanted, shape: DataShape(shape, .vectors(width: targets.count)))
        }
        var labels = try rows.map { row in
            try label(table.values[(row + 1) * width - 1], at: .line(table.lines[row], column: targets[0] + 1))
        }
        TargetNoise.replace(labelNoise, of: &labels, classes: classes, seed: seed)
        return Dataset(numbers, .indices(labels), shape: DataShape(shape, .classes(positions: 1, count: classes)))
    }

    private func label(_ number: Double, at place: DataFault.Place) throws -> Int32 {
        guard let label = Int32(exactly: number), label >= 0, label < classes else {
            let wanted = "a class, a whole number from 0 to \(classes - 1)"
            throw DataFault(file, place, found: Value.canonical(number), wanted: wanted)
        }
        return label
    }

    /// The indices of the columns that are inputs and targets, in the order in which they were named.
    private func columns(of table: NumberTable) throws -> (inputs: [Int], targets: [Int]) {
        let named = try Self.names(targets, "targets", "target")
        let chosen = try Self.names(columns, "columns", "column")
        let unknown = unknown(named, "targets", in: table) + unknown(chosen, "columns", in: table)
        guard unknown.isEmpty else { throw SettingFaults(unknown) }
        let targets = named.isEmpty ? [table.columns - 1] : named.compactMap { Self.index(of: $0, in: table) }
        guard chosen.isEmpty else {
            let inputs = chosen.compactMap { Self.index(of: $0, in: table) }
            if let index = inputs.firstIndex(where: targets.contains) {
                let message = "the column '\(chosen[index])' is a target"
                throw SettingFault(.conflict, at: ["columns", String(index)], message, help: "leave it out")
            }
            return (inputs, targets)
        }
        let inputs = (0..<table.columns).filter { !targets.contains($0) }
        guard !inputs.isEmpty else {
            let place = DataFault.Place.line(table.firstLine, column: nil)
            let found = "\(targets.count) target columns"
            throw DataFault(file, place, found: found, wanted: "at least one more, for the inputs")
        }
        return (inputs, targets)
    }

    /// The index of a column given by name or by number from 1; nil when there is none.
    private static func index(of name: String, in table: NumberTable) -> Int? {
        if let column = table.header?.firstIndex(of: name) { return column }
        return Int(name).flatMap { (1...table.columns).contains($0) ? $0 - 1 : nil }
    }

    private func unknown(_ names: [String], _ setting: String, in table: NumberTable) -> [SettingFault] {
        names.enumerated().filter { Self.index(of: $1, in: table) == nil }.map { index, name in
            let known = table.header.map { NearMiss.help(for: name, in: $0) }
            return SettingFault(
                .unknownKey,
                at: [setting, String(index)],
                "\(file) has no column '\(name)'",
                help: known ?? "it has \(table.columns) columns without names: write their numbers, from 1"
            )
        }
    }

    /// The distinct names and numbers of columns, as texts.
    private static func names(_ value: Value, _ setting: String, _ noun: String) throws -> [String] {
        let items = if case .list(let list) = value { list } else { [value] }
        var names: [String] = []
        for (index, item) in items.enumerated() {
            let name: String
            switch item {
            case .text(let text): name = text
            case .number(let number): name = Value.canonical(number)
            default:
                let message = "a \(noun) is a column's name or number, found \(item.kind)"
                throw SettingFault(.wrongType, at: [setting, String(index)], message)
            }
            if names.contains(name) {
                throw SettingFault(.conflict, at: [setting, String(index)], "the column '\(name)' is named twice")
            }
            names.append(name)
        }
        return names
    }
}
