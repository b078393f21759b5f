import Settings

extension Configurable {
    /// The unit as a map from its name to all its settings.
    var named: Value { .map([.init(Self.name, resolved)]) }
}
