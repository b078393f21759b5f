#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A scale of colours for values; the same on light and on dark pages, so that a value keeps its colour.
public enum Ramp: String, Sendable, Hashable, CaseIterable {
    /// From dark blue to yellow, even in lightness and for every viewer (cividis).
    case sequential
    /// Blue below zero, grey at it, vermillion above.
    case diverging
    /// From black to white, for words on a shade; of the two, one has a contrast of 4.5 with any colour.
    case neutral

    /// Colours at even distances, from the lowest to the highest.
    private var anchors: [Int] {
        switch self {
        case .sequential:
            [
                0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173, 0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFFEA46,
            ]
        case .diverging: [0x133D76, 0xF1F3F5, 0xB93C04]
        case .neutral: [0x000000, 0xFFFFFF]
        }
    }

    /// Red, green and blue of a level, 0 to 255 each.
    func colour(at level: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let anchors = anchors
        let place = Double(min(level, Shade.top)) / Double(Shade.top) * Double(anchors.count - 1)
        let index = min(Int(place), anchors.count - 2)
        func part(_ shift: Int) -> UInt8 {
            let (low, high) = (Double(anchors[index] >> shift & 255), Double(anchors[index + 1] >> shift & 255))
            return UInt8((low + (place - Double(index)) * (high - low)).rounded())
        }
        return (part(16), part(8), part(0))
    }
}

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
