import Settings

extension Value {
    /// The tree without one of its root's names.
    func without(_ name: String) -> Value {
        guard case .map(let entries) = self else { return self }
        return .map(entries.filter { $0.name != name })
    }
}
