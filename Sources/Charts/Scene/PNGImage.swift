import CCairo

/// Draws a scene as a PNG of twice its size, in the colours of a theme.
enum PNGImage {
    static let scale = 2.0

    static func encode(_ scene: Scene, theme: Theme, provenance: String, fonts: FontMap) throws -> [UInt8] {
        let (width, height) = (Int32(scene.width * scale), Int32(scene.height * scale))
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height) else {
            throw ChartError.drawing("Cairo has no memory for an image of \(width) × \(height)")
        }
        defer { cairo_surface_destroy(surface) }
        guard let cairo = cairo_create(surface) else { throw ChartError.drawing("Cairo has no memory") }
        defer { cairo_destroy(cairo) }
        let colours = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, colour(Palette.hex($0, in: theme))) })
        let painter = Painter(cairo: cairo, fonts: fonts) { paint in
            switch paint {
            case .role(let role): colours[role] ?? (0, 0, 0)
            case .shade(let shade): colour(shade.hex)
            }
        } picture: { picture in
            try picture.draw(on: cairo)
        }
        cairo_scale(cairo, scale, scale)
        let page = painter.colour(.role(.page))
        cairo_set_source_rgb(cairo, page.red, page.green, page.blue)
        cairo_paint(cairo)
        try painter.draw(scene)
        try CairoStatus.check(cairo_status(cairo))
        return try PNGFile(surface, texts: provenance.isEmpty ? [] : [("Source", provenance)]).bytes
    }

    private static func colour(_ hex: String) -> Painter.Colour {
        let number = Int(hex.dropFirst(), radix: 16) ?? 0
        return (Double(number >> 16) / 255, Double(number >> 8 & 255) / 255, Double(number & 255) / 255)
    }
}
