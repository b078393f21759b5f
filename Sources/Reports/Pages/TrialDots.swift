/// Trials as small dots in rows: a filled disc held, a cross failed, a ring gave no answer.
///
/// The picture is for the eye only; every place that shows it also prints the counts.
struct TrialDots {
    private let trials: [TrialView]
    private let pitch: Double
    private let columns: Int

    /// Width of the box in pixels that the dots fill.
    private static let width = 128.0
    /// Trials beyond this number are left to the printed counts.
    private static let most = 400

    init(_ trials: [TrialView]) {
        self.trials = Array(trials.prefix(Self.most))
        pitch =
            switch trials.count {
            case ...32: 8
            case ...84: 6
            default: 4
            }
        columns = Int(Self.width / pitch)
    }

    /// Inline SVG; empty without trials.
    var svg: String {
        guard !trials.isEmpty else { return "" }
        let rows = (trials.count + columns - 1) / columns
        let size = "\(number(pitch * Double(min(columns, trials.count)))) \(number(pitch * Double(rows)))"
        let parts = size.split(separator: " ")
        return """
            <svg class="dots" viewBox="0 0 \(size)" width="\(parts[0])" height="\(parts[1])" aria-hidden="true" \
            focusable="false">\(path(of: true, class: "held"))\(path(of: false, class: "failed"))\
            \(path(of: nil, class: "open"))</svg>
            """
    }

    /// One path for all trials of a kind, so that two hundred dots stay small in the file.
    private func path(of kind: Bool?, class name: String) -> String {
        let marks = trials.indices.filter { trials[$0].held == kind }.map { mark(kind, at: $0) }
        return marks.isEmpty ? "" : "<path class=\"\(name)\" d=\"\(marks.joined())\"/>"
    }

    private func mark(_ kind: Bool?, at index: Int) -> String {
        let x = (Double(index % columns) + 0.5) * pitch
        let y = (Double(index / columns) + 0.5) * pitch
        let radius = kind == true ? 0.38 * pitch : 0.3 * pitch
        let (left, reach) = (number(x - radius), number(2 * radius))
        guard kind == false else {
            let r = number(radius)
            return "M\(left) \(number(y))a\(r) \(r) 0 1 0 \(reach) 0a\(r) \(r) 0 1 0-\(reach) 0z"
        }
        return "M\(left) \(number(y - radius))l\(reach) \(reach)m0-\(reach)l-\(reach) \(reach)"
    }

    /// At most two decimals, which is finer than any screen, without a trailing `.0`.
    private func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        if hundredths % 100 == 0 { return "\(hundredths / 100)" }
        return "\(Double(hundredths) / 100)"
    }
}
