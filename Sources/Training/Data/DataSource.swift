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
