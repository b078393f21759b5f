/// A mark with one name and one colour.
protocol NamedMark {
    /// The name; empty for none.
    var title: String { get }
    var role: MarkRole { get }
}
