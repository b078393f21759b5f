import Charts

/// The colour of a mark, by the name that authors write.
///
/// Each quantity of a run has the same colour in all figures.
enum MarkRole: String, CaseIterable {
    case ink, muted
    case lambdaGrad = "lambda-grad"
    case lambdaMax = "lambda-max"
    case v, gradient
    case sweep1 = "sweep-1"
    case sweep2 = "sweep-2"
    case sweep3 = "sweep-3"
    case sweep4 = "sweep-4"
    case sweep5 = "sweep-5"
    case sweep6 = "sweep-6"

    /// The role in the palette.
    var role: Role {
        switch self {
        case .ink: .ink
        case .muted: .muted
        case .lambdaGrad: .series1
        case .lambdaMax: .series2
        case .v: .series3
        case .gradient: .series4
        case .sweep1: .sweep1
        case .sweep2: .sweep2
        case .sweep3: .sweep3
        case .sweep4: .sweep4
        case .sweep5: .sweep5
        case .sweep6: .sweep6
        }
    }

    /// The shape of dots and upon lines of this colour, by which they are told apart without it.
    ///
    /// Nil for plain lines and round dots.
    var shape: DotShape? {
        switch self {
        case .ink: nil
        case .muted: .cross
        case .lambdaGrad, .sweep3: .diamond
        case .lambdaMax, .sweep2: .square
        case .v, .sweep4: .triangle
        case .gradient, .sweep5: .invertedTriangle
        case .sweep1: .circle
        case .sweep6: .plus
        }
    }
}
