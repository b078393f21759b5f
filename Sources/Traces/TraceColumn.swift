/// A quantity that is recorded once for each step, declared by what measures it.
///
/// The archive's table and its view for authors, the reference, CSV and checksums all derive from the declaration.
/// Columns with the same name are the same column, whoever declares them.
public struct TraceColumn: Sendable {
    /// Its name in tables and CSV: small letters, digits and underscores.
    public var name: String { declaration.name }
    /// Its unit; empty for a pure number.
    public var unit: String { declaration.unit }
    /// Whether its values are integers.
    public var isWhole: Bool { declaration.isWhole }
    /// Its definition, with formula and convention.
    public var documentation: String { declaration.documentation }
    /// A digest of the name, since rows look columns up at every step, and comparing texts would take longer than the
    /// step.
    let mark: UInt64
    private let declaration: Declaration

    /// The declaration, behind a reference because columns are copied at every step.
    private final class Declaration: Sendable {
        let name: String
        let unit: String
        let isWhole: Bool
        let documentation: String

        init(_ name: String, _ unit: String, _ isWhole: Bool, _ documentation: String) {
            self.name = name
            self.unit = unit
            self.isWhole = isWhole
            self.documentation = documentation
        }
    }

    /// Declares a column.
    public init(_ name: String, unit: String = "", isWhole: Bool = false, documentation: String = "") {
        precondition(Self.isName(name), "a column's name is made of small letters, digits and underscores")
        declaration = Declaration(name, unit, isWhole, documentation)
        // The FNV-1a hash.
        mark = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// Whether a text is valid as a column's name.
    public static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }
}

extension TraceColumn: Hashable {
    /// Compares names by their digests; no two names with equal digests occur in practice.
    public static func == (left: TraceColumn, right: TraceColumn) -> Bool {
        left.mark == right.mark
    }

    /// Hashes the property that `==` compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(mark) }
}
