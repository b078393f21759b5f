import Settings

extension Value {
    /// The map without one of its names.
    func without(_ name: String) -> Value {
        guard case .map(let entries) = self else { return self }
        return .map(entries.filter { $0.name != name })
    }
}
