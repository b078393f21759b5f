import Foundation
import TestSupport

@testable import Reports

/// A book with chapters given as texts, read from a temporary folder.
final class Shelf {
    let folder: URL

    init(_ chapters: [String], configuration: String = "title: A book\n") throws {
        folder = TestFolder.new("shelf")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(configuration.utf8).write(to: folder.appending(path: "book.yml"))
        for (index, text) in chapters.enumerated() {
            try Data(text.utf8).write(to: folder.appending(path: "\(index + 1)-chapter.md"))
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A chapter with an experiment `bowl`, which has a run for each rate, and more text below it.
    static func bowl(rates: [Double] = [0.1, 0.2], more: String = "") -> String {
        """
        # One

        Some words.

        ```{experiment}
        id: bowl
        model: quadratic
        optimizer: sgd
        steps: 5
        sweep: {optimizer.sgd.lr: [\(rates.map { "\($0)" }.joined(separator: ", "))]}
        ```

        \(more)
        """
    }

    /// An experiment `other` of one run, with further settings.
    static func other(_ settings: String = "") -> String {
        "```{experiment}\nid: other\nmodel: quadratic\noptimizer: adam\nsteps: 5\n\(settings)\n```"
    }

    /// A claim that the runs of `bowl` complete.
    static let claim = """
        ```{claim}
        id: runs
        says: The runs go on to their end.
        sql: SELECT steps FROM run WHERE experiment = 'bowl'
        expect: steps = 5
        ```
        """

    func plan() throws -> Plan { Plan(try Book(folder: folder, shownAs: "Book")) }
}
