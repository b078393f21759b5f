public import Diagnostics
public import Experiments
public import Foundation
import Programs
public import Settings
import Synchronization

/// The cells of a book: what they declare, and the runs that name their units.
///
/// What a worker once said of a source is kept, so that planning needs neither compiler nor permission again.
public final class CellBook: CellReader {
    /// The results of earlier plans, by key; nil where there is none.
    public typealias Known = @Sendable (_ key: String) -> Data?

    /// The cells in the order of the book, each with a name of its own.
    public let cells: [CellSource]
    public let digests: [String: String]
    /// What each sound cell declares, by its name.
    public let units: [String: CellUnit]
    /// The faults of cells.
    public let faults: [Diagnostic]
    private let inquiry: CellInquiry

    /// Examines the cells of a book.
    ///
    /// - Parameters:
    ///   - cells: the cells; of several with one name the first counts.
    ///   - folder: the folder for compiled cells.
    ///   - isAllowed: whether the user has allowed the book's code.
    ///   - version: what tells this program from others that read experiments differently.
    ///   - known: results of earlier plans.
    public init(
        _ cells: [CellSource],
        in folder: URL,
        isAllowed: Bool,
        version: String,
        known: @escaping Known = { _ in nil }
    ) {
        var seen: Set<String> = []
        self.cells = cells.filter { seen.insert($0.id).inserted }
        digests = Dictionary(uniqueKeysWithValues: self.cells.map { ($0.id, $0.meaning) })
        inquiry = CellInquiry(in: folder, isAllowed: isAllowed, version: version, known: known)
        var (units, faults): ([String: CellUnit], [Diagnostic]) = ([:], [])
        for cell in self.cells {
            do {
                units[cell.id] = try inquiry.unit(of: cell)
            } catch {
                let unknown = Diagnostic("cell.failed", at: cell.head, "\(cell.id): \(error)")
                faults += (error as? Faults)?.diagnostics ?? [unknown]
            }
        }
        (self.units, self.faults) = (units, faults)
    }

    /// New results, which the next plan can use, by key.
    public var fresh: [String: Data] { inquiry.fresh }
    /// The keys of all results that this book uses.
    public var used: Set<String> { inquiry.used }

    /// Removes the compiled forms of sources that the book no longer has.
    public func clean() { inquiry.libraries.clean(except: cells) }

    public func read(_ tree: Value, naming names: [String], files: [String: [UInt8]]) throws -> CellReading {
        // A faulty cell is reported at its own place.
        guard names.allSatisfy({ units[$0] != nil }) else { throw SettingFaults([]) }
        return try inquiry.reading(of: tree, sources(names), files)
    }

    public func run(_ run: CellRun, isCancelled: () -> Bool) throws -> RunResult? {
        try inquiry.result(of: run, sources(run.cells), isCancelled)
    }

    /// Tries the laws of the catalogue on the unit of a cell.
    ///
    /// Throws `Faults` or a `ProgramFailure`.
    public func laws(of name: String) throws -> [LawFinding] { try inquiry.laws(of: sources([name])) }

    private func sources(_ names: [String]) -> [CellSource] { cells.filter { names.contains($0.id) } }
}
