extension Archive {
    /// Defines what every query from now on can read, replacing the earlier definitions.
    ///
    /// Each connection has its own mapping of the runs, since another build may replace the file's at any moment. The
    /// order of the views does not matter, since SQLite looks up a name when it is used; a text that is not a query
    /// is left out.
    ///
    /// - Parameters:
    ///   - views: queries that can be read by name.
    ///   - members: the runs of the book; nil for those that the file names.
    ///   - store: the cache of the views' rows over these runs; nil to compute them.
    public func define(
        _ views: [NamedQuery],
        over members: [Member]? = nil,
        keptIn store: (any ViewStore)? = nil
    ) {
        queries.define(views, over: members, keptIn: store)
    }
}
