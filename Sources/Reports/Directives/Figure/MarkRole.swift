import Charts

/// What a mark's colour stands for, by the name that authors write: each quantity of a run has the same colour in all figures.
enum MarkRole: String, CaseIterable {
    case ink, muted
    case lambdaGrad = "lambda-grad"
    case lambdaMax = "lambda-max"
    case v, gradient

    /// The colour.
    var role: Role {
        switch self {
        case .ink: .ink
        case .muted: .muted
        case .lambdaGrad: .series1
        case .lambdaMax: .series2
        case .v: .series3
        case .gradient: .series4
        }
    }
}

extension Palette {
    /// The colours by the names that they have in pages: those of quantities, and of the stages of a spike.
    static let book = Palette(
        names: Dictionary(
            uniqueKeysWithValues: MarkRole.allCases.map { ($0.role, $0.rawValue) }
                + (1...5).map { (Role.area($0), "stage-\($0)") }
        )
    )
}
