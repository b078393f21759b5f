import Charts

extension Palette {
    /// The colours of quantities and of a spike's stages, under the names that pages use.
    static let book = Palette(
        names: Dictionary(
            uniqueKeysWithValues: MarkRole.allCases.map { ($0.role, $0.rawValue) }
                + (1...5).map { (Role.area($0), "stage-\($0)") }
        )
    )
}
