extension Archive {
    /// Gives every query from now on what it sees, in place of what was given before.
    ///
    /// The mapping of the runs is each connection's own: another build may set the file's at any moment. The order of the
    /// views does not matter, since SQLite looks a name up when it is used; a text that is no query is left out.
    /// - Parameters:
    ///   - views: queries that can be read by their names.
    ///   - members: the runs of the book; nil for those that the file itself names.
    ///   - store: where the views' rows over these runs are kept; nil to compute them anew.
    public func define(
        _ views: [NamedQuery],
        over members: [Member]? = nil,
        keptIn store: (any ViewStore)? = nil
    ) {
        queries.define(views, over: members, keptIn: store)
    }
}
