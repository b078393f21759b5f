/// Trials as small dots in rows: a disc for one that holds, a cross for one that fails, a ring for one without an
/// answer.
///
/// The picture is decoration: the counts are always printed beside it.
struct TrialDots {
    private let trials: [TrialView]
    /// The side of a dot's square in pixels.
    private let pitch: Double
    /// The number of dots in a row, a round number so that rows can be counted.
    private let columns: Int

    /// The maximal number of dots drawn; further trials appear in the printed counts only.
    private static let most = 400

    init(_ trials: [TrialView]) {
        self.trials = Array(trials.prefix(Self.most))
        columns = trials.count <= 100 ? 20 : 25
        pitch = trials.count <= 100 ? 6.4 : 4.6
    }

    /// Inline SVG; empty without trials.
    var svg: Markup {
        guard !trials.isEmpty else { return .empty }
        let rows = (trials.count + columns - 1) / columns
        let size = "\(number(pitch * Double(min(columns, trials.count)))) \(number(pitch * Double(rows)))"
        let parts = size.split(separator: " ")
        return Markup(
            written: """
                <svg class="dots" viewBox="0 0 \(size)" width="\(parts[0])" height="\(parts[1])" aria-hidden="true" \
                focusable="false">\(path(of: true, class: "held"))\(path(of: false, class: "failed"))\
                \(path(of: nil, class: "open"))</svg>
                """
        )
    }

    /// One path for all trials of a kind, so that two hundred dots stay small in the file.
    private func path(of kind: Bool?, class name: String) -> String {
        let marks = trials.indices.filter { trials[$0].held == kind }.map { mark(kind, at: $0) }
        return marks.isEmpty ? "" : "<path class=\"\(name)\" d=\"\(marks.joined())\"/>"
    }

    private func mark(_ kind: Bool?, at index: Int) -> String {
        let x = (Double(index % columns) + 0.5) * pitch
        let y = (Double(index / columns) + 0.5) * pitch
        let radius = kind == false ? 0.33 * pitch : 0.37 * pitch
        let (left, reach) = (number(x - radius), number(2 * radius))
        guard kind == false else {
            let r = number(radius)
            return "M\(left) \(number(y))a\(r) \(r) 0 1 0 \(reach) 0a\(r) \(r) 0 1 0-\(reach) 0z"
        }
        return "M\(left) \(number(y - radius))l\(reach) \(reach)m0-\(reach)l-\(reach) \(reach)"
    }

    /// A number with at most two decimals, which is finer than any screen, and without a trailing `.0`.
    private func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        if hundredths % 100 == 0 { return "\(hundredths / 100)" }
        return "\(Double(hundredths) / 100)"
    }
}
