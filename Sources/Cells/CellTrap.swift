import Diagnostics
import Programs

/// What is known of a trap in a cell: the line of the chapter, the runtime's message, and what was printed before.
struct CellTrap {
    /// The failure in words for authors.
    let failure: ProgramFailure

    /// Reads the output of a worker that was ended by a signal; nil when it was not.
    init?(_ failure: ProgramFailure, in cells: [CellSource]) {
        guard failure.description.contains("was ended by signal") else { return nil }
        let lines = failure.output.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = lines.firstIndex { $0.hasPrefix("*** ") || $0.contains("Fatal error: ") } ?? lines.endIndex
        let printed = lines[..<begin].joined(separator: "\n")
        let place = Self.place(in: lines[begin...], of: cells)
        let why = Self.reason(lines, failure)
        let at = place.map { " at \($0)" } ?? ""
        let names = cells.map { "cell \($0.id) (\($0.shownPlace))" }.joined(separator: ", ")
        self.failure = ProgramFailure("\(names) stopped\(at): \(why)", output: printed)
    }

    /// The first line of a chapter in a backtrace or a message.
    private static func place(in lines: some Sequence<Substring>, of cells: [CellSource]) -> String? {
        for line in lines {
            for cell in cells {
                guard let range = line.firstRange(of: "\(cell.place.file):") else { continue }
                let number = line[range.upperBound...].prefix(while: \.isNumber)
                if !number.isEmpty { return "\(cell.place.file):\(number)" }
            }
        }
        return nil
    }

    private static func reason(_ lines: [Substring], _ failure: ProgramFailure) -> String {
        for line in lines {
            if line.contains(/(?:could not|failed to) allocate|out of memory|bad_alloc/.ignoresCase()) {
                return "it asked for more than the 4 GB of memory that a worker may have"
            }
            if let range = line.firstRange(of: "Fatal error: ") { return String(line[range.upperBound...]) }
        }
        guard let signal = failure.description.firstMatch(of: /ended by signal (\d+)/)?.output.1 else {
            return failure.description
        }
        switch signal {
        case "4", "5": return "a trap, as when an index is out of range or a number overflows"
        case "11", "7": return "it read or wrote memory that is not its own"
        case "9": return "it was killed, as the system does when the memory runs out"
        case "6": return "it was aborted, as when there is no memory left of the 4 GB that a worker may have"
        default: return "signal \(signal)"
        }
    }
}
