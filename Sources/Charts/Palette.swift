/// The colours of all roles with their names in style sheets.
///
/// The page's style sheet is made from the same table.
public struct Palette: Sendable, Hashable {
    private let names: [Role: String]

    /// Creates a palette.
    ///
    /// Roles without an entry in `names` keep their own names.
    public init(names: [Role: String] = [:]) {
        self.names = names
    }

    /// One colour: its role, its name in style sheets, and its value in both themes as `#RRGGBB`.
    public struct Entry: Sendable, Hashable {
        /// The role.
        public var role: Role
        /// The name in style sheets.
        public var name: String
        /// The value on a light page.
        public var light: String
        /// The value on a dark page.
        public var dark: String

        /// The name of the CSS variable, with its two dashes.
        public var variable: String { "--chart-" + name }
    }

    /// All colours, in the order of `Role.allCases`.
    public var entries: [Entry] {
        Role.allCases.map { role in
            let (light, dark) = Self.colours(of: role)
            return Entry(role: role, name: name(of: role), light: light, dark: dark)
        }
    }

    /// The name of a role in style sheets.
    public func name(of role: Role) -> String { names[role] ?? role.rawValue }

    /// The colour of a role in a theme, as `#RRGGBB`.
    public static func hex(_ role: Role, in theme: Theme) -> String {
        let (light, dark) = colours(of: role)
        return theme == .light ? light : dark
    }

    /// The CSS declarations of all variables for a theme, one to a line.
    public func declarations(for theme: Theme) -> String {
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
        case .series1: ("#B93C04", "#F28A39")
        case .series2: ("#133D76", "#279FF2")
        case .series3: ("#047459", "#8ACFA4")
        case .series4: ("#B145B9", "#C169A8")
        case .area1: ("#F3F5F7", "#1E2328")
        case .area2: ("#C5DDF2", "#234B70")
        case .area3: ("#FFE9B0", "#4A3A10")
        case .area4: ("#F2AE7E", "#8C3F18")
        case .area5: ("#BFE3D0", "#1B5745")
        case .sweep1: ("#23195C", "#8F86EE")
        case .sweep2: ("#5A1E8C", "#B583E8")
        case .sweep3: ("#8E2388", "#DB80C4")
        case .sweep4: ("#B52F63", "#F28C94")
        case .sweep5: ("#BD4A2E", "#F5A872")
        case .sweep6: ("#A86400", "#F2CB6B")
        }
    }
}
