import Charts
import Foundation

/// The colours and shapes of series by their names.
///
/// Names to which the book gives a colour have it in all figures. Values in order have the colours of a ramp, and other
/// names colours and shapes by their order.
struct SeriesLooks: Sendable {
    /// What a series is drawn in.
    struct Look: Sendable, Hashable {
        var role: Role
        /// The shape of its dots.
        var dot: DotShape
        /// The shape upon its line; nil for a plain line, and for values in order, which their ramp tells apart.
        var line: DotShape?
        /// Whether a neighbour on the ramp has the same colour.
        var repeatsColour = false
    }

    /// The colours that the book gives to names.
    let named: [String: MarkRole]

    init(named: [String: MarkRole] = [:]) { self.named = named }

    /// The looks of the series of one figure by their names.
    func looks(of names: [String]) -> [String: Look] {
        let hasNamed = names.contains { named[$0] != nil }
        let looks = (hasNamed ? nil : Self.values(names)) ?? others(names)
        return Dictionary(looks) { first, _ in first }
    }

    /// The looks of names that are values of one quantity, such as "η = 0.1" and "η = 0.3"; nil for other names.
    private static func values(_ names: [String]) -> [(String, Look)]? {
        let values = names.map(value)
        guard let first = values.first??.prefix, values.allSatisfy({ $0?.prefix == first }) else { return nil }
        let sorted = zip(names, values).sorted { ($0.1?.number ?? 0) < ($1.1?.number ?? 0) }.map(\.0)
        return sorted.enumerated().map { index, name in
            let role = Role.sweep(index, of: sorted.count)
            let repeats = index > 0 && role == .sweep(index - 1, of: sorted.count)
            return (name, Look(role: role, dot: .of(index), line: nil, repeatsColour: repeats))
        }
    }

    private nonisolated(unsafe) static let number = /^(\D*?)([-−]?)(\d+(?:\.\d+)?)(×10)?([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)/

    /// A name's text before its first number, and the number.
    private static func value(_ name: String) -> (prefix: String, number: Double)? {
        guard let match = name.firstMatch(of: number), let digits = Double(match.3) else { return nil }
        let power = Superscript.number(match.5).map(Double.init)
        let size = match.4 == nil ? pow(digits, power ?? 1) : digits * pow(10, power ?? 1)
        return (String(match.1), match.2.isEmpty ? size : -size)
    }

    /// The looks of names that are no values: those of the book, and for the others what these leave.
    private func others(_ names: [String]) -> [(String, Look)] {
        let taken = Set(names.compactMap { named[$0].map { $0.shape ?? .circle } })
        let free = DotShape.allCases.filter { !taken.contains($0) }
        let unnamed = names.filter { named[$0] == nil }
        let known = names.compactMap { name in
            named[name].map { (name, Look(role: $0.role, dot: $0.shape ?? .circle, line: $0.shape)) }
        }
        return known
            + unnamed.enumerated().map { index, name in
                let shape = free.isEmpty ? DotShape.of(index) : free[index % free.count]
                return (name, Look(role: .sweep(index, of: unnamed.count), dot: shape, line: shape))
            }
    }

    /// The names with their colours, part of the keys of figures.
    var text: String {
        named.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }.joined(separator: "\n")
    }
}
