import Testing
import Traces

@testable import Logs

/// TensorBoard's event files.
@Suite struct EventFiles {
    private static func varint(_ value: UInt64) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value & 127) | 128] + varint(value >> 7)
    }

    private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
        varint(UInt64(number << 3 | 2)) + varint(UInt64(bytes.count)) + bytes
    }

    private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    /// The forms of a value: as PyTorch writes it, as a tensor with raw bytes, or with packed numbers.
    enum Form: CaseIterable { case simple, raw, packed, double }

    static func value(_ tag: String, _ value: Double, _ form: Form) -> [UInt8] {
        let float = little(Float(value).bitPattern)
        let tensor: [UInt8]
        switch form {
        case .simple: return field(1, Array(tag.utf8)) + [2 << 3 | 5] + float
        case .raw: tensor = [1 << 3, 1] + field(2, []) + field(4, float)
        case .packed: tensor = [1 << 3, 1] + field(5, float)
        case .double: tensor = [1 << 3, 2] + field(6, little(value.bitPattern))
        }
        return field(1, Array(tag.utf8)) + field(9, field(1, field(1, Array("scalars".utf8)))) + field(8, tensor)
    }

    static func record(_ time: Double, _ step: Int, _ values: [[UInt8]]) -> [UInt8] {
        let summary = values.flatMap { field(1, $0) }
        let event = [1 << 3 | 1] + little(time.bitPattern) + [2 << 3] + varint(UInt64(step)) + field(5, summary)
        let length = little(UInt64(event.count))
        return length + little(Checksum32C.masked(length)) + event + little(Checksum32C.masked(event))
    }

    @Test(arguments: Form.allCases)
    func areReadInEachForm(form: Form) throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        let file =
            Self.record(1, 0, [])
            + Self.record(2, 10, [Self.value("train/loss", 2.5, form), Self.value("lr", 0.5, form)])
            + Self.record(3, 20, [Self.value("train/loss", 2.25, form), Self.value("lm loss vs samples", 1, form)])
            + Self.record(3, 20, [Self.value("lr", 0.25, form)])
        let log = try LogReader.read(files: [try folder.write(file, to: "events.out.tfevents.1")])
        #expect(log.format == "tensorboard" && log.trace.steps == [10, 20])
        #expect(log.trace[.loss] == [2.5, 2.25] && log.trace[.lr] == [0.5, 0.25])
        #expect(log.dropped["of tags over samples, tokens or time instead of steps"] == 1)
        #expect(log.notes.contains { $0.contains("single precision") })
    }

    @Test func ofSeveralStartsCountFromTheLatersFirstStep() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        func file(_ time: Double, _ steps: [Int], _ loss: Double) -> [UInt8] {
            steps.flatMap { Self.record(time + Double($0), $0, [Self.value("loss", loss, .simple)]) }
        }
        // By their names alone, the second file would come first.
        try folder.write(file(100, [1, 2, 3, 4, 5], 2), to: "b.tfevents")
        try folder.write(file(200, [3, 4], 1), to: "a.tfevents")
        let log = try LogReader.read(files: [folder.path])
        #expect(log.trace.steps == [1, 2, 3, 4] && log.trace[.loss] == [2, 2, 1, 1])
        #expect(log.repeatedSteps == 3 && log.segments.map(\.first) == [1, 3])
        #expect(log.trace.segments == [0..<2, 2..<4])
    }

    @Test func thatAreCutOffAreReadAsFarAsTheyGo() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        let whole =
            Self.record(1, 1, [Self.value("loss", 2, .simple)]) + Self.record(2, 2, [Self.value("loss", 1, .simple)])
        let log = try LogReader.read(files: [try folder.write(whole.dropLast(9), to: "x.tfevents")])
        #expect(
            log.trace.steps == [1] && log.notes.contains { $0.contains("the last record is cut off behind record 1") }
        )
    }

    @Test func ofOneStartMayHoldColumnsApart() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write(Self.record(1, 1, [Self.value("loss", 2, .raw)]), to: "a.tfevents")
        try folder.write(Self.record(2, 1, [Self.value("grad_norm", 3, .raw)]), to: "b.tfevents")
        let log = try LogReader.read(files: [folder.path])
        #expect(log.trace[.loss] == [2] && log.trace[.gradNorm] == [3] && log.trace.segments.count == 1)
    }

    @Test func ofValidationAreEvaluations() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        for (name, loss) in [("train", 2.0), ("validation", 3.0)] {
            try folder.write(Self.record(1, 1, [Self.value("epoch_loss", loss, .raw)]), to: "\(name)/x.tfevents")
        }
        let log = try LogReader.read(files: [folder.path])
        #expect(log.trace[.loss] == [2] && log.evaluations["eval_loss"]?.map(\.value) == [3] && log.lossKind == .epoch)
    }
}
