public import Settings

/// Where samples come from: drawn by a seed, or read from files that someone else has opened.
///
/// A source that draws is a ``DataGenerator``. A source that reads names its files and is handed their bytes, since no
/// unit touches the disk.
public protocol DataSource: Configurable {
    /// The paths of the files it reads, as the author wrote them; none unless said otherwise.
    var files: [String] { get }
    /// The shape of its samples as far as the settings alone decide it; nil when that takes the files.
    var announcedShape: DataShape? { get }
    /// How many samples there are in each part of the schedule as far as the settings alone decide it; empty when that
    /// takes the files.
    var announcedCounts: [Int] { get }
    /// The samples for `seed`; `files` holds the bytes of each of `self.files` by its path.
    ///
    /// Throws a ``DataFault`` when a file is not as it should be.
    func dataset(seed: Int, files: [String: [UInt8]]) throws -> Dataset
    /// Which samples are in force when; the same ones at every step unless said otherwise.
    ///
    /// Throws as ``dataset(seed:files:)`` does.
    func schedule(seed: Int, files: [String: [UInt8]]) throws -> DataSchedule
}

extension DataSource {
    public var files: [String] { [] }
    public var announcedShape: DataShape? { nil }
    public var announcedCounts: [Int] { [] }

    public func schedule(seed: Int, files: [String: [UInt8]]) throws -> DataSchedule {
        DataSchedule(try dataset(seed: seed, files: files))
    }
}

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
