/// Titles and legend entries set one after the other, in as many rows as they need.
struct Flow {
    enum Entry {
        case text(Label, Role)
        case key(Key, Label)

        var width: Double {
            switch self {
            case .text(let label, _): label.width
            case .key(_, let label): label.width + Flow.sampleWidth
            }
        }
    }

    private let left: Double
    private let width: Double
    private var reserved = 0.0
    private var rows: [[(x: Double, entry: Entry)]] = []
    private var end = 0.0
    private let rowHeight = 19.0

    init(left: Double, width: Double) {
        self.left = left
        self.width = width
    }

    var isEmpty: Bool { rows.isEmpty }

    var height: Double { Double(rows.count) * rowHeight }

    /// Keeps `pixels` free at the right end of the first row.
    mutating func reserve(_ pixels: Double) {
        reserved = pixels
    }

    /// Adds an entry, followed by a gap of `gap` pixels.
    mutating func add(_ entry: Entry, gap: Double = 16) {
        let room = rows.count > 1 ? width : width - reserved
        if rows.isEmpty || (end + entry.width > room && end > 0) {
            rows.append([])
            end = 0
        }
        rows[rows.count - 1].append((end, entry))
        end += entry.width + gap
    }

    /// Adds a text word by word, so that no entry is longer than a row.
    mutating func add(wordsOf text: String, _ role: Role, size: Double, gap: Double = 16, _ typesetter: Typesetter)
        throws
    {
        let words = Typesetter.words(of: text)
        for (index, word) in words.enumerated() {
            let labels = try typesetter.labels(word, size: size, within: width)
            for label in labels.dropLast() { add(.text(label, role), gap: 0) }
            if let last = labels.last { add(.text(last, role), gap: index == words.count - 1 ? gap : 0.32 * size) }
        }
    }

    /// Adds a legend entry, word by word where its name is longer than a row.
    mutating func add(_ key: Key, size: Double, _ typesetter: Typesetter) throws {
        let name = try typesetter.label(key.name, size: size)
        guard name.width + Flow.sampleWidth > width else { return add(.key(key, name)) }
        add(.key(key, Label()), gap: 0)
        try add(wordsOf: key.name, .ink, size: size, typesetter)
    }

    /// The width of the sample before a legend entry's name.
    private static let sampleWidth = 30.0

    /// The items to draw, with each row centred as far as the figure's width allows.
    func centred(at middle: Double, in figureWidth: Double, top: Double) -> [Scene.Item] {
        rows.enumerated().flatMap { index, row -> [Scene.Item] in
            var single = Flow(left: left, width: width)
            single.rows = [row]
            let length = row.last.map { $0.x + $0.entry.width } ?? 0
            let start = max(2, min(middle - length / 2, figureWidth - length - 2))
            return single.items(top: top + Double(index) * rowHeight, size: 0, shift: start)
        }
    }

    /// The items to draw, with the first row's upper edge at `top`, moved right by `shift`.
    func items(top: Double, size: Double, shift: Double = 0) -> [Scene.Item] {
        var items: [Scene.Item] = []
        for (index, row) in rows.enumerated() {
            let baseline = top + Double(index) * rowHeight + 14
            for (x, entry) in row {
                let start = left + shift + x
                switch entry {
                case .text(let label, let role):
                    items.append(
                        .text(.init(label: label, origin: Point(start, baseline), paint: Paint(role), halo: false))
                    )
                case .key(let key, let label):
                    items += Flow.sample(of: key, from: start, y: baseline - 0.36 * size)
                    items.append(
                        .text(
                            .init(
                                label: label,
                                origin: Point(start + Flow.sampleWidth, baseline),
                                paint: Paint(.ink),
                                halo: false
                            )
                        )
                    )
                }
            }
        }
        return items
    }

    private static func sample(of key: Key, from x: Double, y: Double) -> [Scene.Item] {
        switch key.sample {
        case .line(let width, let dash, let shape):
            let pen = Stroke(key.role, width: width + 0.5, dash: dash)
            let line = Scene.Item.stroke(.segment(Point(x, y), Point(x + 24, y)), pen)
            return [line] + (shape.map { LineMarkers.items($0, at: [Point(x + 12, y)], role: key.role) } ?? [])
        case .area(let opacity):
            let box = Box(left: x, top: y - 5, width: 24, height: 10)
            return [.fill(.rectangle(box), Paint(key.role, opacity: opacity))]
        case .dot(let shape, let isFilled):
            var dot = Path()
            shape.add(to: &dot, at: Point(x + 15, y), radius: 3)
            return isFilled ? [.fill(dot, Paint(key.role))] : [.stroke(dot, Stroke(key.role, width: 1.25))]
        }
    }
}
