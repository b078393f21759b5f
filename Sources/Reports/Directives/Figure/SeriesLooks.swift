import Charts
import Settings

/// The colours and shapes of series by their names.
///
/// Names to which the book gives a colour have it in all figures. Values in order have the colours of a ramp, and other
/// names colours and shapes by their order.
struct SeriesLooks: Sendable {
    /// What a series is drawn in; lines have no shape where they are values in order, or plain.
    struct Look: Sendable, Hashable {
        var role: Role
        var shape: DotShape?
    }

    /// The colours that the book gives to names.
    let named: [String: MarkRole]

    init(named: [String: MarkRole] = [:]) { self.named = named }

    /// The looks of the series of one mark, in their order.
    func looks(of names: [String]) -> [Look] {
        if names.allSatisfy({ named[$0] == nil }), Self.areValues(names) {
            return names.indices.map { Look(role: .sweep($0, of: names.count), shape: nil) }
        }
        let own = names.map { named[$0] }
        let taken = Set(own.compactMap { $0?.shape })
        var free = DotShape.allCases.filter { !taken.contains($0) }[...]
        let others = own.count { $0 == nil }
        var place = 0
        return own.map { role in
            if let role { return Look(role: role.role, shape: role.shape) }
            defer { place += 1 }
            if free.isEmpty { free = DotShape.allCases[...] }
            return Look(role: .sweep(place, of: others), shape: free.removeFirst())
        }
    }

    /// Whether names are values of one quantity in order, such as "η = 0.1" and "η = 0.3".
    static func areValues(_ names: [String]) -> Bool {
        let parts = names.map { name in
            name.firstMatch(of: /^([^0-9]*?)(-?[0-9][0-9.]*(?:e[-+]?[0-9]+)?)/).map { (String($0.1), Double($0.2)) }
        }
        guard let first = parts.first??.0, parts.allSatisfy({ $0?.0 == first && $0?.1 != nil }) else { return false }
        let values = parts.compactMap { $0?.1 }
        let steps = zip(values, values.dropFirst())
        return steps.allSatisfy { $0 < $1 } || steps.allSatisfy { $0 > $1 }
    }

    /// The names with their colours, part of the keys of figures.
    var text: String {
        named.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }.joined(separator: "\n")
    }
}
