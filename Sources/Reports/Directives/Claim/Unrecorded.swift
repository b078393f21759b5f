import Foundation
import Storage

/// The columns that a claim uses but logs do not contain.
struct Unrecorded {
    /// The columns by experiment.
    let columns: [(experiment: String, names: [String])]

    /// A clause such as `the log of gpt does not hold lambda_max, sum_v`; empty when nothing is missing.
    var clause: String {
        columns.map { "the log of \($0.experiment) does not hold \($0.names.joined(separator: ", "))" }
            .joined(separator: "; ")
    }
}

extension Question {
    /// The query of the columns that the logs of a book do not contain, by experiment.
    static let unrecorded = Question(
        sql: """
            SELECT DISTINCT r.experiment AS experiment, j.value AS name
            FROM recording AS r JOIN json_each(r.not_recorded) AS j ORDER BY experiment, name
            """,
        sees: ["all"]
    )
}

extension Results {
    /// The columns named in a claim's SQL, or in the views that it reads, that logs seen by the claim do not contain.
    func unrecorded(by claim: ClaimDirective) -> Unrecorded {
        let question = claim.question(claim.sql)
        guard let rows = try? table(.unrecorded).rows, !rows.isEmpty else { return Unrecorded(columns: []) }
        let sight = views.visible(to: question)
        let texts = [claim.sql, claim.condition] + views.needed(by: claim.sql).map(\.sql)
        let words = Set(texts.flatMap(Self.words))
        let named = words.union(words.flatMap { Self.sources[$0] ?? [] })
        var found: [(experiment: String, names: [String])] = []
        for row in rows where sight.includes(row[0].text) && named.contains(row[1].text) {
            if found.last?.experiment == row[0].text {
                found[found.count - 1].names.append(row[1].text)
            } else {
                found.append((row[0].text, [row[1].text]))
            }
        }
        return Unrecorded(columns: found)
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }.map(String.init)
    }

    /// The columns of other tables that are computed from columns of traces.
    private static let sources = [
        "crossed_lambda_max": ["lambda_max"], "crossed_lambda_grad": ["lambda_grad"],
        "crossed_lambda_grad_exact": ["lambda_grad_exact"], "recovered": ["lambda_grad"],
        "decay_exponent": ["sum_v"], "in_order": ["sum_v", "lambda_max", "lambda_grad"],
        "crossing": ["lambda_max", "lambda_grad"], "phase": ["sum_v", "lambda_max"], "grad_sq": ["grad_norm"],
    ]
}
