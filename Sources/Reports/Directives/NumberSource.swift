/// A directive from which numbers of the prose are taken.
protocol NumberSource: PageDirective {
    /// Throws a `ValueFault` when it has no such number, as far as its columns tell.
    func check(_ key: ValueKey, in check: SQLCheck) throws
    /// The number of a key; throws `ValueFault`, or what the query behind it throws.
    func number(_ key: ValueKey, from results: Results) throws -> ValueCheck.Found
}

extension NumberSource {
    var givesNumbers: Bool { true }
}

extension Book {
    /// What gives the numbers whose keys begin with a name; nil when nothing is called so.
    func numberSource(_ name: String) -> (any NumberSource)? { sources[name] as? any NumberSource }
}
