/// Where rows of named queries are kept between builds, so that one whose runs have not changed need not be asked again.
///
/// Any thread may ask it.
public protocol ViewStore: Sendable {
    /// The rows that are kept of a named query; nil when there are none.
    func rows(of view: NamedQuery) throws -> Table?
    /// Keeps the rows of a named query.
    func keep(_ rows: Table, of view: NamedQuery)
}
