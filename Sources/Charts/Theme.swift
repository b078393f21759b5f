/// Whether a figure is drawn for a light or a dark page.
public enum Theme: String, Sendable, CaseIterable {
    /// Dark on white.
    case light
    /// Light on near black.
    case dark
}
