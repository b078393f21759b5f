import Foundation
import Testing

@testable import Logs

/// The list of formats.
@Suite struct LogFormatList {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Logs/Formats").standardized

    @Test func holdsEachFormatOfTheFolder() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".swift")
        }
        let formats = try files.filter { file in
            let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
            return text.contains(/(?m)^enum \w+: (?:LogFormat|LineFormat|KeyDialect) \{$/)
        }
        #expect(Set(formats.map { String($0.dropLast(6)) }) == Set(LogFormats.all.map { "\($0)" }))
        #expect(formats.count > 30)
    }

    @Test func namesEachOnceAndSaysWhatItIs() {
        #expect(Set(LogFormats.names).count == LogFormats.all.count)
        #expect(LogFormats.summaries.allSatisfy { $0.summary.count > 10 })
    }

    /// The format from the guide can be used.
    @Test func canBeAddedTo() {
        var rows = LogRows()
        let lines = ["@10 loss=2.5 rate=0.5", "@10 lost=2", "@20 loss=2.25"].map { Array($0.utf8) }
        let known = lines.map { line in
            line.withUnsafeBufferPointer { bytes in
                let isKnown = TinyLoop.read(LogLine(bytes, number: 1), into: &rows)
                if isKnown { rows.finish(line: 1) } else { rows.forget() }
                return isKnown
            }
        }
        #expect(known == [true, false, true] && rows.steps == [10, 20])
        #expect(rows.series.map(\.values.first) == [2.5, 0.5])
    }
}
