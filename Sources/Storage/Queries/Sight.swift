import GRDBSQLite

/// The experiments whose runs a query sees: what its answer depends on.
///
/// It is enforced while the query runs, by common table expressions that take the place of the archive's tables, and the
/// text that readers may replay holds the same ones.
public struct Sight: Sendable, Hashable {
    /// Experiments by name.
    public private(set) var names: Set<String> = []
    /// Patterns as GLOB knows them.
    public private(set) var patterns: Set<String> = []
    /// Whether all runs of the book are seen.
    public private(set) var isWhole = false

    /// Every run of the book.
    public static let all: Sight = {
        var sight = Sight()
        sight.isWhole = true
        return sight
    }()

    /// Some experiments; a text with one of the signs `*?[` is a pattern.
    public init(_ experiments: some Sequence<String> = []) {
        for text in experiments {
            if text.contains(where: { "*?[".contains($0) }) { patterns.insert(text) } else { names.insert(text) }
        }
    }

    /// What a text names: the literals directly behind `experiment =`, `experiment IN (` and `experiment GLOB` that are not
    /// negated; nil when it names nothing.
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

    /// Sees what either sees.
    public mutating func add(_ other: Sight) {
        if isWhole || other.isWhole {
            self = .all
        } else {
            names.formUnion(other.names)
            patterns.formUnion(other.patterns)
        }
    }

    /// What any of some sights sees.
    public static func union(_ sights: some Sequence<Sight>) -> Sight { sights.reduce(into: Sight()) { $0.add($1) } }

    /// As an author writes it behind `sees:`.
    public var text: String {
        isWhole ? "all" : "[" + (names.sorted() + patterns.sorted()).joined(separator: ", ") + "]"
    }

    /// The condition on a row of a table; nil when all are seen.
    ///
    /// The sign before the column keeps SQLite from planning by it: what the author wrote decides which index is used, as
    /// without the restriction.
    var condition: String? {
        guard !isWhole else { return nil }
        let names = names.sorted().map(Self.quoted)
        let list = names.isEmpty ? [] : ["+experiment IN (\(names.joined(separator: ", ")))"]
        let conditions = list + patterns.sorted().map { "+experiment GLOB \(Self.quoted($0))" }
        return conditions.isEmpty ? "0" : conditions.joined(separator: " OR ")
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}

/// A statement with what restricts it to a sight.
struct RestrictedText {
    /// What SQLite compiles.
    let text: String
    /// The statement's beginning in the author's text, in bytes of UTF-8.
    private let start: Int
    /// Where in the statement the restriction was put in, and how long it is.
    private let insertion: (offset: Int, length: Int)

    /// The statement that stands at `range` in `sql`, restricted to `sight`; `schema` has the tables that show runs.
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

    /// Where the tables for authors stand: the program makes its own, a shell finds those of the file.
    enum Schema: String { case temp, main }

    /// The tables that show runs.
    static let tables = Set(ArchiveSchema.viewNames + ["member"])

    /// Behind the text's own WITH, or before its first word.
    private static func place(in sql: SQLText, from start: Int) -> (offset: Int, hasOwn: Bool) {
        let tokens = sql.tokens.drop { $0.range.lowerBound < start }.prefix(2)
        func isWord(_ token: SQLText.Token?, _ word: String) -> Bool {
            token.map { $0.kind == .word && $0.word == word } ?? false
        }
        guard let first = tokens.first, isWord(first, "with") else { return (start, false) }
        let last = isWord(tokens.last, "recursive") ? tokens.last : first
        return ((last ?? first).range.upperBound, true)
    }

    /// The offset in the author's text of an offset in `text`; nil within what was put in.
    func original(_ offset: Int) -> Int? {
        guard offset >= insertion.offset else { return start + offset }
        return offset < insertion.offset + insertion.length ? nil : start + offset - insertion.length
    }
}

extension NamedQuery {
    /// Whether a text reads tables that show runs by itself.
    public static func readsRuns(_ sql: String) -> Bool { !SQLText(sql).tables.isDisjoint(with: RestrictedText.tables) }

    /// Whether a text gives one of its own queries the name of a table that shows runs, which nothing can restrict then.
    static func hidesRuns(_ sql: String) -> Bool {
        SQLText(sql).ownNames.contains { RestrictedText.tables.contains($0.name) }
    }
}
