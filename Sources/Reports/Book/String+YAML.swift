extension String {
    /// The text as a single-quoted YAML scalar.
    public var yamlQuoted: String { "'" + replacing("'", with: "''") + "'" }
}
