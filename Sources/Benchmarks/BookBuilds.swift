import Foundation
import Storage

/// Measures builds of the book in Chapters, in a copy of it.
enum BookBuilds: Group {
    static let name = "book"
    static let summary = "builds of the book as whole processes, after different changes"

    static func run(_ options: Options) throws -> [Report] {
        let workshop = try Workshop()
        try FileManager.default.removeItem(at: workshop.book)
        try FileManager.default.copyItem(at: URL(filePath: options.book), to: workshop.book)
        var report = Report("spikebook build")
        // A failed expectation or a stale number in the prose must not stop the measurement.
        let codes: Set<Int32> = [0, 1, 3]
        let first = try workshop.spikebook("build", "--allow-code", allowing: codes)
        report.add("everything", [first.time], note: told(first.text))
        var last = ""
        let unchanged = try (0..<options.repeats).map { _ in
            let build = try workshop.spikebook("build", "--allow-code", allowing: codes)
            last = build.text
            return build.time
        }
        report.add("nothing changed", unchanged, target: 0.15, note: told(last))
        try redrawings(workshop, options, codes, &report)
        try proseEdits(workshop, options, codes, &report)
        try experimentEdits(workshop, options, codes, &report)
        return [report]
    }

    /// Measures builds that redraw every page and figure from cached answers, as after a change in the drawing code.
    private static func redrawings(
        _ workshop: Workshop,
        _ options: Options,
        _ codes: Set<Int32>,
        _ report: inout Report
    ) throws {
        var last = ""
        let times = try (0..<options.repeats).map { _ in
            let archive = try Archive.open(at: workshop.archive)
            try archive.memo.forget(kind: "figure", except: [])
            try archive.close()
            try FileManager.default.removeItem(at: workshop.site)
            let build = try workshop.spikebook("build", "--allow-code", allowing: codes)
            last = build.text
            return build.time
        }
        report.add("all pages drawn anew", times, target: 8, note: told(last))
    }

    private static func proseEdits(
        _ workshop: Workshop,
        _ options: Options,
        _ codes: Set<Int32>,
        _ report: inout Report
    ) throws {
        guard let name = try chapters(workshop).first else { return }
        let text = try workshop.chapter(name)
        var last = ""
        let times = try (1...options.repeats).map { number in
            try workshop.write(text + "\n\nOne more sentence, number \(number).\n", to: name)
            let build = try workshop.spikebook("build", "--allow-code", allowing: codes)
            last = build.text
            return build.time
        }
        try workshop.write(text, to: name)
        report.add("one sentence changed", times, target: 0.2, note: told(last))
    }

    /// Measures builds after the first experiment was lengthened by a step, once for each repeat.
    private static func experimentEdits(
        _ workshop: Workshop,
        _ options: Options,
        _ codes: Set<Int32>,
        _ report: inout Report
    ) throws {
        for name in try chapters(workshop) {
            let text = try workshop.chapter(name)
            guard let match = text.firstMatch(of: /\{experiment\}\nid: (\S+)\n(?:(?!```)[^\n]*\n)*?steps: (\d+)/),
                let steps = Int(match.output.2)
            else { continue }
            var (times, running, last) = ([Measured](), [Double](), "")
            for number in 1...options.repeats {
                var changed = text
                changed.replaceSubrange(match.output.2.startIndex..<match.output.2.endIndex, with: "\(steps + number)")
                try workshop.write(changed, to: name)
                let build = try workshop.spikebook("build", "--allow-code", allowing: codes)
                last = build.text
                let sql = "SELECT total(wall_seconds) FROM made WHERE experiment = '\(match.output.1)'"
                let own = try workshop.spikebook("query", "--csv", sql).text.split(separator: "\n").last
                running.append(own.flatMap { Double($0) } ?? .nan)
                times.append(build.time)
            }
            let own = Report.median(running)
            let target = own + 0.1
            report.add("experiment \(match.output.1) changed", times, target: target, note: told(last))
            report.add("  of that, its runs themselves", note: Report.time(own))
            return
        }
    }

    private static func chapters(_ workshop: Workshop) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: workshop.book.path).filter { $0.hasSuffix(".md") }.sorted()
    }

    /// The build's own summary line without its time.
    private static func told(_ text: String) -> String {
        let line = text.split(separator: "\n").first { $0.contains(" written") } ?? ""
        return line.split(separator: ", ").prefix(2).joined(separator: ", ")
    }
}
