extension Sequence<Markup> {
    /// All in one; `separator` is markup too.
    func joined(separator: String = "") -> Markup { Markup(written: map(\.text).joined(separator: separator)) }
}
