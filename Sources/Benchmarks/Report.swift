import Foundation
import Training

/// A table of measurements.
struct Report {
    /// The measured command, or code.
    var command: String
    private let head: [String]
    private var rows: [[String]] = []

    /// Creates a table of times with their targets.
    init(_ command: String) {
        self.init(command, columns: ["", "median", "range", "CPU", "target", "of target", ""])
    }

    /// Creates a table with the given columns, to be filled by ``add(_:)``.
    init(_ command: String, columns: [String]) {
        self.command = command
        head = columns
    }

    /// Adds a row of as many cells as there are columns.
    mutating func add(_ cells: [String]) {
        precondition(cells.count == head.count, "\(cells.count) cells for \(head.count) columns")
        rows.append(cells)
    }

    /// Adds a row of times; `target` is the largest acceptable median.
    mutating func add(_ what: String, _ times: [Measured], target: Double? = nil, note: String = "") {
        let walls = times.map(\.wall).sorted()
        let median = Self.median(walls)
        let range = "\(Self.time(walls.first ?? .nan))–\(Self.time(walls.last ?? .nan))"
        rows.append([
            what, Self.time(median), range, Self.time(Self.median(times.map(\.cpu))),
            target.map { Self.time($0) } ?? "", target.map { Self.ratio(median / $0) } ?? "", note,
        ])
    }

    /// Adds a row with only a note, such as a size or rate.
    mutating func add(_ what: String, note: String) {
        rows.append([what, "", "", "", "", "", note])
    }

    /// The table as Markdown, with aligned columns.
    var text: String {
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        let lines = ([head, widths.map { String(repeating: "-", count: max(3, $0)) }] + rows).map { row in
            "| "
                + zip(row, widths).map { $0.padding(toLength: max(3, $1), withPad: " ", startingAt: 0) }
                .joined(separator: " | ") + " |"
        }
        return "`\(command)`\n\n" + lines.joined(separator: "\n")
    }

    static func median(_ values: [Double]) -> Double { Median.of(sorted: values.sorted()) }

    /// Seconds with three significant digits and a unit.
    static func time(_ seconds: Double) -> String {
        switch seconds {
        case _ where seconds.isNaN: ""
        case ..<1e-6: number(seconds * 1e9) + " ns"
        case ..<1e-3: number(seconds * 1e6) + " µs"
        case ..<1: number(seconds * 1e3) + " ms"
        default: number(seconds) + " s"
        }
    }

    /// A positive number with three significant digits.
    static func number(_ value: Double) -> String {
        String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
    }

    /// A count of bytes.
    static func size(_ bytes: Int) -> String {
        bytes < 1_000_000
            ? String(format: "%.1f kB", Double(bytes) / 1e3) : String(format: "%.1f MB", Double(bytes) / 1e6)
    }

    private static func ratio(_ ratio: Double) -> String {
        String(format: ratio > 1 ? "%.2f ✕" : "%.2f", ratio)
    }
}
