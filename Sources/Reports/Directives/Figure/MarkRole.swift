import Charts

/// The colour of a mark, by the name that authors write.
///
/// Each quantity of a run has the same colour in all figures.
enum MarkRole: String, CaseIterable {
    case ink, muted
    case lambdaGrad = "lambda-grad"
    case lambdaMax = "lambda-max"
    case v, gradient

    /// The role in the palette.
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
