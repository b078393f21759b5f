import CCairo

/// What Cairo says of its own work.
enum CairoStatus {
    /// Throws a `ChartError` in Cairo's words unless all went well.
    static func check(_ status: cairo_status_t) throws {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw ChartError.drawing(String(cString: cairo_status_to_string(status)))
    }
}
