/// What a colour stands for; the same thing has the same colour in every figure of a report.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The page itself.
    case page
    /// Text, the loss, thresholds.
    case ink
    /// Secondary text.
    case muted
    /// Axes and their ticks.
    case axis
    /// Grid lines.
    case grid
    /// The band behind a spike.
    case shade
    /// Curvature along the gradient, the hero of most figures.
    case lambdaGrad = "lambda-grad"
    /// The largest curvature.
    case lambdaMax = "lambda-max"
    /// The second moment.
    case v
    /// The squared gradient.
    case gradient
    /// A stage of a spike: stable.
    case stage1 = "stage-1"
    /// A stage of a spike: the second moment decays.
    case stage2 = "stage-2"
    /// A stage of a spike: onset.
    case stage3 = "stage-3"
    /// A stage of a spike: the second moment grows.
    case stage4 = "stage-4"
    /// A stage of a spike: recovery.
    case stage5 = "stage-5"
    /// The first colour of an ordered sweep.
    case sweep1 = "sweep-1"
    /// The second colour of an ordered sweep.
    case sweep2 = "sweep-2"
    /// The third colour of an ordered sweep.
    case sweep3 = "sweep-3"
    /// The fourth colour of an ordered sweep.
    case sweep4 = "sweep-4"
    /// The fifth colour of an ordered sweep.
    case sweep5 = "sweep-5"
    /// The last colour of an ordered sweep.
    case sweep6 = "sweep-6"

    /// The colour of one of the stages 1 to 5; the page's colour for any other number.
    public static func stage(_ number: Int) -> Role {
        let stages: [Role] = [.stage1, .stage2, .stage3, .stage4, .stage5]
        return stages.indices.contains(number - 1) ? stages[number - 1] : .page
    }

    /// The colour of member `index` (from 0) of an ordered sweep with `count` members, spread over the whole range.
    public static func sweep(_ index: Int, of count: Int) -> Role {
        let ramp: [Role] = [.sweep1, .sweep2, .sweep3, .sweep4, .sweep5, .sweep6]
        guard count > 1 else { return .sweep1 }
        let place = Double(min(max(index, 0), count - 1)) / Double(count - 1) * Double(ramp.count - 1)
        return ramp[Int(place.rounded())]
    }
}

/// Whether a figure is drawn for a light or a dark page.
public enum Theme: String, Sendable, CaseIterable {
    /// Dark on white.
    case light
    /// Light on near black.
    case dark
}

/// The colours of all roles; the page's style sheet is made from the same table.
public enum Palette {
    /// One colour: its role, its CSS variable, and its value in both themes as `#RRGGBB`.
    public struct Entry: Sendable, Hashable {
        /// What it stands for.
        public var role: Role
        /// Its value on a light page.
        public var light: String
        /// Its value on a dark page.
        public var dark: String

        /// The name of its CSS variable, with the two dashes.
        public var variable: String { "--chart-" + role.rawValue }
    }

    /// All colours, in the order of `Role.allCases`.
    public static let entries: [Entry] = Role.allCases.map { role in
        let (light, dark) = colours(of: role)
        return Entry(role: role, light: light, dark: dark)
    }

    /// The value of a role in a theme, as `#RRGGBB`.
    public static func hex(_ role: Role, in theme: Theme) -> String {
        let (light, dark) = colours(of: role)
        return theme == .light ? light : dark
    }

    /// CSS declarations of all variables for a theme, one a line, to be put into a rule of the page.
    public static func declarations(for theme: Theme) -> String {
        entries.map { "\($0.variable): \(theme == .light ? $0.light : $0.dark);" }.joined(separator: "\n")
    }

    private static func colours(of role: Role) -> (light: String, dark: String) {
        switch role {
        case .page: ("#FFFFFF", "#14171A")
        case .ink: ("#1F2328", "#E6EAEE")
        case .muted: ("#57606A", "#9AA4AE")
        case .axis: ("#6E7781", "#8B949E")
        case .grid: ("#D8DEE4", "#2D333A")
        case .shade: ("#FBE9E0", "#33231B")
        case .lambdaGrad: ("#B93C04", "#F28A39")
        case .lambdaMax: ("#133D76", "#279FF2")
        case .v: ("#047459", "#8ACFA4")
        case .gradient: ("#B145B9", "#C169A8")
        case .stage1: ("#F3F5F7", "#1E2328")
        case .stage2: ("#C5DDF2", "#234B70")
        case .stage3: ("#FFE9B0", "#4A3A10")
        case .stage4: ("#F2AE7E", "#8C3F18")
        case .stage5: ("#BFE3D0", "#1B5745")
        case .sweep1: ("#23195C", "#8F86EE")
        case .sweep2: ("#5A1E8C", "#B583E8")
        case .sweep3: ("#8E2388", "#DB80C4")
        case .sweep4: ("#B52F63", "#F28C94")
        case .sweep5: ("#BD4A2E", "#F5A872")
        case .sweep6: ("#A86400", "#F2CB6B")
        }
    }
}
