public import Settings

/// A source of samples: drawn from a seed, or read from files that the caller has opened.
///
/// A source that draws is a ``DataGenerator``. A source that reads names its files and receives their bytes, since no
/// unit accesses the disk.
public protocol DataSource: Configurable {
    /// The paths of the files it reads, as the author wrote them; none by default.
    var files: [String] { get }
    /// The shape of its samples, if the settings alone determine it; nil when the files are needed.
    var announcedShape: DataShape? { get }
    /// The number of samples in each part of the schedule, if the settings alone determine it; empty when the files
    /// are needed.
    var announcedCounts: [Int] { get }
    /// The samples for `seed`; `files` contains the bytes of each of `self.files` by its path.
    ///
    /// Throws a ``DataFault`` when a file is not valid.
    func dataset(seed: Int, files: [String: [UInt8]]) throws -> Dataset
    /// The samples used at each step; by default the same at every step.
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
