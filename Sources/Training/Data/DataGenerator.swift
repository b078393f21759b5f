import Settings

/// A source that draws its samples.
///
/// The same seed gives the same bits on every platform: units draw from streams of ``Random`` whose names begin with
/// `data`, and use the four operations, square roots and `Elementary`'s functions only.
public protocol DataGenerator: DataSource {
    /// How many samples it draws.
    var count: Int { get }
    /// The shape of its samples.
    var shape: DataShape { get }
    /// The samples for `seed`: `count` of `shape`.
    func dataset(seed: Int) -> Dataset
}

extension DataGenerator {
    public var announcedShape: DataShape? { shape }
    public var announcedCounts: [Int] { [count] }

    public func dataset(seed: Int, files: [String: [UInt8]]) throws -> Dataset {
        dataset(seed: seed)
    }

    public func validate() throws { try checkSize() }

    /// Throws a `SettingFault` when the samples would not fit into a sensible memory: 2²⁷ elements, a gigabyte.
    ///
    /// A unit with a `validate` of its own calls it there.
    public func checkSize() throws {
        let width = shape.inputs.width + shape.targets.width
        guard Double(count) * Double(width) <= 0x1p27 else {
            let message = "\(count) samples of \(width) numbers are more than the \(1 << 27) numbers allowed"
            throw SettingFault(.conflict, at: [], message, help: "draw fewer or smaller samples")
        }
    }
}
