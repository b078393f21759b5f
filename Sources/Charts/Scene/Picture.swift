import CCairo
import Foundation

/// A box of many small coloured cells, drawn as one image without smoothing.
struct Picture: Sendable, Hashable {
    /// The area that it covers.
    var box: Box
    /// The number of cells in a row.
    var columns: Int
    /// The cells, row by row from the top; nil for a transparent cell.
    var cells: [Shade?]

    /// The number of rows.
    var rows: Int { columns > 0 ? cells.count / columns : 0 }

    /// Calls `body` with an image that has one pixel for each cell.
    func withSurface(_ body: (OpaquePointer) throws -> Void) throws {
        guard columns > 0, rows > 0,
            let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(columns), Int32(rows))
        else { throw ChartError.drawing("Cairo has no memory for an image of \(columns) × \(rows)") }
        defer { cairo_surface_destroy(surface) }
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        guard let bytes = cairo_image_surface_get_data(surface) else {
            throw ChartError.drawing("Cairo has no memory for an image of \(columns) × \(rows)")
        }
        for (index, cell) in cells.enumerated() {
            guard let cell else { continue }
            let (red, green, blue) = cell.ramp.colour(at: cell.level)
            let pixel = 0xFF00_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
            let place = index / columns * stride + index % columns * 4
            UnsafeMutableRawPointer(bytes + place).storeBytes(of: pixel, as: UInt32.self)
        }
        cairo_surface_mark_dirty(surface)
        try body(surface)
    }

    /// Draws the image into its box.
    func draw(on cairo: OpaquePointer) throws {
        try withSurface { surface in
            cairo_save(cairo)
            cairo_translate(cairo, box.left, box.top)
            cairo_scale(cairo, box.width / Double(columns), box.height / Double(rows))
            cairo_set_source_surface(cairo, surface, 0, 0)
            cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST)
            cairo_paint(cairo)
            cairo_restore(cairo)
        }
    }

    /// The image as an SVG tag.
    func tag() throws -> String {
        let sink = ByteSink()
        try withExtendedLifetime(sink) {
            try withSurface { surface in
                try CairoStatus.check(cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure))
            }
        }
        let numbers = [box.left, box.top, box.width, box.height].map { SVGPath.short("\($0)") }
        return """
            <image x="\(numbers[0])" y="\(numbers[1])" width="\(numbers[2])" height="\(numbers[3])" \
            preserveAspectRatio="none" style="image-rendering:pixelated" \
            href="data:image/png;base64,\(Data(sink.bytes).base64EncodedString())"/>
            """
    }
}
