/// A parsed formula: the part of LaTeX that labels need.
indirect enum Maths: Equatable, Sendable {
    /// The spacing class of an atom, as in TeX.
    enum Kind: Sendable { case ordinary, binary, relation, punctuation, operation }

    case atom(String, Face, Kind)
    case row([Maths])
    case scripts(Maths, sub: Maths?, sup: Maths?)
    case accent(String, Maths)
    case root(Maths)
    case fraction(Maths, Maths)
    /// A space, in eighteenths of an em.
    case space(Double)

    /// The formula in plain Unicode, for descriptions and tables.
    var plain: String {
        switch self {
        case .atom(let text, _, let kind):
            kind == .relation || kind == .binary ? " \(text) " : text
        case .row(let items): items.map(\.plain).joined()
        case .scripts(let base, let sub, let sup):
            base.plain + (sub.map { "_" + $0.tight } ?? "") + (sup.map { "^" + $0.tight } ?? "")
        case .accent(let mark, let base): base.plain + (Maths.combining[mark] ?? "")
        case .root(let inner): "√" + inner.enclosed
        case .fraction(let top, let bottom): top.enclosed + "/" + bottom.enclosed
        case .space(let width): width >= 3 ? " " : ""
        }
    }

    private var tight: String { plain.filter { $0 != " " } }

    private var enclosed: String { isSimple ? plain : "(" + plain + ")" }

    /// Whether the formula needs no brackets beside a solidus.
    var isSimple: Bool {
        switch self {
        case .atom, .scripts, .accent, .root, .space: true
        case .fraction: false
        case .row(let items):
            items.count <= 1
                || items.allSatisfy {
                    guard case .atom(_, let face, .ordinary) = $0 else { return false }
                    return face == .roman
                }
        }
    }

    private static let combining = ["ˆ": "\u{302}", "˜": "\u{303}", "ˉ": "\u{304}", "˙": "\u{307}"]
}
