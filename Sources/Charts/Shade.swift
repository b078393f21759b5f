#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One colour of a ramp.
public struct Shade: Sendable, Hashable {
    /// The highest level; odd numbers of levels have one in the middle.
    static let top: UInt8 = 254

    /// The ramp.
    public var ramp: Ramp
    /// How far along it, 0 to 254.
    public var level: UInt8

    /// The colour at a share of the ramp, from 0 to 1.
    public init(_ ramp: Ramp, at share: Double) {
        self.ramp = ramp
        level = UInt8((min(max(share, 0), 1) * Double(Shade.top)).rounded())
    }

    init(_ ramp: Ramp, level: UInt8) {
        self.ramp = ramp
        self.level = level
    }

    /// Black, whatever the theme.
    static let black = Shade(.neutral, level: 0)
    /// White, whatever the theme.
    static let white = Shade(.neutral, level: top)

    /// As `#RRGGBB`.
    public var hex: String {
        let (red, green, blue) = ramp.colour(at: level)
        let text = String(Int(red) << 16 | Int(green) << 8 | Int(blue), radix: 16, uppercase: true)
        return "#" + String(repeating: "0", count: 6 - text.count) + text
    }

    /// Black or white, whichever stands out more from it.
    var ink: Shade { contrast(to: .black) >= contrast(to: .white) ? .black : .white }

    /// The ratio of the two colours' lights, as WCAG reckons it.
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
