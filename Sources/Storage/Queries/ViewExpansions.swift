/// Counts how often SQLite expands named queries when it compiles a text that reads them.
///
/// A view's text replaces its name wherever that occurs, including the views within it. If each of sixteen levels has
/// two names, 65,536 texts result. SQLite takes minutes for them, and a compilation cannot be interrupted. Names
/// defined by WITH are expanded in the same way.
public struct ViewExpansions {
    /// The cost of compiling a text.
    fileprivate struct Cost: Sendable, Equatable {
        /// The number of texts after expansion.
        var count = 0
        /// The nesting depth of the expansions.
        var depth = 0

        /// Adds a name that is expanded to a text with its own cost.
        mutating func add(_ inner: Cost) {
            // Counts beyond every limit need not be exact.
            count = min(count + 1 + inner.count, 1_000_000)
            depth = max(depth, 1 + inner.depth)
        }
    }

    /// The maximal number of texts in one query.
    fileprivate static let countLimit = 200
    /// The maximal nesting depth.
    fileprivate static let depthLimit = 40

    private var costs: [String: Cost] = [:]

    /// The costs of reading each of `views`.
    ///
    /// Views that read each other in a circle, which SQLite refuses, cost nothing.
    public init(_ views: [NamedQuery] = []) {
        let texts = Dictionary(views.map { ($0.name.lowercased(), SQLText($0.sql)) }) { first, _ in first }
        let reads = texts.mapValues { $0.tables.filter { texts[$0] != nil } }
        for name in Self.order(reads) {
            if let text = texts[name] { costs[name] = cost(of: text) }
        }
    }

    /// The fault of a text that would take too long to compile; nil when it would not.
    public func fault(in sql: String) -> QueryFault? { fault(in: SQLText(sql), .sql) }

    func fault(in text: SQLText, _ source: QueryFault.Source) -> QueryFault? {
        let cost = cost(of: text)
        let message: String
        if cost.count > Self.countLimit {
            message =
                "the query reads other queries more than \(Self.countLimit) times, those within them counted each time"
        } else if cost.depth > Self.depthLimit {
            message = "the query reads queries that read others, more than \(Self.depthLimit) deep"
        } else {
            return nil
        }
        return QueryFault(.viewLimit, message, source, help: "read fewer, or say in one SELECT what several say")
    }

    private func cost(of text: SQLText) -> Cost {
        var reader = ExpansionReader(text: text, views: costs)
        return reader.whole()
    }

    /// The names, each after those that it reads.
    ///
    /// This does not recurse, since the number of views is not limited.
    private static func order(_ reads: [String: Set<String>]) -> [String] {
        var waits = reads.mapValues(\.count)
        var readers: [String: [String]] = [:]
        for (name, read) in reads { for other in read { readers[other, default: []].append(name) } }
        var order = waits.filter { $0.value == 0 }.map(\.key)
        var next = 0
        while next < order.count {
            for reader in readers[order[next]] ?? [] {
                waits[reader, default: 0] -= 1
                if waits[reader] == 0 { order.append(reader) }
            }
            next += 1
        }
        return order
    }
}

/// Counts the expansions of the names in one text.
private struct ExpansionReader {
    let text: SQLText
    let views: [String: ViewExpansions.Cost]
    private let references: [SQLText.Reference]
    private let bodies: [SQLText.OwnName]
    /// The costs of the text's own names; nil while one is being computed, which then reads itself.
    private var known: [Int: ViewExpansions.Cost?] = [:]

    init(text: SQLText, views: [String: ViewExpansions.Cost]) {
        self.text = text
        self.views = views
        references = text.references
        bodies = text.ownNames
    }

    mutating func whole() -> ViewExpansions.Cost { cost(of: 0..<text.tokens.count, depth: 0) }

    /// The cost of the names in a range of tokens.
    ///
    /// Names in the queries of a WITH are excluded, since they cost something only where those are read.
    private mutating func cost(of range: Range<Int>, depth: Int) -> ViewExpansions.Cost {
        var cost = ViewExpansions.Cost()
        let inner = bodies.filter { $0.body != range && range.contains($0.body.lowerBound) }
        for reference in references where range.contains(reference.token) {
            if inner.contains(where: { $0.body.contains(reference.token) }) { continue }
            if let own = bodies.lastIndex(where: { $0.name == reference.name }) {
                if let body = self.cost(ofBody: own, depth: depth) { cost.add(body) }
            } else if let view = views[reference.name] {
                cost.add(view)
            }
        }
        return cost
    }

    private mutating func cost(ofBody index: Int, depth: Int) -> ViewExpansions.Cost? {
        if let found = known[index] { return found }
        // A deeper nesting exceeds the limit, whatever it reads.
        guard depth <= ViewExpansions.depthLimit else {
            return ViewExpansions.Cost(count: 0, depth: ViewExpansions.depthLimit)
        }
        known[index] = .some(nil)
        let cost = cost(of: bodies[index].body, depth: depth + 1)
        known[index] = cost
        return cost
    }
}
