extension Int {
    /// The number with its noun, such as `1 run` and `2 runs`.
    func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
