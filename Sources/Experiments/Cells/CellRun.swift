public import Analysis
import Diagnostics
public import Settings
public import Training

/// A run of the numeric core with units that cells of the book declare, which a worker makes.
public struct CellRun: RunSpecification {
    /// The experiment's tree without sweep and seeds, as written.
    public let tree: Value
    /// The names of the cells, sorted.
    public let cells: [String]
    public private(set) var files = InputFiles()
    public let detector: SpikeDetector
    public var seed = 0
    private let resolved: ResolvedRun
    private let reader: any CellReader

    /// Reads a run from a tree that names units of cells; nil when it names none.
    ///
    /// Throws `SettingFaults` with every fault.
    init?(reading tree: Value, by reader: any CellReader, files source: InputFiles.Source) throws {
        let named = Set(NamedUnits.all(in: tree).map(\.name))
        cells = reader.digests.keys.filter(named.contains).sorted()
        guard !cells.isEmpty else { return nil }
        (self.tree, self.reader) = (tree, reader)
        detector = try SettingFaults.under(["detector"]) { try SpikeDetector(reading: tree["detector"] ?? .null) }
        while true {
            switch try reader.read(tree, naming: cells, files: files.bytes) {
            case .run(let run):
                resolved = run
                return
            case .files(let paths):
                let found = try InputFiles(paths, in: tree) { try $0.open($1, from: source) }
                files.add(found)
            }
        }
    }

    /// The specification, with a digest of the source of each cell.
    public var canonical: Value {
        let digests = reader.digests
        let own = cells.map { Value.Entry($0, .text(digests[$0] ?? "")) }
        return resolved.canonical.setting(["seed"], to: .number(Double(seed))).setting([Self.sources], to: .map(own))
    }

    /// The key of the cells' digests in a specification.
    public static let sources = "cells"

    public var asksDetector: Bool { resolved.asksDetector }
    public var hasLoss: Bool { resolved.hasLoss }
    /// Nil, since its type may be known to the worker only.
    public var rule: (any Optimizer)? { nil }
    public var plannedSteps: Int? { resolved.plannedSteps }
    public var momentDecay: MomentDecay { resolved.momentDecay }
    public var costClass: String { resolved.costClass }
    public var expectedSeconds: Double { resolved.expectedSeconds }
    public var version: String { CoreVersion.digest }

    /// The code of this program; the sources of the cells are part of the specification.
    public func code(_ code: CoreCode) -> [Value.Entry] {
        guard case .map(let entries) = resolved.code else { return [] }
        return entries
    }

    public func run(isCancelled: () -> Bool) throws -> RunResult? {
        guard !isCancelled() else { return nil }
        return try reader.run(self, isCancelled: isCancelled)
    }

    /// Adds the names of cells to the help for unknown names.
    ///
    /// The numeric core knows the names of its own units only.
    static func helping<Result>(_ reader: (any CellReader)?, _ body: () throws -> Result) throws -> Result {
        guard let names = reader?.digests.keys, !names.isEmpty else { return try body() }
        do {
            return try body()
        } catch let error as SettingFaults {
            throw SettingFaults(
                error.faults.map { fault in
                    guard fault.kind == .unknownUnit, let kind = fault.path.first, let name = fault.path.last,
                        let near = NearMiss.nearest(to: name, in: NamedUnits.known(kind) + names), names.contains(near)
                    else { return fault }
                    return SettingFault(
                        fault.kind,
                        at: fault.path,
                        fault.message,
                        help: "did you mean '\(near)'?",
                        atKey: fault.atKey
                    )
                }
            )
        }
    }
}
