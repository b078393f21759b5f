import Charts

extension Palette {
    /// The colours by the names that they have in pages: those of quantities, and of the stages of a spike.
    static let book = Palette(
        names: Dictionary(
            uniqueKeysWithValues: MarkRole.allCases.map { ($0.role, $0.rawValue) }
                + (1...5).map { (Role.area($0), "stage-\($0)") }
        )
    )
}
