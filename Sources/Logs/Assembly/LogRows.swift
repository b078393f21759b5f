/// The rows of a log while it is read.
///
/// Values under known names are kept, and the rest is counted.
struct LogRows {
    /// The largest number of rows kept, since their memory grows with the file.
    static let most = 2_000_000

    /// A name that occurs in the log.
    struct Name {
        var text: String
        var bytes: [UInt8]
        /// The index of its values among the series; nil when they are not kept.
        var series: Int?
        var count = 0

        func isWritten(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
            guard bytes.count == other.count else { return false }
            for index in bytes.indices where bytes[index] != other[index] { return false }
            return true
        }
    }

    /// The values under one name, by row.
    ///
    /// The array may be shorter than the number of rows.
    struct Series {
        var name: String
        var meaning: ColumnNames.Meaning
        var values: [Double] = []
        var count = 0
        var lastStep = Int.min
        /// The largest number of decimals among the values; nil once a value had an exponent.
        var decimals: Int? = 0

        subscript(row: Int) -> Double { row < values.count ? values[row] : LogRows.missing }
    }

    /// The mark of a missing value: a NaN whose bits no file's value gets.
    static let missing = Double(bitPattern: 0x7FF8_0000_5151_0001)

    static func isMissing(_ value: Double) -> Bool { value.bitPattern == missing.bitPattern }

    private(set) var names: [Name] = []
    private(set) var series: [Series] = []
    private(set) var steps: [Int] = []
    private(set) var starts: [Int32] = []
    private(set) var segments: [Log.Segment] = []
    private(set) var repeated = 0
    var dropped: [String: Int] = [:]
    var notes: [String] = []
    /// The names of the runs found so far, and the requested one.
    var runs: [String] = []
    var wantedRun: String?
    /// The name of the step counter; nil where the format gives the step itself.
    var stepName: String?
    /// A name that occurs in the final summary only.
    var summaryName: String?
    /// Whether rows are numbered as steps, because the log has no step counter.
    var countsRows = false
    /// Whether every valid column name is kept as a column.
    var keepsAllNames = false
    /// What a trace of this program holds besides its steps.
    var extras = NativeExtras()
    private(set) var file = 0
    private(set) var isFull = false

    private let wanted: [String: String]
    private var places: [String: Int] = [:]
    private var followers: [Int] = []
    private var last = -1
    private var cells: [(name: Int, number: LogNumber)] = []
    private var step: Int?
    private var isRestart = false
    private var isSummary = false
    /// The step that the following lines belong to, in formats that write it on a line of its own.
    var openStep: Int?
    /// Whether the row being read belongs to the step before it.
    var follows = false
    private var purges = false
    private var segmentStart = 0

    /// Creates empty rows; `columns` gives names in the file for canonical names.
    init(columns: [String: String] = [:]) { wanted = columns }

    var count: Int { steps.count }
    /// Whether the caller chose the loss's name.
    var isLossChosen: Bool { wanted["loss"] != nil }

    // MARK: Names

