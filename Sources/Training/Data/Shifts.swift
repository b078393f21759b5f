public import Settings

/// Shifts of the distribution: a list of data sets, each used from a step on.
///
/// Every part draws from the run's seed, so parts with the same settings are the same samples, and parts of one unit
/// share whatever their settings do not change. For example, two `quadratic-regression` with different noise have the
/// same inputs and the same rule. `redraw` other than 0 draws a part independently.
public struct Shifts: DataSource {
    public static let name = "shifts"
    public static let summary = "Other data sets from given steps on, all with samples of one shape."
    public static let settings: [Setting<Shifts>] = [
        Setting(
            "parts",
            \.parts,
            .list(.settings(ShiftPart.self), atLeast: 1),
            "A list of {from: step, data: {unit: {…}}, redraw: number}; from is 1 for the first part and rises."
        )
    ]

    /// The parts: a list as the author wrote it, after reading with every default filled in.
    public var parts: Value {
        get {
            guard let read = try? readParts() else { return written }
            return .list(read.map(\.resolved))
        }
        set { written = newValue }
    }

    /// By default, half the tokens of ``TokenSum`` are absent for 6,000 steps after the first 2,000.
    private var written = Value.list(
        [(1.0, 0.0), (2_001, 19), (8_001, 0)].map { from, last in
            let tokens = Value.map([Value.Entry("token-sum", .map([Value.Entry("to", .number(last))]))])
            return .map([Value.Entry("from", .number(from)), Value.Entry("data", tokens)])
        }
    )

    public init() {}

    public func validate() throws {
        let read = try readParts()
        let known = read.enumerated().compactMap { index, part in part.source.announcedShape.map { (index, $0) } }
        for (index, shape) in known.dropFirst() where shape != known[0].1 {
            throw SettingFault(
                .conflict,
                at: ["parts", String(index), "data"],
                "samples change from \(known[0].1.text) to \(shape.text)",
                help: "all parts need samples of one shape"
            )
        }
    }

    public var files: [String] {
        var paths: [String] = []
        for path in ((try? readParts()) ?? []).flatMap(\.source.files) where !paths.contains(path) {
            paths.append(path)
        }
        return paths
    }

    public var announcedShape: DataShape? {
        (try? readParts())?.lazy.compactMap(\.source.announcedShape).first
    }

    public var announcedCounts: [Int] { ((try? readParts()) ?? []).flatMap(\.source.announcedCounts) }

    /// The samples used at the first step.
    public func dataset(seed: Int, files: [String: [UInt8]]) throws -> Dataset {
        try schedule(seed: seed, files: files).parts[0].dataset
    }

    public func schedule(seed: Int, files: [String: [UInt8]]) throws -> DataSchedule {
        var parts: [DataSchedule.Part] = []
        for part in try readParts() {
            let path = ["parts", String(parts.count), "data", type(of: part.source).name]
            let dataset = try SettingFaults.under(path) {
                try part.source.dataset(seed: part.seed(of: seed), files: files)
            }
            if let wanted = parts.first?.dataset.shape, wanted != dataset.shape {
                // Shapes known from the settings were compared before, so this one comes from a file.
                let file = part.source.files.first ?? files.keys.sorted().joined(separator: ", ")
                throw DataFault(
                    file,
                    .whole,
                    found: "\(dataset.shape.text) from step \(part.from) on",
                    wanted: "\(wanted.text) as before it"
                )
            }
            parts.append(DataSchedule.Part(from: part.from, dataset))
        }
        return DataSchedule(parts)
    }
}

/// One part of the list.
private struct ShiftPart: Configurable {
    static let name = "a part of shifts"
    static let summary = "A data set and the step from which it is in force."
    static let settings: [Setting<ShiftPart>] = [
        Setting("from", \.from, in: 1...1_000_000_000, "The first step."),
        Setting(
            "data",
            \.data,
            .key("data", except: Shifts.name),
            allowed: "a data set other than shifts",
            "The data set, as elsewhere."
        ),
        Setting("redraw", \.redraw, in: 0...1_000_000, "Other than 0: draws from scratch, anew for each number."),
    ]
    static let required: Set<String> = ["data"]

    var from = 1
    var data = Value.null
    var redraw = 0
    /// The data set that `data` describes; set when the part is read.
    var source: any DataSource = TokenSum()

    init() {}

    init(_ value: Value) throws {
        try readSettings(value)
        let units = Catalogue.dataSets.filter { $0.name != Shifts.name }
        source = try SettingFaults.under(["data"]) {
            let named = try NamedUnit("data set", in: units, named: { $0.name }, data)
            return try SettingFaults.under(named.path) { try named.unit.init(reading: named.settings) }
        }
        data = .map([Value.Entry(type(of: source).name, source.resolved)])
    }

    /// The seed of this part for a run's seed.
    func seed(of seed: Int) -> Int {
        guard redraw != 0 else { return seed }
        var random = Random(seed: seed, stream: "data.redraw.\(redraw)")
        return Int(truncatingIfNeeded: random.next())
    }
}

extension Shifts {
    fileprivate func readParts() throws -> [ShiftPart] {
        guard case .list(let items) = written, !items.isEmpty else {
            let help = "for instance parts: [{from: 1, data: {sines: {}}}, {from: 500, data: {sines: {noise: 1}}}]"
            throw SettingFault(.wrongType, at: ["parts"], "parts is a list, found \(written.kind)", help: help)
        }
        var faults: [SettingFault] = []
        var parts: [ShiftPart] = []
        for (index, item) in items.enumerated() {
            do {
                parts.append(try SettingFaults.under(["parts", String(index)]) { try ShiftPart(item) })
            } catch let error as SettingFaults {
                faults += error.faults
            }
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
        if parts[0].from != 1 {
            throw SettingFault(.conflict, at: ["parts", "0", "from"], "the first part begins at step 1")
        }
        for index in parts.indices.dropFirst() where parts[index].from <= parts[index - 1].from {
            let message = "step \(parts[index].from) does not come after step \(parts[index - 1].from)"
            throw SettingFault(.conflict, at: ["parts", String(index), "from"], message)
        }
        return parts
    }
}
