/// TensorBoard's event files, as written by PyTorch and TensorFlow.
enum TensorBoard: LogFormat {
    static let name = "tensorboard"
    static let summary = "TensorBoard's event files"
    static let lossKind = LossKind.unknown
    static let notes = ["event files hold numbers of single precision"]

    static func score(_ sample: LogSample) -> Int { EventRecords.begin(sample.head) ? 10_000 : 0 }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        var records = try EventRecords(file.path)
        let prefix = prefix(of: file.path)
        var number = 0
        while let payload = records.next(), !rows.isFull {
            number += 1
            let event = EventMessage(payload[...])
            for scalar in event.scalars where !isOfAnotherScale(scalar.tag, &rows) {
                rows.setStep(Double(event.step))
                rows.set(prefix + scalar.tag, LogNumber(scalar.value))
                rows.finish(line: number)
            }
        }
        if let damage = records.damage {
            rows.notes.append("\(file.path): \(damage) behind record \(number): what precedes it was read")
        }
    }

    /// The time of the first event, by which files are ordered whatever their names.
    static func start(of path: String) throws -> Double {
        var records = try EventRecords(path)
        return records.next().map { EventMessage($0[...]).time } ?? 0
    }

    /// A prefix for tags of validation files.
    ///
    /// Keras writes these into a folder of their own, under the same tags.
    private static func prefix(of path: String) -> String {
        let folder = path.split(separator: "/").dropLast().last.map(String.init) ?? ""
        return ["validation", "val", "eval", "test"].contains(folder) ? "\(folder)/" : ""
    }

    /// Whether a tag repeats a quantity over samples, tokens or time instead of steps, as Megatron does.
    private static func isOfAnotherScale(_ tag: String, _ rows: inout LogRows) -> Bool {
        guard [" vs samples", " vs tokens", " vs time"].contains(where: tag.hasSuffix) else { return false }
        rows.dropped["of tags over samples, tokens or time instead of steps", default: 0] += 1
        return true
    }
}

/// An event: its time, its step, and its scalars.
struct EventMessage {
    var time = 0.0
    var step = 0
    var scalars: [(tag: String, value: Double)] = []

    init(_ bytes: ArraySlice<UInt8>) {
        for field in ProtobufFields(bytes) {
            switch field {
            case (1, .bits64(let bits)): time = Double(bitPattern: bits)
            case (2, .whole(let step)): self.step = Int(truncatingIfNeeded: step)
            case (5, .bytes(let summary)):
                for case (1, .bytes(let value)) in ProtobufFields(summary) {
                    if let scalar = Self.scalar(value) { scalars.append(scalar) }
                }
            default: break
            }
        }
    }

    private static func scalar(_ bytes: ArraySlice<UInt8>) -> (String, Double)? {
        var tag = ""
        var value: Double?
        for field in ProtobufFields(bytes) {
            switch field {
            case (1, .bytes(let text)): tag = String(decoding: text, as: UTF8.self)
            case (2, .bits32(let bits)): value = Double(Float(bitPattern: bits))
            case (8, .bytes(let tensor)): value = number(ofTensor: tensor)
            default: break
            }
        }
        return value.map { (tag, $0) }
    }

    /// The number in a tensor of one element, from raw bytes or a packed list of floats or doubles.
    private static func number(ofTensor bytes: ArraySlice<UInt8>) -> Double? {
        var type: UInt64 = 0
        var found: Double?
        for field in ProtobufFields(bytes) {
            switch field {
            case (1, .whole(let code)): type = code
            case (4, .bytes(let raw)) where raw.count == (type == 2 ? 8 : 4) && (type == 1 || type == 2),
                (5, .bytes(let raw)) where raw.count == 4, (6, .bytes(let raw)) where raw.count == 8:
                let bits = EventRecords.littleEndian(raw)
                found = raw.count == 8 ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(bits)))
            case (5, .bits32(let bits)): found = Double(Float(bitPattern: bits))
            case (6, .bits64(let bits)): found = Double(bitPattern: bits)
            default: break
            }
        }
        return found
    }
}
