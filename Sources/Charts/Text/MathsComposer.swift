/// Positions the glyphs of a formula, in TeX's proportions.
struct MathsComposer {
    let fonts: FontMap
    var label: Label

    /// Adds a formula at the end of the label; `size` is the pixel size of its own fonts.
    mutating func set(_ maths: Maths, size: Double) throws {
        try set(maths, size: size, rise: 0, isScript: false)
        label.ascent = max(label.ascent, 0.78 * size)
    }

    private mutating func set(_ maths: Maths, size: Double, rise: Double, isScript: Bool) throws {
        switch maths {
        case .atom(let text, let face, _): place(text, face, size: size, rise: rise)
        case .row(let items): try setRow(items, size: size, rise: rise, isScript: isScript)
        case .scripts(let base, let sub, let sup):
            try set(base, size: size, rise: rise, isScript: isScript)
            try setScripts(sub, sup, size: size, rise: rise)
        case .accent(let mark, let base): try setAccent(mark, base, size: size, rise: rise, isScript: isScript)
        case .root(let inner): try setRoot(inner, size: size, rise: rise, isScript: isScript)
        case .fraction(let top, let bottom):
            try setEnclosed(top, size: size, rise: rise)
            place("/", .roman, size: size, rise: rise)
            try setEnclosed(bottom, size: size, rise: rise)
        case .space(let width): label.width += width / 18 * size
        }
    }

    private mutating func place(_ text: String, _ face: Face, size: Double, rise: Double) {
        for run in fonts.runs(of: text, in: face, size: size) {
            label.fragments.append(.init(text: run.text, face: run.face, size: size, x: label.width, y: -rise))
            label.width += run.extent.advance
            label.ascent = max(label.ascent, rise + run.extent.inkAbove)
            label.descent = max(label.descent, run.extent.inkBelow - rise)
            if run.isMissing { label.missing.append(run.text) }
        }
    }

    private mutating func setRow(_ items: [Maths], size: Double, rise: Double, isScript: Bool) throws {
        for (index, item) in items.enumerated() {
            let kind = kind(of: item, after: index > 0 ? items[index - 1] : nil, isLast: index == items.count - 1)
            let gap = isScript ? 0 : MathsComposer.gap(of: kind) / 18 * size
            label.width += kind == .punctuation || kind == .operation ? 0 : gap
            try set(item, size: size, rise: rise, isScript: isScript)
            let isFollowed = index + 1 < items.count && !MathsComposer.opens(items[index + 1])
            label.width += kind == .operation && !isFollowed ? 0 : gap
        }
    }

    private static func opens(_ item: Maths) -> Bool {
        guard case .atom(let text, _, _) = item else { return false }
        return text == "(" || text == "["
    }

    /// The spacing class of an item after another.
    ///
    /// A sign at the start of a row or after a relation is not a binary operation.
    private func kind(of item: Maths, after previous: Maths?, isLast: Bool) -> Maths.Kind {
        // An inline fraction gets the spacing of an operation, so that what follows does not look like part of it.
        if case .fraction = item { return .operation }
        guard case .atom(_, _, let kind) = item else { return .ordinary }
        guard kind == .binary else { return kind }
        guard let previous, !isLast else { return .ordinary }
        if case .atom(_, _, let before) = previous, before != .ordinary { return .ordinary }
        return .binary
    }

    private static func gap(of kind: Maths.Kind) -> Double {
        switch kind {
        case .ordinary: 0
        case .binary: 4
        case .relation: 5
        case .punctuation, .operation: 3
        }
    }

    private mutating func setScripts(_ sub: Maths?, _ sup: Maths?, size: Double, rise: Double) throws {
        let start = label.width
        let small = max(0.7 * size, min(size, 9))
        var end = start
        if let sub {
            try set(sub, size: small, rise: rise - (sup == nil ? 0.18 : 0.25) * size, isScript: true)
            end = label.width
        }
        label.width = start
        if let sup {
            label.width += 0.04 * size
            try set(sup, size: small, rise: rise + 0.4 * size, isScript: true)
        }
        label.width = max(end, label.width) + 0.03 * size
    }

    private mutating func setAccent(
        _ mark: String,
        _ base: Maths,
        size: Double,
        rise: Double,
        isScript: Bool
    ) throws {
        let start = label.width
        let first = label.fragments.count
        try set(base, size: size, rise: rise, isScript: isScript)
        let end = label.width
        let height = label.fragments[first...].reduce(0.0) { height, fragment in
            let extent = fonts.extent(of: fragment.text, in: fragment.face, size: fragment.size)
            return max(height, (extent?.inkAbove ?? 0) - fragment.y - rise)
        }
        let width = fonts.extent(of: mark, in: .roman, size: size)?.advance ?? 0
        // Italic letters slant, so their middle is farther right at the height of the accent.
        let isItalic = label.fragments[first...].contains { $0.face == .italic }
        label.width = (start + end - width) / 2 + (isItalic ? 0.055 * size : 0)
        place(mark, .roman, size: size, rise: rise + max(0, height - 0.431 * size))
        label.width = end
    }

    private mutating func setRoot(_ inner: Maths, size: Double, rise: Double, isScript: Bool) throws {
        var trial = self
        trial.label = Label()
        try trial.set(inner, size: size, rise: 0, isScript: isScript)
        // The font's root sign is 0.8 em high. Taller content gets a larger sign.
        let room = trial.label.ascent + 0.14 * size
        let scale = max(1, room / (0.8 * size))
        let bar = max(0.7, 0.045 * size)
        let depth = 0.04 * size
        place("√", .roman, size: scale * size, rise: rise - depth * scale)
        let start = label.width
        try set(inner, size: size, rise: rise, isScript: isScript)
        label.width += 0.06 * size
        let top = 0.8 * scale * size - depth * scale + rise
        label.bars.append(Box(left: start - 0.3, top: -top, width: label.width - start + 0.3, height: bar))
        label.width += 0.04 * size
    }

    private mutating func setEnclosed(_ maths: Maths, size: Double, rise: Double) throws {
        guard !maths.isSimple else { return try set(maths, size: size, rise: rise, isScript: true) }
        place("(", .roman, size: size, rise: rise)
        try set(maths, size: size, rise: rise, isScript: false)
        place(")", .roman, size: size, rise: rise)
    }
}
