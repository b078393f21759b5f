import CCairo
import Foundation

/// Measures and draws glyph runs with Pango, over a private set of font files.
///
/// It is not for use by two threads at once: `Typesetters` hands each map to one renderer at a time.
final class FontMap {
    /// The extent of a glyph run: its advance, and how far its ink reaches above and below the baseline.
    struct Extent {
        var advance: Double
        var inkAbove: Double
        var inkBelow: Double
    }

    private struct Run: Hashable {
        var text: String
        var face: Face
        var size: Double
    }

    private let config: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private var known: [Run: Extent] = [:]

    init() throws {
        guard let config = FcConfigCreate() else { throw ChartError.drawing("fontconfig has no memory") }
        do {
            for face in Face.allCases {
                let path = try FontFiles.path(of: face)
                guard FcConfigAppFontAddFile(config, path) != 0 else {
                    throw ChartError.missingFont(file: face.file, package: face.package)
                }
            }
        } catch {
            FcConfigDestroy(config)
            throw error
        }
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
            FcConfigDestroy(config)
            throw ChartError.drawing("Pango was built without FreeType")
        }
        pango_fc_font_map_set_config(OpaquePointer(map), config)
        self.config = config
        self.map = map
        context = pango_font_map_create_context(map)
        setOptions()
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
        FcConfigDestroy(config)
    }

    /// Sets unhinted outlines and metrics, which are the same at every scale and on every machine.
    private func setOptions() {
        let options = cairo_font_options_create()
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    /// Measures a run; nil when the font lacks one of its characters.
    func extent(of text: String, in face: Face, size: Double) -> Extent? {
        let run = Run(text: text, face: face, size: size)
        if let extent = known[run] { return extent }
        return withLayout(text, in: face, size: size) { layout in
            guard pango_layout_get_unknown_glyphs_count(layout) == 0 else { return nil }
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            pango_layout_get_extents(layout, &ink, &logical)
            let baseline = pango_layout_get_baseline(layout)
            let unit = 1 / Double(PANGO_SCALE)
            let extent = Extent(
                advance: Double(logical.width) * unit,
                inkAbove: Double(baseline - ink.y) * unit,
                inkBelow: Double(ink.y + ink.height - baseline) * unit
            )
            known[run] = extent
            return extent
        }
    }

    /// The runs that together show a text.
    ///
    /// Characters that the font lacks are set in the font of running text. Those that it lacks too are replaced by
    /// their code points, since an empty box would say nothing.
    func runs(of text: String, in face: Face, size: Double) -> [(
        text: String, face: Face, extent: Extent, isMissing: Bool
    )] {
        if let extent = extent(of: text, in: face, size: size) { return [(text, face, extent, false)] }
        return text.compactMap { character in
            for face in [face, .sans] {
                if let extent = extent(of: String(character), in: face, size: size) {
                    return (String(character), face, extent, false)
                }
            }
            let name = character.codePoints
            return extent(of: name, in: .sans, size: size).map { (name, .sans, $0, true) }
        }
    }

    /// Draws a run whose baseline starts at the point.
    func show(_ text: String, in face: Face, size: Double, at point: Point, on cairo: OpaquePointer) {
        withRun(text, in: face, size: size, at: point, on: cairo) { pango_cairo_show_layout_line(cairo, $0) }
    }

    /// Adds the outlines of a run to the current path.
    ///
    /// The run's baseline starts at the point.
    func trace(_ text: String, in face: Face, size: Double, at point: Point, on cairo: OpaquePointer) {
        withRun(text, in: face, size: size, at: point, on: cairo) { pango_cairo_layout_line_path(cairo, $0) }
    }

    private func withRun(
        _ text: String,
        in face: Face,
        size: Double,
        at point: Point,
        on cairo: OpaquePointer,
        _ draw: (UnsafeMutablePointer<PangoLayoutLine>?) -> Void
    ) {
        pango_cairo_update_context(cairo, context)
        withLayout(text, in: face, size: size) { layout in
            cairo_move_to(cairo, point.x, point.y)
            draw(pango_layout_get_line_readonly(layout, 0))
        }
    }

    private func withLayout<Result>(
        _ text: String,
        in face: Face,
        size: Double,
        _ body: (OpaquePointer?) -> Result
    ) -> Result {
        let layout = pango_layout_new(context)
        let font = pango_font_description_new()
        pango_font_description_set_family(font, face.family)
        pango_font_description_set_weight(font, face.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_style(font, face.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
        pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        defer {
            pango_font_description_free(font)
            if let layout { g_object_unref(UnsafeMutableRawPointer(layout)) }
        }
        return body(layout)
    }
}

extension Character {
    /// The character's code points, such as `U+6F22`.
    fileprivate var codePoints: String {
        unicodeScalars.map { String(format: "U+%04X", $0.value) }.joined(separator: " ")
    }
}
