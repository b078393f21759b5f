import Settings

extension Value {
    /// The path to the first leaf equal to `leaf`; nil when there is none.
    func path(to leaf: Value) -> [String]? {
        if self == leaf { return [] }
        switch self {
        case .map(let entries):
            return entries.lazy.compactMap { entry in entry.value.path(to: leaf).map { [entry.name] + $0 } }.first
        case .list(let values):
            return values.enumerated().lazy.compactMap { index, value in
                value.path(to: leaf).map { [String(index)] + $0 }
            }.first
        default: return nil
        }
    }
}
