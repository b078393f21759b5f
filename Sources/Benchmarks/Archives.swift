import Experiments
import Foundation
import Reports
import Storage

/// Measures the archive alone.
enum Archives: Group {
    static let name = "archive"
    static let summary = "the archive with 2,000 runs: opening, summaries, storing"

    static func run(_ options: Options) throws -> [Report] {
        let workshop = try LargeBooks.workshop()
        try workshop.spikebook("build", "--allow-code")
        let path = workshop.archive
        let keys = Plan(try Book(folder: workshop.book, shownAs: "Chapters")).keys
        var report = Report("Archive.open, summaries, record, store")
        let opens = try Measured.times(options.repeats) { try Archive.open(at: path).close() }
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        report.add("open and close, sealed", opens, note: Report.size(size))
        let seal = path + ".seal"
        let text = try Data(contentsOf: URL(filePath: seal))
        let checks = try Measured.times(options.repeats) {
            try FileManager.default.removeItem(atPath: seal)
            try Archive.open(at: path, readOnly: true).close()
            try text.write(to: URL(filePath: seal))
        }
        report.add("open and close, every run checked", checks)
        let archive = try Archive.open(at: path)
        let summaries = try Measured.times(options.repeats) { _ = try archive.summaries(of: keys) }
        report.add("\(keys.count) summaries", summaries, target: 0.05)
        let records = try keys.prefix(500).compactMap { try archive.record(for: $0) }
        let copy = try Archive.open(at: workshop.folder.appending(path: "copy.sqlite").path)
        let stores = try records.map { record in try Measured.time { try copy.store(record) }.0 }
        report.add("store a run of 40 steps", stores)
        let reads = try records.map { record in try Measured.time { _ = try copy.record(for: record.key) }.0 }
        report.add("read a run of 40 steps", reads)
        try archive.close()
        try copy.close()
        return [report]
    }
}
