/// The colours of all roles and the names by which style sheets know them; the page's is made from the same table.
public struct Palette: Sendable, Hashable {
    private let names: [Role: String]

    /// The colours under the roles' names, or under others.
    public init(names: [Role: String] = [:]) {
        self.names = names
    }

    /// One colour: its role, its CSS variable, and its value in both themes as `#RRGGBB`.
    public struct Entry: Sendable, Hashable {
        /// What it is for.
        public var role: Role
        /// The name by which style sheets know it.
        public var name: String
        /// Its value on a light page.
        public var light: String
        /// Its value on a dark page.
        public var dark: String

        /// The name of its CSS variable, with the two dashes.
        public var variable: String { "--chart-" + name }
    }

    /// All colours, in the order of `Role.allCases`.
    public var entries: [Entry] {
        Role.allCases.map { role in
            let (light, dark) = Self.colours(of: role)
            return Entry(role: role, name: name(of: role), light: light, dark: dark)
        }
    }

    /// The name by which style sheets know a role.
    public func name(of role: Role) -> String { names[role] ?? role.rawValue }

    /// The value of a role in a theme, as `#RRGGBB`.
    public static func hex(_ role: Role, in theme: Theme) -> String {
        let (light, dark) = colours(of: role)
        return theme == .light ? light : dark
    }

    /// CSS declarations of all variables for a theme, one a line, to be put into a rule of the page.
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
