import Experiments
import Storage

/// Finds trials of a claim that count one run twice because it belongs to two experiments.
///
/// The text of a query does not show which trials depend on a run. So the claim is evaluated again with each shared
/// run in its first experiment only, in its last only, and in none. If the last one adds exactly the trials that the
/// first one gives, they are the same trials.
struct SharedRuns {
    /// The claim's trials when some runs are in only some of their places.
    struct Question: Hashable {
        /// The text; a comment distinguishes it from that of the trials, so that both answers can be cached.
        var sql: String
        var members: [Member]
    }

    /// Which of its places a shared run keeps.
    private enum Kept: String, CaseIterable {
        case first, last, none
    }

    private let members: [Member]
    /// The indices in `members` of every run that has more than one, among the experiments that the claim sees.
    private let places: [AnalysisKey: [Int]]
    private let sql: String

    /// Nil when no run belongs to two of the experiments that a claim sees.
    /// - Parameters:
    ///   - sql: the SELECT of the claim's trials.
    ///   - sight: the experiments that it may see.
    ///   - members: the book's runs.
    init?(sql: String, sight: Sight, members: [Member]) {
        let seen = members.indices.filter { sight.includes(members[$0].experiment) }
        let places = Dictionary(grouping: seen) { members[$0].analysis }.filter { $0.value.count > 1 }
        guard !places.isEmpty else { return nil }
        self.members = members
        self.places = places
        self.sql = sql
    }

    /// The questions about all shared runs at once, whose answers are cached between builds.
    var questions: [Question] { Kept.allCases.map { question($0, Set(places.keys)) } }

    /// A sentence about repeated trials; nil when there are none.
    func repetition(among trials: Table, answer: (Question) throws -> Table) throws -> String? {
        let all = numbers(trials)
        guard let added = try repeated(Set(places.keys), all, answer) else { return nil }
        // Equal numbers may be a coincidence, so the runs are then examined one by one.
        for (key, places) in places.sorted(by: { $0.value[0] < $1.value[0] }).prefix(Self.limit) {
            guard let again = try repeated([key], all, answer) else { continue }
            let last = numbers(try answer(question(.last, Set(self.places.keys))))
            let isWhole = all.without(last) == added
            let count = isWhole ? added.total : again.total
            let same = count == 1 ? "trials is of the same run" : "trials are of the same runs"
            let names = [places[0], places[places.count - 1]].map { "'\(members[$0].experiment)'" }
            return (isWhole ? "" : "at least ") + "\(count) of the \(trials.rows.count) \(same) as others, in "
                + names.joined(separator: " and in ")
        }
        return nil
    }

    /// The trials that the further places of some runs add, if they equal those of the first places.
    ///
    /// Nil when they differ, or when a place changes trials instead of adding some, as in trials that summarise
    /// several runs. For most claims the first question suffices.
    private func repeated(_ keys: Set<AnalysisKey>, _ all: Rows, _ answer: (Question) throws -> Table) throws -> Rows? {
        let first = numbers(try answer(question(.first, keys)))
        let added = all.without(first)
        guard !added.isEmpty, first.without(all).isEmpty else { return nil }
        let none = numbers(try answer(question(.none, keys)))
        let given = first.without(none)
        guard none.without(first).isEmpty, added.keys.contains(where: { given[$0] != nil }) else { return nil }
        return added
    }

    /// The maximal number of runs that are examined one by one.
    private static let limit = 12

    private func question(_ kept: Kept, _ keys: Set<AnalysisKey>) -> Question {
        var members = members
        for key in keys {
            let places = places[key] ?? []
            let stays = kept == .first ? places.first : kept == .last ? places.last : nil
            // The member itself stays, so that all other runs keep their numbers; no run is stored under an empty
            // key.
            for place in places where place != stays { members[place].key = RunKey(text: "") }
        }
        return Question(sql: Self.text(kept, sql), members: members)
    }

    private static func text(_ kept: Kept, _ sql: String) -> String {
        "-- shared runs at their \(kept.rawValue) place\n" + sql
    }

    /// The texts of `questions`, which do not depend on the shared runs.
    static func texts(of sql: String) -> [String] { Kept.allCases.map { text($0, sql) } }

    /// The numbers of each row without the run's own number, and how often each row occurs.
    private func numbers(_ table: Table) -> Rows {
        let columns = table.columns.indices.filter { table.columns[$0].lowercased() != "run" }
        return table.rows.reduce(into: [:]) { counts, row in
            counts[columns.map { row[$0].number ?? .infinity }, default: 0] += 1
        }
    }
}

/// Rows of numbers, and how often each occurs.
private typealias Rows = [[Double]: Int]

extension Rows {
    /// The number of rows.
    fileprivate var total: Int { values.reduce(0, +) }

    /// The rows that occur more often here than in `other`.
    fileprivate func without(_ other: Rows) -> Rows {
        reduce(into: [:]) { rest, entry in
            let count = entry.value - other[entry.key, default: 0]
            if count > 0 { rest[entry.key] = count }
        }
    }
}
