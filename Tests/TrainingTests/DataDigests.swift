import Settings
import Testing

@testable import Training

/// The bits of every generator's samples, which must not change between platforms or over time.
@Suite struct DataDigests {
    struct Stored: Sendable {
        let name: String
        let digest: UInt64
        let inputs: [Double]
        let target: Double
    }

    @Test(arguments: stored)
    func equalTheStoredOnes(_ wanted: Stored) throws {
        let unit = try #require(Catalogue.dataSets.first { $0.name == wanted.name })
        let dataset = try unit.init().dataset(seed: 1, files: [:])
        #expect(Self.digest(dataset) == wanted.digest, "\(Self.line(wanted.name, dataset))")
        #expect(Array(Self.numbers(dataset.inputs).prefix(2)) == wanted.inputs)
        #expect(Self.numbers(dataset.targets).first == wanted.target)
    }

    @Test func coverEveryGenerator() {
        for generator in DataLaws.generators {
            let name = type(of: generator).name
            // On failure the message is the line to add to the table.
            let line = Self.line(name, type(of: generator).init().dataset(seed: 1))
            #expect(Self.stored.contains { $0.name == name }, "\(line)")
        }
    }

    private static func numbers(_ values: Dataset.Values) -> [Double] {
        switch values {
        case .numbers(let numbers): numbers
        case .indices(let indices): indices.map(Double.init)
        }
    }

    /// FNV-1a over the bytes of all elements as doubles, the lowest byte first.
    private static func digest(_ dataset: Dataset) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for number in numbers(dataset.inputs) + numbers(dataset.targets) {
            for shift in stride(from: 0, to: 64, by: 8) {
                hash = (hash ^ (number.bitPattern >> shift & 0xFF)) &* 0x100_0000_01B3
            }
        }
        return hash
    }

    /// A line of the table below, printed when it is wrong or missing.
    private static func line(_ name: String, _ dataset: Dataset) -> String {
        let inputs = Array(numbers(dataset.inputs).prefix(2))
        let digest = "0x" + String(digest(dataset), radix: 16, uppercase: true)
        return
            "Stored(name: \"\(name)\", digest: \(digest), inputs: \(inputs), target: \(numbers(dataset.targets)[0])),"
    }

    static let stored: [Stored] = [
        Stored(
            name: "quadratic-regression",
            digest: 0x561101CD2B274192,
            inputs: [-1.5536680976797954, 0.9146944276250389],
            target: 2.3652798525387198
        ),
        Stored(
            name: "linear-regression",
            digest: 0x681D1B8ED7BCAAA5,
            inputs: [-1.5536680976797954, 0.9146944276250389],
            target: 2.564127417959041
        ),
        Stored(
            name: "sines",
            digest: 0xBC2129EDDDED864D,
            inputs: [-3.141592653589793, -3.0418595534758315],
            target: 3.6739403974420594e-16
        ),
        Stored(
            name: "sine-of-sum",
            digest: 0x651AC1EFBDAE722C,
            inputs: [-1.5536680976797954, 0.9146944276250389],
            target: -0.8207550933688954
        ),
        Stored(
            name: "gaussian-classes",
            digest: 0xAAF1A16E3DE36EED,
            inputs: [-1.342361274712933, 2.320825206262672],
            target: 0.0
        ),
        Stored(name: "modular-arithmetic", digest: 0x3E2055B996A2C25E, inputs: [12.0, 11.0], target: 10.0),
        Stored(name: "anchor-sequences", digest: 0x4A9217BE6EA5A472, inputs: [10.0, 16.0], target: 20.0),
        Stored(name: "markov-text", digest: 0xFA5FBB6483BFF5ED, inputs: [4.0, 4.0], target: 4.0),
        Stored(name: "token-sum", digest: 0xB2DB31E756F423BA, inputs: [10.0, 16.0], target: 0.3493051757828103),
        Stored(
            name: "glyph-images",
            digest: 0xDA02E7A20A233DC3,
            inputs: [-0.24176130815734698, -0.1079638988243271],
            target: 0.0
        ),
        Stored(
            name: "prototype-images",
            digest: 0x910AC1EA62B7B98F,
            inputs: [-0.8762608454089941, 2.04641687797516],
            target: 0.0
        ),
    ]
}
