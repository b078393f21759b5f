public import Settings

/// The 32 × 32 colour images of CIFAR-10 in their binary version: records of a label and 3 × 32 × 32 bytes.
///
/// Pixels are divided by 255 to numbers from 0 to 1; channels are red, green, blue.
public struct CIFAR10: DataSource {
    public static let name = "cifar10"
    public static let summary = "Colour images of ten classes from CIFAR-10's binary files."
    public static let settings: [Setting<CIFAR10>] = [
        Setting("files", \.files, "The files, one after another."),
        .limit(\.limit),
        .labelNoise(\.labelNoise),
    ]
    private static let pixels = 3 * 32 * 32

    /// The files, one after another.
    public var files = ["data_batch_1.bin"]
    /// The number of samples used; 0 for all.
    public var limit = 0
    /// The probability that a label is wrong.
    public var labelNoise = 0.0

    public init() {}

    public func validate() throws {
        guard !files.isEmpty else { throw SettingFault(.missing, at: ["files"], "there is no file to read") }
    }

    public var announcedShape: DataShape? { DataShape(.vectors([3, 32, 32]), .classes(positions: 1, count: 10)) }

    public func dataset(seed: Int, files contents: [String: [UInt8]]) throws -> Dataset {
        var inputs: [Double] = []
        var labels: [Int32] = []
        for file in files {
            let bytes = try contents.content(of: file)
            let record = 1 + Self.pixels
            guard bytes.count.isMultiple(of: record) else {
                let wanted = "records of \(record) bytes: \(bytes.count % record) are left over"
                throw DataFault(file, .byte(bytes.count), found: "the end", wanted: wanted)
            }
            for start in stride(from: 0, to: bytes.count, by: record) where limit == 0 || labels.count < limit {
                guard bytes[start] < 10 else {
                    throw DataFault(file, .byte(start), found: "label \(bytes[start])", wanted: "a label from 0 to 9")
                }
                labels.append(Int32(bytes[start]))
                for byte in bytes[start + 1..<start + record] { inputs.append(Double(byte) / 255) }
            }
        }
        TargetNoise.replace(labelNoise, of: &labels, classes: 10, seed: seed)
        return Dataset(
            .numbers(inputs),
            .indices(labels),
            shape: DataShape(.vectors([3, 32, 32]), .classes(positions: 1, count: 10))
        )
    }
}
