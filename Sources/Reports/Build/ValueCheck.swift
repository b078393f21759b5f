import Diagnostics
import Settings
import Storage

/// Compares the checked numbers in the prose with the stored results.
struct ValueCheck {
    let book: Book
    let results: Results

    /// The result that a number's key refers to.
    struct Found {
        var number: Double
        /// The rows of the query and the chosen one; nil for a claim's number.
        var row: (rows: ValueRows, index: Int, column: Int)?
    }

    /// Looks up the result that a key refers to; throws `ValueFault`, or an error of the query.
    func found(_ key: String) throws -> Found {
        let key = try ValueKey(key)
        guard let source = book.numberSource(key.source) else {
            throw ValueFault("no query or claim is called '\(key.source)'")
        }
        return try source.number(key, from: results)
    }

    /// The fault of a number that is wrong or cannot be compared; nil when it is right, or its runs are missing.
    func fault(_ number: CheckedNumber) -> Diagnostic? {
        guard let written = WrittenNumber(number.text) else { return number.unreadable }
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
            // The query's own fault is reported in full at the query.
            let reason = (error as? QueryFault)?.message ?? "\(error)"
            return Diagnostic("value.unknown", at: number.place, "the query behind '\(number.key)' fails: \(reason)")
        }
    }
}
