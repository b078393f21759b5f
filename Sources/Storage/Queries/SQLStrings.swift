/// The string literals in an SQL text.
public enum SQLStrings {
    /// Each literal with the position of its opening quote.
    public static func all(in sql: String) -> [(value: String, position: QueryFault.Position)] {
        let text = SQLText(sql)
        return text.tokens.filter { $0.kind == .string }.map { token in
            let inner = text.text(of: token).dropFirst().dropLast()
            return (String(inner).replacing("''", with: "'"), text.position(at: token.range.lowerBound))
        }
    }
}
