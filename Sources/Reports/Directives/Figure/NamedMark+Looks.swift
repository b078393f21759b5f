import Charts

extension NamedMark {
    /// The looks of a mark's series: its own colour for the one without a name.
    func looks(of names: [String?], in frame: PlotFrame) -> [SeriesLooks.Look] {
        let known = names.compactMap(\.self)
        guard known.count == names.count, !known.isEmpty else {
            let shape = title.isEmpty ? nil : role.shape
            return names.map { _ in SeriesLooks.Look(role: role.role, shape: shape) }
        }
        return frame.looks.looks(of: known)
    }
}
