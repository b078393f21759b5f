/// The rows of a log while it is read: what is known by its name is kept, the rest is counted.
struct LogRows {
    /// More rows than this are not kept: their memory would grow with the file.
    static let most = 2_000_000

    /// A name that the log uses.
    struct Name {
        var text: String
        var bytes: [UInt8]
        /// The place of its values among the series; nil when they are not kept.
        var series: Int?
        var count = 0

        func isWritten(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
            guard bytes.count == other.count else { return false }
            for index in bytes.indices where bytes[index] != other[index] { return false }
            return true
        }
    }

    /// The values of one name, by row; those of the last rows may lack.
    struct Series {
        var name: String
        var meaning: ColumnNames.Meaning
        var values: [Double] = []
        var count = 0
        var lastStep = Int.min
        /// The most decimals that a value was written with; nil once one had an exponent.
        var decimals: Int? = 0

        subscript(row: Int) -> Double { row < values.count ? values[row] : LogRows.missing }
    }

    /// What stands where a row has no value: a NaN that no file can hold.
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
    /// The names of the runs that were met, and the one that is wanted.
    var runs: [String] = []
    var wantedRun: String?
    /// The name that counts steps; nil where the format says the step itself.
    var stepName: String?
    /// The name that only the summary at the end has.
    var summaryName: String?
    /// Whether steps are counted by rows, since nothing in the log counts them.
    var countsRows = false
    /// Whether every name that can be a column's is one.
    var keepsAllNames = false
    /// What a trace of this program holds beside its steps.
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
    /// The step that the lines below belong to, where a format tells it on a line of its own.
    var openStep: Int?
    /// Whether the row that is read follows on the step before it.
    var follows = false
    private var purges = false
    private var segmentStart = 0

    /// Rows of a log in which `columns`, canonical names, are called as said.
    init(columns: [String: String] = [:]) { wanted = columns }

    var count: Int { steps.count }
    /// Whether the caller has said which name is the loss.
    var isLossChosen: Bool { wanted["loss"] != nil }

    // MARK: Names

    /// The number of a name.
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

    /// Notes a value of the row that is read.
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

    /// Notes a value whose name in the file says less than its format.
    mutating func set(_ name: String, as canonical: String, _ number: LogNumber) {
        let column = self.name(name)
        if names[column].series == nil {
            names[column].series = series.count
            series.append(Series(name: name, meaning: .init(canonical: canonical, rank: 0)))
        }
        set(column, number)
    }

    /// Whether a name is one of the trained loss.
    func isOfLoss(_ name: Int) -> Bool { names[name].series.map { series[$0].meaning.canonical == "loss" } ?? false }

    /// Says the row's step, which counts only if it is whole and not below zero.
    mutating func setStep(_ value: Double) {
        step = value >= 0 && value <= 0x1p53 ? Int(exactly: value) : nil
    }

    /// Forgets the row that is read.
    mutating func forget(_ reason: String? = nil) {
        cells.removeAll(keepingCapacity: true)
        step = nil
        follows = false
        isSummary = false
        last = -1
        if let reason { dropped[reason, default: 0] += 1 }
    }

    /// Another file begins; what it holds counts from its first step on, whatever files before it say.
    mutating func begin(file: Int) {
        self.file = file
        isRestart = true
        purges = file > 0
    }

    /// A file begins that holds another column of the same run.
    mutating func join(file: Int) { self.file = file }

    /// The program was started anew here.
    mutating func restart() { isRestart = true }

    /// Adds the row that was read.
    mutating func finish(line: Int) {
        defer { forget() }
        guard !isSummary else { return drop("the summary at the end") }
        guard keepsAllNames || !cells.isEmpty else { return drop("without a column that is known") }
        if step == nil {
            // What is told between two steps, such as an overflow, belongs to the one before.
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

    /// The row that cells of a step belong to: that of the step before them, or a new one.
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

    /// Whether a row has a value of one of the series.
    private func isTaken(_ row: Int, _ indices: [Int]) -> Bool {
        indices.contains { !Self.isMissing(series[$0][row]) }
    }

    /// Whether a row holds what is to be added: several processes may write the same.
    private mutating func isSame(_ row: Int) -> Bool {
        let isSame = cells.allSatisfy { cell in
            names[cell.name].series.map { series[$0][row] == cell.number.value } ?? true
        }
        if isSame { drop("the same as the row before") }
        return isSame
    }

    /// Takes a series' values from a step on away: a later start records them anew.
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
        // A NaN of a file is never the mark of a missing value.
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
    /// The rows of some segments alone.
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
