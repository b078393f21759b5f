public import Settings

/// Images and labels in the IDX format of MNIST: `idx3-ubyte` and `idx1-ubyte`, uncompressed.
///
/// Pixels are divided by 255 to numbers from 0 to 1.
public struct IDXImages: DataSource {
    public static let name = "idx"
    public static let summary = "Grey images with labels from two IDX files, as MNIST ships them, unpacked."
    public static let settings: [Setting<IDXImages>] = [
        Setting("images", \.images, "The file of images, idx3-ubyte."),
        Setting("labels", \.labels, "The file of labels, idx1-ubyte."),
        Setting("classes", \.classes, in: 2...256, "The number of classes; labels are 0 to one below."),
        .limit(\.limit),
        .labelNoise(\.labelNoise),
    ]

    /// The file of images.
    public var images = "train-images-idx3-ubyte"
    /// The file of labels.
    public var labels = "train-labels-idx1-ubyte"
    /// The number of classes.
    public var classes = 10
    /// The number of samples used; 0 for all.
    public var limit = 0
    /// The probability that a label is wrong.
    public var labelNoise = 0.0

    public init() {}

    public var files: [String] { [images, labels] }

    public func dataset(seed: Int, files: [String: [UInt8]]) throws -> Dataset {
        let pictures = try IDXFile(try files.content(of: images), file: images, extents: 3)
        let numbers = try IDXFile(try files.content(of: labels), file: labels, extents: 1)
        guard numbers.extents[0] == pictures.extents[0] else {
            let wanted = "\(pictures.extents[0]), as many as images in \(images)"
            throw DataFault(labels, .byte(4), found: "\(numbers.extents[0]) labels", wanted: wanted)
        }
        let count = limit == 0 ? pictures.extents[0] : min(limit, pictures.extents[0])
        let pixels = pictures.extents[1] * pictures.extents[2]
        let shape = DataShape(
            .vectors([1, pictures.extents[1], pictures.extents[2]]),
            .classes(positions: 1, count: classes)
        )
        var targets: [Int32] = []
        for (index, label) in numbers.elements.prefix(count).enumerated() {
            guard label < classes else {
                let place = DataFault.Place.byte(numbers.start + index)
                throw DataFault(labels, place, found: "label \(label)", wanted: "a label from 0 to \(classes - 1)")
            }
            targets.append(Int32(label))
        }
        TargetNoise.replace(labelNoise, of: &targets, classes: classes, seed: seed)
        let inputs = pictures.elements.prefix(count * pixels).map { Double($0) / 255 }
        return Dataset(.numbers(inputs), .indices(targets), shape: shape)
    }
}

/// An IDX file of unsigned bytes.
struct IDXFile {
    /// The extents; the first one is the number of samples.
    let extents: [Int]
    /// The offset of the first element in the file.
    let start: Int
    /// The elements, row by row.
    let elements: ArraySlice<UInt8>

    /// Reads a file with `count` extents; throws a ``DataFault``.
    ///
    /// The magic number is two zero bytes, 8 for unsigned bytes, and the number of extents. It is followed by the
    /// extents in four bytes each, the most significant first, and then the elements.
    init(_ bytes: [UInt8], file: String, extents count: Int) throws {
        let magic: [UInt8] = [0, 0, 8, UInt8(count)]
        guard bytes.starts(with: magic) else {
            let found = "the bytes \(Self.hex(bytes.prefix(4)))"
            let kind = count == 1 ? "labels" : "images"
            throw DataFault(file, .byte(0), found: found, wanted: "\(Self.hex(magic[...])), as IDX \(kind) begin")
        }
        let start = 4 + 4 * count
        guard bytes.count >= start else {
            throw DataFault(file, .byte(bytes.count), found: "the end", wanted: "a header of \(start) bytes")
        }
        let extents = (0..<count).map { index in
            bytes[4 + 4 * index..<8 + 4 * index].reduce(0) { $0 << 8 | Int($1) }
        }
        for (index, extent) in extents.enumerated() where extent == 0 || extent > 1 << 28 {
            throw DataFault(file, .byte(4 + 4 * index), found: "an extent of \(extent)", wanted: "1 to \(1 << 28)")
        }
        // The product of three extents of up to 2²⁸ could overflow an integer.
        let wanted = extents.reduce(Double(1)) { $0 * Double($1) } + Double(start)
        guard Double(bytes.count) == wanted else {
            let shape = extents.map(String.init).joined(separator: " × ")
            throw DataFault(
                file,
                .byte(bytes.count),
                found: "the end",
                wanted: "\(Value.canonical(wanted)) bytes in all for \(shape) elements"
            )
        }
        self.extents = extents
        self.start = start
        elements = bytes[start...]
    }

    private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
