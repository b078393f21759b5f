/// The rules of the catalogue that no other implementation has, so that there is no path of theirs to follow.
enum OwnRules {
    /// For each the suite that holds it to laws instead, in the file of that name.
    static let suites: [String: String] = [:]
}
