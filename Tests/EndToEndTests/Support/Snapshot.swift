import Foundation
import Testing

/// Compares a text with a file in `Tests/Books`; with SPIKEBOOK_RECORD=1 the file is rewritten instead.
///
/// A missing file is written and the test fails, so that somebody reads it before it counts.
func expectSnapshot(_ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = Desk.books.appending(path: path)
    let text = text.hasSuffix("\n") ? text : text + "\n"
    guard ProcessInfo.processInfo.environment["SPIKEBOOK_RECORD"] != "1" else {
        return try Data(text.utf8).write(to: file)
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
        try Data(text.utf8).write(to: file)
        Issue.record("\(path) was missing and is written now: read it", sourceLocation: sourceLocation)
        return
    }
    #expect(text == expected, "differs from \(path)", sourceLocation: sourceLocation)
}