    /// The index of a name, which is added if it is new.
    mutating func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let hint = last < 0 ? 0 : followers[last]
        if hint < names.count, names[hint].isWritten(bytes) { return hint }
        return name(String(decoding: bytes, as: UTF8.self))
    }

    mutating func name(_ text: String) -> Int {
        if let known = places[text] { return known }
        var name = Name(text: text, bytes: Array(text.utf8))
        if let meaning = meaning(of: text) {
            name.series = series.count
            series.append(Series(name: text, meaning: meaning))
        }
        places[text] = names.count
        followers.append(names.count + 1)
        names.append(name)
        return names.count - 1
    }

    private func meaning(of name: String) -> ColumnNames.Meaning? {
        if let canonical = wanted.first(where: { $0.value == name })?.key, canonical != "step" {
            return .init(canonical: canonical, rank: -1)
        }
        if name == stepName, name != "epoch" { return nil }
        if keepsAllNames, TraceColumnName.isSound(name) { return .init(canonical: name, rank: 0) }
        return ColumnNames.meaning(of: name)
    }

    // MARK: A row

    /// Adds a value to the row being read.
    mutating func set(_ name: Int, _ number: LogNumber) {
        if last >= 0 { followers[last] = name }
        last = name
        names[name].count += 1
        if names[name].text == stepName { setStep(number.value) }
        isSummary = isSummary || names[name].text == summaryName
        guard let index = names[name].series else { return }
        if number.value == -1, series[index].meaning.canonical == "grad_norm" {
            return drop("gradient norms of -1, which mean not measured")
        }
        cells.append((name, number))
    }

    mutating func set(_ name: String, _ number: LogNumber) { set(self.name(name), number) }

    /// Adds a value whose meaning follows from the format rather than from its name.
    mutating func set(_ name: String, as canonical: String, _ number: LogNumber) {
        let column = self.name(name)
        if names[column].series == nil {
            names[column].series = series.count
            series.append(Series(name: name, meaning: .init(canonical: canonical, rank: 0)))
        }
        set(column, number)
    }

    /// Whether a name is one of the training loss.
    func isOfLoss(_ name: Int) -> Bool { names[name].series.map { series[$0].meaning.canonical == "loss" } ?? false }

    /// Sets the row's step.
    ///
    /// It is ignored unless it is a whole number and not negative.
    mutating func setStep(_ value: Double) {
        step = value >= 0 && value <= 0x1p53 ? Int(exactly: value) : nil
    }

    /// Discards the row being read.
    mutating func forget(_ reason: String? = nil) {
        cells.removeAll(keepingCapacity: true)
        step = nil
        follows = false
        isSummary = false
        last = -1
        if let reason { dropped[reason, default: 0] += 1 }
    }

    /// Starts another file.
    ///
    /// From its first step on, its values replace those of earlier files.
    mutating func begin(file: Int) {
        self.file = file
        isRestart = true
        purges = file > 0
    }

    /// Starts a file that holds another column of the same run.
    mutating func join(file: Int) { self.file = file }

    /// Marks a new start of the program.
    mutating func restart() { isRestart = true }

    /// Adds the row that was read.
    mutating func finish(line: Int) {
        defer { forget() }
        guard !isSummary else { return drop("the summary at the end") }
        guard keepsAllNames || !cells.isEmpty else { return drop("without a column that is known") }
        if step == nil {
            // A message between two steps, such as an overflow, belongs to the step before.
            step = countsRows ? (steps.last ?? 0) + 1 : follows ? openStep ?? steps.last : nil
        }
        guard let step else { return drop("without a whole step") }
        guard count < Self.most else { return isFull = true }
        let row = row(for: step, line: line)
        segments[segments.count - 1].last = max(segments[segments.count - 1].last, step)
        for (name, number) in cells {
            guard let index = names[name].series else { continue }
            if purges, series[index].lastStep >= step { purge(index, from: step) }
            series[index].put(number, row: row, step: step)
        }
    }

    private mutating func drop(_ reason: String) { dropped[reason, default: 0] += 1 }

    /// The index of the row for a step: the last row if it has that step, or a new one.
    private mutating func row(for step: Int, line: Int) -> Int {
        if let last = steps.last, !isRestart, step <= last {
            let indices = cells.compactMap { names[$0.name].series }
            if last == step, !isTaken(count - 1, indices) || isSame(count - 1) { return count - 1 }
            isRestart = step < last && indices.contains { series[$0].lastStep >= step }
        }
        return add(step, line: line)
    }

    private mutating func add(_ step: Int, line: Int) -> Int {
        if isRestart || segments.isEmpty {
            segments.append(Log.Segment(file: file, line: line, first: step, last: step, rows: 0))
            segmentStart = steps.count
            for index in series.indices { series[index].lastStep = purges ? series[index].lastStep : Int.min }
            isRestart = false
        }
        segments[segments.count - 1].rows += 1
        steps.append(step)
        starts.append(Int32(segments.count - 1))
        return steps.count - 1
    }

    /// Whether a row has a value in one of the series.
    private func isTaken(_ row: Int, _ indices: [Int]) -> Bool {
        indices.contains { !Self.isMissing(series[$0][row]) }
    }

    /// Whether a row already holds the values to be added, since several processes may write the same.
    private mutating func isSame(_ row: Int) -> Bool {
        let isSame = cells.allSatisfy { cell in
            names[cell.name].series.map { series[$0][row] == cell.number.value } ?? true
        }
        if isSame { drop("the same as the row before") }
        return isSame
    }

    /// Removes a series' values from a step on, because a later start records them again.
    private mutating func purge(_ index: Int, from step: Int) {
        for row in 0..<min(segmentStart, series[index].values.count) where steps[row] >= step {
            guard !Self.isMissing(series[index].values[row]) else { continue }
            series[index].values[row] = Self.missing
            series[index].count -= 1
            repeated += series[index].meaning.canonical == "loss" ? 1 : 0
        }
        series[index].lastStep = Int.min
    }
}

extension LogRows.Series {
    mutating func put(_ number: LogNumber, row: Int, step: Int) {
        while values.count < row { values.append(LogRows.missing) }
        // A NaN in a file must not be mistaken for the mark of a missing value.
        let value = number.value.isNaN ? Double.nan : number.value
        if row < values.count {
            if LogRows.isMissing(values[row]) { count += 1 }
            values[row] = value
        } else {
            values.append(value)
            count += 1
        }
        lastStep = max(lastStep, step)
        if value.isFinite { decimals = decimals.flatMap { most in number.decimals.map { max(most, $0) } } }
    }
}

extension LogRows {
    /// The rows of some segments only.
    func keeping(segments wanted: Range<Int>) -> LogRows {
        var kept = self
        let places = steps.indices.filter { wanted.contains(Int(starts[$0])) }
        kept.steps = places.map { steps[$0] }
        kept.starts = places.map { starts[$0] - Int32(wanted.lowerBound) }
        kept.segments = Array(segments[wanted])
        for index in series.indices {
            kept.series[index].values = places.map { series[index][$0] }
            kept.series[index].count = kept.series[index].values.count { !Self.isMissing($0) }
        }
        return kept
    }
}
