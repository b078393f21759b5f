extension Sequence<Markup> {
    /// The elements joined; `separator` is markup too.
    func joined(separator: String = "") -> Markup { Markup(written: map(\.text).joined(separator: separator)) }
}
