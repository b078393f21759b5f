/// How often SQLite writes out named queries when it compiles a text that reads them.
///
/// A view's text takes the place of its name wherever that stands, and so do the views within it: two names a level make
/// 65,536 of sixteen levels, and SQLite, which nothing stops while it compiles, takes minutes over them. The names that
/// a WITH gives are written out in the same way.
public struct ViewExpansions {
    /// What a text costs.
    fileprivate struct Cost: Sendable, Equatable {
        /// How many texts are written out.
        var count = 0
        /// How deep they stand in each other.
        var depth = 0

        /// Adds a name that stands for a text with a cost of its own.
        mutating func add(_ inner: Cost) {
            // What is beyond every limit need not be told apart from more.
            count = min(count + 1 + inner.count, 1_000_000)
            depth = max(depth, 1 + inner.depth)
        }
    }

    /// The most texts that one query may be made of.
    fileprivate static let countLimit = 200
    /// How deep they may stand in each other.
    fileprivate static let depthLimit = 40

    private var costs: [String: Cost] = [:]

    /// The costs of reading each of `views`; those that read each other in a circle, which SQLite refuses, cost nothing.
    public init(_ views: [NamedQuery] = []) {
        let texts = Dictionary(views.map { ($0.name.lowercased(), SQLText($0.sql)) }) { first, _ in first }
        let reads = texts.mapValues { $0.tables.filter { texts[$0] != nil } }
        for name in Self.order(reads) {
            if let text = texts[name] { costs[name] = cost(of: text) }
        }
    }

    /// What is wrong with compiling a text that reads views, which cannot be stopped; nil when it takes no time.
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

    /// The names, each behind those that it reads; without recursion, since nothing limits how many views there are.
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

/// Counts what the names in one text stand for.
private struct ExpansionReader {
    let text: SQLText
    let views: [String: ViewExpansions.Cost]
    private let references: [SQLText.Reference]
    private let bodies: [SQLText.OwnName]
    /// The costs of the text's own names, nil while one is being counted: it reads itself.
    private var known: [Int: ViewExpansions.Cost?] = [:]

    init(text: SQLText, views: [String: ViewExpansions.Cost]) {
        self.text = text
        self.views = views
        references = text.references
        bodies = text.ownNames
    }

    mutating func whole() -> ViewExpansions.Cost { cost(of: 0..<text.tokens.count, depth: 0) }

    /// The cost of the names in a range of tokens, but for those in the bodies of a WITH, which cost where they are read.
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
        // What nests deeper is beyond the limit whatever it reads.
        guard depth <= ViewExpansions.depthLimit else {
            return ViewExpansions.Cost(count: 0, depth: ViewExpansions.depthLimit)
        }
        known[index] = .some(nil)
        let cost = cost(of: bodies[index].body, depth: depth + 1)
        known[index] = cost
        return cost
    }
}
