import CCairo

/// Draws a scene with Cairo's SVG surface, with each role or shade encoded as a colour.
enum SVGImage {
    /// Cairo's own output.
    ///
    /// `SVGFinisher` makes it usable in a page.
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
            let pictures = scene.pictures
            let painter = Painter(cairo: cairo, fonts: fonts, colour: key) { picture in
                // The finisher replaces this box by the picture, since versions of Cairo write images differently.
                let number = pictures.firstIndex(of: picture) ?? 0
                cairo_new_path(cairo)
                cairo_rectangle(cairo, picture.box.left, picture.box.top, picture.box.width, picture.box.height)
                cairo_set_source_rgb(cairo, 0, 1, Double(number) / 255)
                cairo_fill(cairo)
            }
            try painter.draw(scene)
            try CairoStatus.check(cairo_status(cairo))
            cairo_surface_finish(surface)
            try CairoStatus.check(cairo_surface_status(surface))
        }
        return sink.bytes
    }

    private static let keys = Dictionary(uniqueKeysWithValues: Role.allCases.enumerated().map { ($1, $0 + 1) })

    /// The colour that encodes a paint in Cairo's output: a role in red, a shade in green and blue.
    private static func key(of colour: Paint.Colour) -> Painter.Colour {
        switch colour {
        case .role(let role): (Double(keys[role] ?? 0) / 255, 0, 0)
        case .shade(let shade):
            (0, Double((Ramp.allCases.firstIndex(of: shade.ramp) ?? 0) + 1) / 255, Double(shade.level) / 255)
        }
    }

    /// What a colour in Cairo's output encodes.
    enum Meaning: Equatable {
        case colour(Paint.Colour)
        /// A picture, by its index.
        case picture(Int)
    }

    /// Decodes a colour in Cairo's output, such as `rgb(1.96%,0%,0%)`.
    static func meaning(ofColour text: Substring) -> Meaning? {
        guard text.hasPrefix("rgb("), text.last == ")" else { return nil }
        let parts = text.dropFirst(4).dropLast().split(separator: ",").compactMap { part in
            Double(part.drop { $0 == " " }.dropLast()).map { Int(($0 * 2.55).rounded()) }
        }
        guard parts.count == 3 else { return nil }
        if parts[1] == 0 {
            let roles = Role.allCases
            return roles.indices.contains(parts[0] - 1) ? .colour(.role(roles[parts[0] - 1])) : nil
        }
        if parts[1] == 255 { return .picture(parts[2]) }
        let ramps = Ramp.allCases
        guard ramps.indices.contains(parts[1] - 1), let level = UInt8(exactly: parts[2]) else { return nil }
        return .colour(.shade(Shade(ramps[parts[1] - 1], level: level)))
    }
}
