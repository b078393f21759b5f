import Cells
import Diagnostics
import Programs
import Reports

/// Tries the laws of the catalogue on cells.
struct CellLaws {
    private let workspace: Workspace

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// Prints what comes of each law for the unit of a cell.
    ///
    /// Throws a `Failure` when one does not hold, or when there is no such cell.
    func check(_ id: String) throws {
        let cells = workspace.plan.cells
        guard cells.digests[id] != nil else {
            let names = cells.cells.map(\.id)
            let help = names.isEmpty ? "the book has no cells" : NearMiss.help(for: id, in: names)
            throw Failure.usage("there is no cell '\(id)'; \(help)")
        }
        try workspace.stop(at: cells.faults)
        let findings: [LawFinding]
        do {
            findings = try cells.laws(of: id)
        } catch let faults as Faults {
            throw Failure.unsound(faults.diagnostics)
        } catch let failure as ProgramFailure {
            throw Failure.experiment("the laws of \(id) could not be tried: \(failure.description)")
        }
        for finding in findings {
            Console.print(finding.flaw.map { "✗ \(finding.law): \($0)" } ?? "✓ \(finding.law)")
        }
        let broken = findings.count { $0.flaw != nil }
        if broken > 0 { throw Failure.experiment("\(id) breaks \(broken.counted("law")) of \(findings.count)") }
    }
}
