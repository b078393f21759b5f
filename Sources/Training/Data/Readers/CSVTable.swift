public import Settings

/// A table of numbers in a text file: some columns are targets, the others inputs, one row a sample.
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
            "classes",
            \.classes,
            in: 0...1_000_000,
            "0 for regression; otherwise the target is one column of whole numbers from 0 to below this."
        ),
        Setting(
            "header",
            \.header,
            among: NumberTable.Header.allCases.map(\.rawValue),
            "Whether the first line holds names; auto: if none of its fields is a number."
        ),
        Setting("separator", \.separator, among: separators.map(\.name), "What stands between columns."),
        .limit(\.limit),
        .labelNoise(\.labelNoise),
    ]
    private static let separators: [(name: String, byte: UInt8)] = [
        ("comma", UInt8(ascii: ",")), ("semicolon", UInt8(ascii: ";")), ("tab", UInt8(ascii: "\t")),
    ]

    /// The file.
    public var file = "data.csv"
    /// The columns that are targets: a list of names and numbers.
    public var targets = Value.list([])
    /// The number of classes, 0 for regression.
    public var classes = 0
    /// Whether the first line holds names: `auto`, `yes` or `no`.
    public var header = "auto"
    /// What stands between columns: `comma`, `semicolon` or `tab`.
    public var separator = "comma"
    /// How many samples are used, 0 for all.
    public var limit = 0
    /// The chance of a class to be wrong.
    public var labelNoise = 0.0

    public init() {}

    public var files: [String] { [file] }

    public func validate() throws {
        let names = try targetNames()
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
        let byte = Self.separators.first { $0.name == separator }?.byte ?? UInt8(ascii: ",")
        let bytes = try files.content(of: file)
        let table = try NumberTable(bytes, file: file, separator: byte, header: .init(rawValue: header) ?? .auto)
        let targets = try targetColumns(of: table)
        let inputs = (0..<table.columns).filter { !targets.contains($0) }
        guard !inputs.isEmpty else {
            let wanted = "at least one more, for the inputs"
            throw DataFault(
                file,
                .line(table.firstLine, column: nil),
                found: "\(targets.count) target columns",
                wanted: wanted
            )
        }
        let rows = 0..<(limit == 0 ? table.rows : min(limit, table.rows))
        func gather(_ columns: [Int]) -> [Double] {
            rows.flatMap { row in columns.map { table.values[row * table.columns + $0] } }
        }
        guard classes > 0 else {
            let shape = DataShape(.vectors([inputs.count]), .vectors(width: targets.count))
            return Dataset(.numbers(gather(inputs)), .numbers(gather(targets)), shape: shape)
        }
        var labels = try rows.map { try label(in: table, row: $0, column: targets[0]) }
        TargetNoise.replace(labelNoise, of: &labels, classes: classes, seed: seed)
        let shape = DataShape(.vectors([inputs.count]), .classes(positions: 1, count: classes))
        return Dataset(.numbers(gather(inputs)), .indices(labels), shape: shape)
    }

    private func label(in table: NumberTable, row: Int, column: Int) throws -> Int32 {
        let number = table.values[row * table.columns + column]
        guard let label = Int32(exactly: number), label >= 0, label < classes else {
            throw DataFault(
                file,
                .line(table.lines[row], column: column + 1),
                found: Value.canonical(number),
                wanted: "a class, a whole number from 0 to \(classes - 1)"
            )
        }
        return label
    }

    /// The columns, from 0, that are targets, in the order they were named.
    private func targetColumns(of table: NumberTable) throws -> [Int] {
        let names = try targetNames()
        if names.isEmpty { return [table.columns - 1] }
        let line = DataFault.Place.line(table.firstLine, column: nil)
        return try names.map { name in
            if let column = table.header?.firstIndex(of: name) { return column }
            if let number = Int(name), (1...table.columns).contains(number) { return number - 1 }
            let columns = table.header.map { "the columns " + $0.joined(separator: ", ") } ?? "\(table.columns) columns"
            throw DataFault(file, line, found: columns, wanted: "a target column '\(name)'")
        }
    }

    /// Names and numbers as text, each once.
    private func targetNames() throws -> [String] {
        let items = if case .list(let list) = targets { list } else { [targets] }
        var names: [String] = []
        for (index, item) in items.enumerated() {
            let name: String
            switch item {
            case .text(let text): name = text
            case .number(let number): name = Value.canonical(number)
            default:
                let message = "a target is a column's name or number, found \(item.kind)"
                throw SettingFault(.wrongType, at: ["targets", String(index)], message)
            }
            if names.contains(name) {
                throw SettingFault(.conflict, at: ["targets", String(index)], "the column '\(name)' is named twice")
            }
            names.append(name)
        }
        return names
    }
}
