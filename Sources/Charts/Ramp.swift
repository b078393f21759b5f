#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A ramp of colours for values.
///
/// It is the same on light and dark pages, so that a value keeps its colour.
public enum Ramp: String, Sendable, Hashable, CaseIterable {
    /// Dark blue to yellow, with even steps of lightness for colour-blind readers too (cividis).
    case sequential
    /// Blue below zero, grey at zero, vermillion above.
    case diverging
    /// Black to white, for text on a shade.
    ///
    /// Against any colour, one of the two has a contrast of at least 4.5.
    case neutral

    /// Colours at equal distances along the ramp, from the lowest to the highest.
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

    /// Red, green and blue at a level, each from 0 to 255.
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
