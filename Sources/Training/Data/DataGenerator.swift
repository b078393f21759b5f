import Settings

/// A source that draws its samples.
///
/// The same seed gives the same bits on every platform. Units draw from streams of ``Random`` whose names begin with
/// `data`, and use only the four operations, square roots and `Elementary`'s functions.
public protocol DataGenerator: DataSource {
    /// The number of samples.
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

    /// Throws a `SettingFault` when the samples would need too much memory: more than 2²⁷ elements, a gigabyte.
    ///
    /// A unit that implements `validate` calls it there.
    public func checkSize() throws {
        let width = shape.inputs.width + shape.targets.width
        guard Double(count) * Double(width) <= 0x1p27 else {
            let message = "\(count) samples of \(width) numbers are more than the \(1 << 27) numbers allowed"
            throw SettingFault(.conflict, at: [], message, help: "draw fewer or smaller samples")
        }
    }
}
