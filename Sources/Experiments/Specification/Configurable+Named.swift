import Settings

extension Configurable {
    /// The unit under its name, with every setting.
    var named: Value { .map([.init(Self.name, resolved)]) }
}
