import Charts

extension NamedMark {
    /// The look of one of a mark's series: its own colour for the one without a name.
    func look(of name: String?, in frame: PlotFrame) -> SeriesLooks.Look {
        if let name, let look = frame.looks[name] { return look }
        let shape = title.isEmpty ? nil : role.shape
        return SeriesLooks.Look(role: role.role, dot: shape ?? .circle, line: shape)
    }
}
