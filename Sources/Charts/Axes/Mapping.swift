/// The mapping from values on a scale, between two limits, to pixels.
public struct Mapping: Sendable, Hashable {
    /// The scale.
    public let scale: Scale
    /// The smaller limit, in the data's unit.
    public let low: Double
    /// The larger limit, in the data's unit.
    public let high: Double
    /// The pixel position of the smaller limit.
    public let start: Double
    /// The pixel position of the larger limit; less than `start` on an axis that grows upwards.
    public let end: Double

    private let origin: Double
    private let factor: Double

    init(scale: Scale, low: Double, high: Double, start: Double, end: Double) {
        self.scale = scale
        self.low = low
        self.high = high
        self.start = start
        self.end = end
        origin = scale.ruler(low) / 2
        let span = scale.ruler(high) / 2 - origin
        // The smallest spans of a `Double` are too small to divide by.
        let pixels = (end - start) / span
        factor = span > 0 && pixels.isFinite ? pixels : 0
    }

    /// The pixel position of a value; NaN when the scale does not admit it.
    ///
    /// Values outside the limits lie outside the pixel range.
    public func position(_ value: Double) -> Double {
        guard scale.admits(value) else { return .nan }
        // Both numbers are halved so that limits near the largest `Double` do not overflow.
        return start + (scale.ruler(value) / 2 - origin) * factor
    }

    /// The value at a pixel position.
    public func value(at pixel: Double) -> Double {
        guard factor != 0 else { return low }
        return scale.value(atRuler: ((pixel - start) / factor + origin) * 2)
    }

    /// Whether a value lies within the limits.
    public func contains(_ value: Double) -> Bool {
        value >= low && value <= high
    }

    /// The length of the axis in pixels.
    public var length: Double { abs(end - start) }
}
