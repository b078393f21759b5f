/// A font for labels.
///
/// Each is a named file, so that no other font of the machine can be used by accident.
enum Face: String, Sendable, CaseIterable {
    case sans = "DejaVuSans.ttf"
    case sansBold = "DejaVuSans-Bold.ttf"
    case roman = "KaTeX_Main-Regular.ttf"
    case romanBold = "KaTeX_Main-Bold.ttf"
    case italic = "KaTeX_Math-Italic.ttf"
    case blackboard = "KaTeX_AMS-Regular.ttf"
    case script = "KaTeX_Caligraphic-Regular.ttf"

    var file: String { rawValue }

    var package: String {
        switch self {
        case .sans, .sansBold: "fonts-dejavu-core"
        case .roman, .romanBold, .italic, .blackboard, .script: "fonts-katex"
        }
    }

    var family: String {
        switch self {
        case .sans, .sansBold: "DejaVu Sans"
        case .roman, .romanBold: "KaTeX_Main"
        case .italic: "KaTeX_Math"
        case .blackboard: "KaTeX_AMS"
        case .script: "KaTeX_Caligraphic"
        }
    }

    var isBold: Bool { self == .sansBold || self == .romanBold }
    var isItalic: Bool { self == .italic }
}
