/// A cache of named queries' rows between builds, so that a query whose runs have not changed is not run again.
///
/// It may be used from any thread.
public protocol ViewStore: Sendable {
    /// The cached rows of a named query; nil when there are none.
    func rows(of view: NamedQuery) throws -> Table?
    /// Caches the rows of a named query.
    func keep(_ rows: Table, of view: NamedQuery)
}
