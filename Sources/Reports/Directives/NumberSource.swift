/// A directive to whose results checked numbers in the prose can refer.
protocol NumberSource: PageDirective {
    /// Throws a `ValueFault` when its columns show that it has no such number.
    func check(_ key: ValueKey, in check: SQLCheck) throws
    /// The number of a key; throws `ValueFault`, or an error of the query behind it.
    func number(_ key: ValueKey, from results: Results) throws -> ValueCheck.Found
}

extension NumberSource {
    var givesNumbers: Bool { true }
}

extension Book {
    /// The directive of a name to which checked numbers can refer; nil when there is none.
    func numberSource(_ name: String) -> (any NumberSource)? { sources[name] as? any NumberSource }
}
