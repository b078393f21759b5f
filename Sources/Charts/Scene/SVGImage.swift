import CCairo

/// A scene as Cairo's SVG, with each colour a key that stands for a role.
enum SVGImage {
    /// Cairo's own bytes; `SVGFinisher` makes them fit for a page.
    static func draw(_ scene: Scene, fonts: FontMap) throws -> [UInt8] {
        let sink = ByteSink()
        try withExtendedLifetime(sink) {
            guard
                let surface = cairo_svg_surface_create_for_stream(
                    ByteSink.write,
                    sink.closure,
                    scene.width,
                    scene.height
                )
            else { throw ChartError.drawing("Cairo has no memory") }
            defer { cairo_surface_destroy(surface) }
            guard let cairo = cairo_create(surface) else { throw ChartError.drawing("Cairo has no memory") }
            defer { cairo_destroy(cairo) }
            Painter(cairo: cairo, fonts: fonts) { (Double(key(of: $0)) / 255, 0, 0) }.draw(scene)
            try PNGImage.check(cairo_status(cairo))
            cairo_surface_finish(surface)
            try PNGImage.check(cairo_surface_status(surface))
        }
        return sink.bytes
    }

    private static let keys = Dictionary(uniqueKeysWithValues: Role.allCases.enumerated().map { ($1, $0 + 1) })

    /// The amount of red, of 255, that stands for a role in Cairo's output.
    private static func key(of role: Role) -> Int {
        keys[role] ?? 0
    }

    /// The role that a colour of Cairo's output stands for: `rgb(1.96%,0%,0%)`.
    static func role(ofColour text: Substring) -> Role? {
        guard text.hasPrefix("rgb("), let end = text.firstIndex(of: "%") else { return nil }
        guard let share = Double(text[text.index(text.startIndex, offsetBy: 4)..<end]) else { return nil }
        let key = Int((share * 2.55).rounded())
        let roles = Role.allCases
        return roles.indices.contains(key - 1) ? roles[key - 1] : nil
    }
}
