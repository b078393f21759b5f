import Settings
import TestSupport
import Testing

@testable import Training

/// Reading of valid data files.
@Suite struct DataReaders {
    /// Three images of 2 × 3 pixels, whose bytes count up from 0, and their labels.
    static let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 3] + Array(0..<18)
    static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9]

    static func read<Unit: DataSource>(_ unit: Unit.Type, _ settings: Value, _ files: [String: [UInt8]]) throws
        -> Dataset
    {
        try unit.init(reading: settings).dataset(seed: 0, files: files)
    }

    /// Reads a table under the name that `csv` uses by default.
    static func table(_ text: String, _ settings: Value = .null) throws -> Dataset {
        try read(CSVTable.self, settings, ["data.csv": Array(text.utf8)])
    }

    static func text(_ text: String, _ settings: Value = .null) throws -> Dataset {
        try read(TextFile.self, settings, ["text.txt": Array(text.utf8)])
    }

    @Test func readIDXImagesAndLabels() throws {
        let settings: Value = ["images": "a", "labels": "b"]
        #expect(try IDXImages(reading: settings).files == ["a", "b"])
        let data = try Self.read(IDXImages.self, settings, ["a": Self.images, "b": Self.labels])
        #expect(data.shape == DataShape(.vectors([1, 2, 3]), .classes(positions: 1, count: 10)))
        #expect(data.inputs.numbers == (0..<18).map { Double($0) / 255 })
        #expect(data.targets.indices == [7, 0, 9])
    }

    @Test(arguments: [(1, 1), (3, 3), (0, 3), (99, 3)])
    func takeTheFirstSamplesUpToTheLimit(limit: Int, count: Int) throws {
        let bound: Value = .number(Double(limit))
        let settings: Value = ["images": "a", "labels": "b", "limit": bound]
        let images = try Self.read(IDXImages.self, settings, ["a": Self.images, "b": Self.labels])
        #expect(images.targets.indices == Array([7, 0, 9].prefix(count)))
        #expect(images.inputs.count == 6 * count)
        #expect(try Self.table("1,2\n3,4\n5,6", ["limit": bound]).targets.numbers == Array([2, 4, 6].prefix(count)))
        let text = try Self.text("abcdefg", ["length": 2, "limit": bound])
        #expect(text.count == count)
    }

    @Test func readCIFAR10InTheOrderOfItsFiles() throws {
        func record(_ label: UInt8, _ pixel: UInt8) -> [UInt8] { [label] + [UInt8](repeating: pixel, count: 3_072) }
        let settings: Value = ["files": ["one", "two"]]
        let files = ["one": record(9, 255) + record(0, 0), "two": record(3, 51)]
        let data = try Self.read(CIFAR10.self, settings, files)
        #expect(data.shape == DataShape(.vectors([3, 32, 32]), .classes(positions: 1, count: 10)))
        #expect(data.targets.indices == [9, 0, 3])
        #expect([0, 3_071, 3_072, 6_144, 9_215].map { data.inputs.numbers[$0] } == [1, 1, 0, 0.2, 0.2])
        let first = try Self.read(CIFAR10.self, ["files": ["one", "two"], "limit": 1], files)
        #expect(first == data.samples([0]))
    }

    @Test(
        arguments: [
            ("1,2,3\n4,5,6\n", [:]), ("a,b,c\n1,2,3\n4,5,6", [:]), ("\u{FEFF}1 , 2,  3\r\n\r\n4,5,6\r\n", [:]),
            ("1;2;3\n4;5;6", ["separator": "semicolon"]), ("x\ty\tz\n1\t2\t3\n4\t5\t6", ["separator": "tab"]),
            ("1,2,3\n1,2,3\n4,5,6", ["header": "yes"]), ("c,a,b\n3,1,2\n6,4,5", ["targets": "c"]),
            ("3,1,2\n6,4,5", ["targets": 1]), ("\"a, \"\"b\"\"\",d,c\n1,\"2\",3\n4,5,6", ["targets": ["c"]]),
            ("1,3,2\n4,6,5", ["targets": [2], "header": "no"]), ("+1e0,0.2e1,3.\n4,5,6", [:]),
        ] as [(String, Value)]
    )
    func readTablesInEveryForm(text: String, settings: Value) throws {
        let data = try Self.table(text, settings)
        #expect(data.inputs.numbers == [1, 2, 4, 5] && data.targets.numbers == [3, 6])
        #expect(data.shape == DataShape(.vectors([2]), .vectors(width: 1)))
    }

    @Test func readNamesWithQuotesAndSeveralTargets() throws {
        let data = try Self.table("\"a, \"\"b\"\"\",d,c\n1,2,3\n4,5,6", ["targets": ["c", "a, \"b\""]])
        #expect(data.inputs.numbers == [2, 5] && data.targets.numbers == [3, 1, 6, 4])
    }

    @Test func readClasses() throws {
        let data = try Self.table("0.5,2\n0.25,0\n", ["classes": 3])
        #expect(data.targets.indices == [2, 0] && data.inputs.numbers == [0.5, 0.25])
        #expect(data.shape == DataShape(.vectors([1]), .classes(positions: 1, count: 3)))
        #expect(data.withOneHotTargets.targets.numbers == [0, 0, 1, 1, 0, 0])
    }

    @Test func readBackTheNumbersThatWereWritten() throws {
        var random = Random(seed: 3)
        let numbers = (0..<60).map { _ in random.normal() * Elementary.exponential(50 * random.normal()) }
        let rows = stride(from: 0, to: 60, by: 3).map { start in
            numbers[start..<start + 3].map { "\($0)" }.joined(separator: ",")
        }
        let data = try Self.table(rows.joined(separator: "\n"))
        #expect(data.inputs.numbers == numbers.indices.filter { $0 % 3 < 2 }.map { numbers[$0] })
        #expect(data.targets.numbers == numbers.indices.filter { $0 % 3 == 2 }.map { numbers[$0] })
    }

    @Test func readTextAsCharactersAndTheirFollowers() throws {
        // A byte order mark is not a character of the text.
        let data = try Self.text("\u{FEFF}baña\nbx", ["length": 3])
        // Codes are in ascending order: LF 0, a 1, b 2, x 3, ñ 4.
        #expect(data.shape == DataShape(.tokens(length: 3, vocabulary: 5), .classes(positions: 3, count: 5)))
        #expect(data.inputs.indices == [2, 1, 4, 1, 0, 2] && data.targets.indices == [1, 4, 1, 0, 2, 3])
        let returns: Value = ["length": 2, "alphabet": "ab\n\r"]
        #expect(try Self.text("ab\r\na", returns).inputs.indices == [0, 1, 3, 2])
    }

    @Test func readTextByAnAlphabet() throws {
        let settings: Value = ["length": 2, "alphabet": "zab"]
        #expect(try Self.text("abz", settings).inputs.indices == [1, 2])
        let unit = try TextFile(reading: settings)
        #expect(unit.announcedShape == DataShape(.tokens(length: 2, vocabulary: 3), .classes(positions: 2, count: 3)))
        #expect(TextFile().announcedShape == nil)
        #expect(throws: SettingFaults.self) { try TextFile(reading: ["alphabet": "aba"]) }
    }

    @Test func replaceLabelsOfFilesToo() throws {
        let settings: Value = ["images": "a", "labels": "b", "label_noise": 1]
        let data = try Self.read(IDXImages.self, settings, ["a": Self.images, "b": Self.labels])
        #expect(zip(data.targets.indices, [7, 0, 9]).allSatisfy { $0 != $1 })
    }

    @Test func refuseSettingsThatDoNotFit() {
        for settings in [
            ["classes": 1], ["classes": 2, "targets": ["a", "b"]], ["label_noise": 0.5], ["targets": ["a", "a"]],
            ["targets": [true]], ["separator": "dot"],
        ] as [Value] {
            #expect(throws: SettingFaults.self) { try CSVTable(reading: settings) }
        }
        #expect(throws: SettingFaults.self) { try CIFAR10(reading: ["files": []]) }
    }
}
