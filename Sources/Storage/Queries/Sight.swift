import GRDBSQLite

/// The experiments whose runs a query sees, on which its answer therefore depends.
///
/// While the query runs, this is enforced by common table expressions that replace the archive's tables. The text
/// that readers replay contains the same expressions.
public struct Sight: Sendable, Hashable {
    /// Names of experiments.
    public private(set) var names: Set<String> = []
    /// Patterns in the syntax of GLOB.
    public private(set) var patterns: Set<String> = []
    /// Whether all runs of the book are seen.
    public private(set) var isWhole = false

    /// All runs of the book.
    public static let all: Sight = {
        var sight = Sight()
        sight.isWhole = true
        return sight
    }()

    /// Some experiments; a text that contains one of `*?[` is a pattern.
    public init(_ experiments: some Sequence<String> = []) {
        for text in experiments {
            if text.contains(where: { "*?[".contains($0) }) { patterns.insert(text) } else { names.insert(text) }
        }
    }

    /// The experiments that a text names; nil when it names none.
    ///
    /// These are the literals directly after `experiment =`, `experiment IN (` and `experiment GLOB` that are not
    /// negated.
    public init?(namedBy sql: String) {
        let values = QuotedValue.all(of: "experiment", in: sql).filter { !$0.isNegated && $0.isExact }
        guard !values.isEmpty, !NamedQuery.hidesRuns(sql) else { return nil }
        for value in values {
            if value.isPattern { patterns.insert(value.value) } else { names.insert(value.value) }
        }
    }

    /// Whether runs of an experiment are seen.
    public func includes(_ experiment: String) -> Bool {
        isWhole || names.contains(experiment) || patterns.contains { sqlite3_strglob($0, experiment) == 0 }
    }

    /// Adds everything that another one sees.
    public mutating func add(_ other: Sight) {
        if isWhole || other.isWhole {
            self = .all
        } else {
            names.formUnion(other.names)
            patterns.formUnion(other.patterns)
        }
    }

    /// The union of some sights.
    public static func union(_ sights: some Sequence<Sight>) -> Sight { sights.reduce(into: Sight()) { $0.add($1) } }

    /// The value as an author writes it for `sees:`.
    public var text: String {
        isWhole ? "all" : "[" + (names.sorted() + patterns.sorted()).joined(separator: ", ") + "]"
    }

    /// The condition on a table's rows; nil when all are seen.
    ///
    /// The plus sign before the column prevents SQLite from using it in its query plan, so that the plan is the same
    /// as without the restriction.
    var condition: String? {
        guard !isWhole else { return nil }
        let names = names.sorted().map(Self.quoted)
        let list = names.isEmpty ? [] : ["+experiment IN (\(names.joined(separator: ", ")))"]
        let conditions = list + patterns.sorted().map { "+experiment GLOB \(Self.quoted($0))" }
        return conditions.isEmpty ? "0" : conditions.joined(separator: " OR ")
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}

/// A statement with its restriction to some experiments.
struct RestrictedText {
    /// The text for SQLite.
    let text: String
    /// The statement's offset in the author's text, in bytes of UTF-8.
    private let start: Int
    /// The offset and length of the inserted restriction in the statement.
    private let insertion: (offset: Int, length: Int)

    /// Restricts the statement at `range` in `sql` to `sight`; `schema` contains the tables that show runs.
    init(_ sql: SQLText, at range: Range<Int>, to sight: Sight, in schema: Schema) {
        start = range.lowerBound
        let tables = sql.tables.intersection(Self.tables).sorted()
        guard let condition = sight.condition, !tables.isEmpty else {
            text = String(decoding: sql.bytes[range], as: UTF8.self)
            insertion = (0, 0)
            return
        }
        let list = tables.map { name in
            "\(name) AS NOT MATERIALIZED (SELECT * FROM \(schema.rawValue).\(name) WHERE \(condition))"
        }
        let (offset, hasOwn) = Self.place(in: sql, from: start)
        let addition = (hasOwn ? " " : "WITH ") + list.joined(separator: ", ") + (hasOwn ? "," : " ")
        let bytes = sql.bytes[start..<offset] + Array(addition.utf8) + sql.bytes[offset..<range.upperBound]
        text = String(decoding: bytes, as: UTF8.self)
        insertion = (offset - start, addition.utf8.count)
    }

    /// The schema of the tables for authors: the program defines its own, a shell uses those of the file.
    enum Schema: String { case temp, main }

    /// The tables that show runs.
    static let tables = Set(ArchiveSchema.viewNames + ["member"])

    /// The offset after the text's own WITH, or before its first word.
    private static func place(in sql: SQLText, from start: Int) -> (offset: Int, hasOwn: Bool) {
        let tokens = sql.tokens.drop { $0.range.lowerBound < start }.prefix(2)
        func isWord(_ token: SQLText.Token?, _ word: String) -> Bool {
            token.map { $0.kind == .word && $0.word == word } ?? false
        }
        guard let first = tokens.first, isWord(first, "with") else { return (start, false) }
        let last = isWord(tokens.last, "recursive") ? tokens.last : first
        return ((last ?? first).range.upperBound, true)
    }

    /// The offset in the author's text of an offset in `text`; nil within the inserted restriction.
    func original(_ offset: Int) -> Int? {
        guard offset >= insertion.offset else { return start + offset }
        return offset < insertion.offset + insertion.length ? nil : start + offset - insertion.length
    }
}

extension NamedQuery {
    /// Whether a text itself reads tables that show runs.
    public static func readsRuns(_ sql: String) -> Bool { !SQLText(sql).tables.isDisjoint(with: RestrictedText.tables) }

    /// Whether a text gives one of its own queries the name of a table that shows runs, so that nothing can be
    /// restricted.
    static func hidesRuns(_ sql: String) -> Bool {
        SQLText(sql).ownNames.contains { RestrictedText.tables.contains($0.name) }
    }
}
