import Settings
import Storage

/// The result of a claim's query.
struct ClaimAnswer: Sendable {
    var verdict: Verdict
    /// One row for each trial; the last column, `holds`, is 1, 0 or NULL.
    var table: Table
    /// The grid of verdicts over two settings; nil when the claim has none.
    var sensitivity: Sensitivity?

    /// The numbers of a column without NULLs; nil when there is no such column.
    func numbers(_ column: String) -> [Double]? {
        table.columns.firstIndex(of: column).map { index in table.rows.compactMap { $0[index].number } }
    }
}

extension ClaimDirective {
    /// The query of the verdict.
    var verdictQuestion: Question { question(Verdict.replay(sql: sql, expect: condition)) }

    /// The query of the trials.
    var trialsQuestion: Question { question(Verdict.trials(sql: sql, expect: condition)) }

    /// The queries that decide the claim: its verdict and its trials, and the same for its grid.
    var decisions: [Question] {
        let grid = grid.map { [$0.verdicts(condition), $0.trials(condition)] } ?? []
        return [verdictQuestion, trialsQuestion] + grid.map(question)
    }

    /// The queries that check whether the trials are valid.
    var soundness: [Question] {
        let types = [sql, grid?.sql].compactMap { $0 }.compactMap { TypeCheck(sql: $0, expect: condition)?.sql }
        return (types + SharedRuns.texts(of: trialsQuestion.sql)).map(question)
    }
}

extension Results {
    /// The result of a claim's query, with one row for each trial; throws `QueryFault`, or an `Outage`.
    func answer(to claim: ClaimDirective) throws -> ClaimAnswer {
        let tables = try claim.decisions.map { try table($0) }
        let (verdict, trials) = (tables[0], tables[1])
        try checkTypes(claim, claim.sql, trials)
        if let grid = claim.grid { try checkTypes(claim, grid.sql, tables[3]) }
        try checkMeasure(claim, trials)
        try checkRepetition(claim, trials)
        guard let row = verdict.rows.first, case .text(let word) = row[0],
            let outcome = Verdict.Outcome(rawValue: word), case .integer(let count) = row[1],
            case .integer(let holds) = row[2]
        else { return ClaimAnswer(verdict: Verdict(outcome: .undecided, trials: 0, holds: 0), table: trials) }
        return ClaimAnswer(
            verdict: Verdict(outcome: outcome, trials: Int(count), holds: Int(holds)),
            table: trials,
            sensitivity: claim.grid.map {
                Sensitivity($0, measure: claim.measure, verdicts: tables[2], trials: tables[3])
            }
        )
    }

    /// The number of a claim's trials; throws `QueryFault`.
    func trials(of claim: ClaimDirective) throws -> Int {
        let row = try table(claim.verdictQuestion).rows.first
        return row?[1].number.map { Int($0) } ?? 0
    }

    /// Throws a `QueryFault` when a claim's condition compares a text with a number in some row.
    private func checkTypes(_ claim: ClaimDirective, _ sql: String, _ trials: Table) throws {
        guard let check = TypeCheck(sql: sql, expect: claim.condition), check.isNeeded(for: trials),
            let fault = check.fault(in: try table(claim.question(check.sql)))
        else { return }
        throw fault
    }

    /// Throws a `QueryFault` when a claim's measure is a text in some row.
    private func checkMeasure(_ claim: ClaimDirective, _ trials: Table) throws {
        for cell in trials.column(claim.measure) ?? [] {
            if case .text(let text) = cell { throw QueryFault.measuredText(text, in: claim.measure) }
        }
    }

    /// Throws a `QueryFault` when a claim counts a run twice that belongs to two experiments.
    private func checkRepetition(_ claim: ClaimDirective, _ trials: Table) throws {
        let question = claim.trialsQuestion
        let sight = views.visible(to: question)
        guard let shared = SharedRuns(sql: question.sql, sight: sight, members: members) else { return }
        let kept = shared.questions
        let repetition = try shared.repetition(among: trials) { question in
            // Questions about single runs all have the same text, so their answers cannot be cached.
            try kept.contains(question)
                ? table(claim.question(question.sql), over: question.members)
                : ask(claim.question(question.sql), over: question.members)
        }
        if let repetition { throw QueryFault.repeatedRuns(repetition) }
    }
}
