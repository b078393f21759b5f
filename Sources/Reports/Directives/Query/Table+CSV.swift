import Foundation
public import Storage

extension Table {
    /// The table as comma-separated values, every digit kept.
    public var csv: String {
        ([columns] + rows.map { $0.map(\.text) })
            .map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ text: String) -> String {
        text.contains { ",\"\n\r".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
