#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One colour of a ramp.
public struct Shade: Sendable, Hashable {
    /// The highest level.
    ///
    /// It is even, so that the ramp has a level exactly in its middle.
    static let top: UInt8 = 254

    /// The ramp.
    public var ramp: Ramp
    /// The level along the ramp, 0 to 254.
    public var level: UInt8

    /// Creates the colour at a share of the ramp, from 0 to 1.
    public init(_ ramp: Ramp, at share: Double) {
        self.ramp = ramp
        level = UInt8((min(max(share, 0), 1) * Double(Shade.top)).rounded())
    }

    init(_ ramp: Ramp, level: UInt8) {
        self.ramp = ramp
        self.level = level
    }

    /// Black in both themes.
    static let black = Shade(.neutral, level: 0)
    /// White in both themes.
    static let white = Shade(.neutral, level: top)

    /// The colour as `#RRGGBB`.
    public var hex: String {
        let (red, green, blue) = ramp.colour(at: level)
        let text = String(Int(red) << 16 | Int(green) << 8 | Int(blue), radix: 16, uppercase: true)
        return "#" + String(repeating: "0", count: 6 - text.count) + text
    }

    /// Black or white, whichever has more contrast to the colour.
    var ink: Shade { contrast(to: .black) >= contrast(to: .white) ? .black : .white }

    /// The contrast ratio of two colours, as WCAG defines it.
    func contrast(to other: Shade) -> Double {
        let lights = [luminance + 0.05, other.luminance + 0.05].sorted()
        return lights[1] / lights[0]
    }

    private var luminance: Double {
        let (red, green, blue) = ramp.colour(at: level)
        func linear(_ part: UInt8) -> Double {
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
