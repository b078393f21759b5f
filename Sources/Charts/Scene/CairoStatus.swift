import CCairo

/// Checks of Cairo's status codes.
enum CairoStatus {
    /// Throws a `ChartError` with Cairo's message unless the status is success.
    static func check(_ status: cairo_status_t) throws {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw ChartError.drawing(String(cString: cairo_status_to_string(status)))
    }
}
