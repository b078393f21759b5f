/// Whether a figure is drawn for a light or a dark page.
public enum Theme: String, Sendable, CaseIterable {
    /// Dark text on white.
    case light
    /// Light text on near black.
    case dark
}
