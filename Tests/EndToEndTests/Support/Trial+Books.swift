import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Expectations about any book, however wrong it is.
extension Trial {
    /// Calls the program and expects that it ends soon, with an exit code for books and printable output.
    @discardableResult
    func read(_ line: String, within seconds: Double = 60) throws -> Desk.Outcome {
        let format = chance.element(["text", "text", "json", "github"])
        let outcome = try call("\(line) --diagnostics \(format)", within: seconds)
        expectPlainText(outcome)
        if outcome.code == 5 { try expectPlaces(outcome, format) }
        if format == "json" {
            let list = try? JSONSerialization.jsonObject(with: Data(outcome.notes.utf8))
            expect(list is [[String: Any]], "more than a list of faults, or none: \(outcome)")
        }
        return outcome
    }

    /// Runs a build for a limited time, since an experiment may take hours.
    func build(_ line: String, within seconds: Double) throws -> Desk.Outcome {
        let call = try desk.start(line.split(separator: " ").map(String.init))
        guard !call.ends(within: seconds) else {
            note(line)
            let outcome = try end(of: call, line, codes: Self.codesOfBooks)
            expectPlainText(outcome)
            if outcome.code == 5 { try expectPlaces(outcome, "text") }
            return outcome
        }
        return try stop(call, line, by: SIGINT, after: 0)
    }

    /// Expects no control characters, which a terminal would act on.
    private func expectPlainText(_ outcome: Desk.Outcome) {
        let text = (outcome.output + outcome.notes).unicodeScalars
        let signs = text.filter { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" }
        expect(signs.isEmpty, "raw control signs \(signs.map { String($0.value, radix: 16) }): \(outcome)")
    }

    /// Expects that each fault has a place that exists: a file, and a line in it.
    private func expectPlaces(_ outcome: Desk.Outcome, _ format: String) throws {
        let notes = outcome.notes
        // Without a book there are no places.
        guard !notes.contains("book.missing") else { return }
        let places: [Place]
        switch format {
        case "json":
            let list = try? JSONSerialization.jsonObject(with: Data(notes.utf8)) as? [[String: Any]]
            expect(list?.isEmpty == false, "no list of faults: \(outcome)")
            places = (list ?? []).map { Place($0["file"] as? String, $0["line"] as? Int, $0["column"] as? Int) }
        case "github":
            let list = notes.matches(of: /(?m)^::(?:error|warning) file=(.+?),line=(\d+),col=(\d+),title=[a-z.-]+::/)
            expect(list.count == notes.split(separator: "\n").count, "a line without a place: \(outcome)")
            places = list.map {
                Place(Self.unescaped(String($0.output.1)), Int($0.output.2), Int($0.output.3))
            }
        default:
            let list = notes.matches(of: /(?m)^(.+?):(\d+):(\d+): (?:error|warning): .* \[[a-z.-]+\]$/)
            expect(!notes.contains(/(?m)^(?:error|warning):\s/), "a fault without a place: \(outcome)")
            places = list.map { Place(String($0.output.1), Int($0.output.2), Int($0.output.3)) }
        }
        expect(!places.isEmpty, "no place: \(outcome)")
        for (file, places) in Dictionary(grouping: places, by: \.file) {
            let lengths = lengthsOfLines(file)
            for place in places { expect(place.isIn(lengths), "\(place) is no place: \(outcome)") }
        }
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("%3A", with: ":").replacing("%2C", with: ",").replacing("%25", with: "%")
    }

    private struct Place {
        let file: String
        let line: Int?
        let column: Int?

        init(_ file: String?, _ line: Int?, _ column: Int?) {
            (self.file, self.line, self.column) = (file ?? "", line, column)
        }

        /// Whether the place lies in a text with lines of these lengths, which are nil for a missing file.
        func isIn(_ lengths: [Int]?) -> Bool {
            guard let line, let column, line >= 1, column >= 1 else { return false }
            // A fault about a missing file has its place at the file's beginning.
            guard let lengths else { return line == 1 && column == 1 }
            return line <= lengths.count && column <= lengths[line - 1] + 1
        }
    }

    private func lengthsOfLines(_ file: String) -> [Int]? {
        guard let text = try? desk.text(file) else { return nil }
        return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map(\.count)
    }
}
