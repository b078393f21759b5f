import Diagnostics
import Settings
import Storage

/// Compares the numbers of the prose with the stored results.
struct ValueCheck {
    let book: Book
    let results: Results

    /// What stands behind a number's key.
    struct Found {
        var number: Double
        /// The rows of the query and the one that is meant; nil for a claim's number.
        var row: (rows: ValueRows, index: Int, column: Int)?
    }

    /// What stands behind a number's key; throws `ValueFault`, or what the query behind it throws.
    func found(_ key: String) throws -> Found {
        let key = try ValueKey(key)
        guard let source = book.sources[key.source] else {
            throw ValueFault("no query or claim is called '\(key.source)'")
        }
        return try source.number(key, from: results)
    }

    /// A fault when the number is wrong or cannot be compared; nil when it is right, or its runs are not there.
    func fault(_ number: CheckedNumber) -> Diagnostic? {
        guard let written = WrittenNumber(number.text) else { return Self.unreadable(number) }
        do {
            let stored = try found(number.key).number
            guard !written.agrees(with: stored, within: number.tolerance) else { return nil }
            let tolerance = number.tolerance.map { " \($0.text)" } ?? ""
            return Diagnostic(
                "value.wrong",
                at: number.place,
                "the prose says \(number.text)\(tolerance), the result is \(NumberText.told(stored))",
                help:
                    "'spikebook fix' shows what it would be and 'fix --write' rewrites it; or look why \(number.key) changed"
            )
        } catch is Outages.Outage {
            return nil
        } catch let fault as ValueFault {
            return Diagnostic("value.unknown", at: number.place, fault.message, help: fault.help)
        } catch {
            // The query's own fault is told in full where it stands.
            let reason = (error as? QueryFault)?.message ?? "\(error)"
            return Diagnostic("value.unknown", at: number.place, "the query behind '\(number.key)' fails: \(reason)")
        }
    }

    /// What is wrong with a text that is no number.
    static func unreadable(_ number: CheckedNumber) -> Diagnostic {
        Diagnostic(
            "value.unreadable",
            at: number.place,
            "'\(number.text)' is no number",
            help: "write one number, as in [184](value:\(number.key)); a unit without digits may follow"
        )
    }

    /// What is wrong with a title that is no tolerance; nil when all is well.
    static func unreadableTolerance(_ number: CheckedNumber) -> Diagnostic? {
        guard let title = number.title, number.tolerance == nil else { return nil }
        return Diagnostic(
            "value.tolerance",
            at: number.titlePlace ?? number.place,
            "'\(title)' is no tolerance",
            help: "write \"±0.05\", or \"±10 %\" of the number itself; +- stands for ± as well"
        )
    }

    /// Every number of a chapter: those of its prose and those within its directives.
    static func numbers(in chapter: Chapter) -> [CheckedNumber] {
        chapter.index.values.map(CheckedNumber.init)
            + chapter.fences.flatMap { CheckedNumber.scan($0.body) }
    }
}

extension CheckedNumber {
    /// A number of the prose.
    init(_ value: Inline.Value) {
        self.init(
            key: value.key,
            text: value.text,
            place: value.textPlace,
            title: value.title,
            titlePlace: value.titlePlace
        )
    }
}
