extension String {
    /// As a value of YAML that is this text and nothing else, whatever signs it holds.
    public var yamlQuoted: String { "'" + replacing("'", with: "''") + "'" }
}
