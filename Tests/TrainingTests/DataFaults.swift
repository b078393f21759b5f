import Settings
import TestSupport
import Testing

@testable import Training

/// Messages about faulty data files.
@Suite struct DataFaults {
    private func fault(_ body: () throws -> Dataset) -> String? {
        do { _ = try body() } catch let fault as DataFault { return fault.description } catch { return "\(error)" }
        return nil
    }

    private func idx(_ images: [UInt8], _ labels: [UInt8]) -> String? {
        fault { try DataReaders.read(IDXImages.self, ["images": "im", "labels": "la"], ["im": images, "la": labels]) }
    }

    @Test func nameTheByteOfABadIDXFile() {
        let (images, labels) = (DataReaders.images, DataReaders.labels)
        #expect(idx(images, labels) == nil)
        #expect(
            idx(labels, labels)
                == "im, byte 0: found the bytes 00 00 08 01, wanted 00 00 08 03, as IDX images begin"
        )
        #expect(
            idx(images, images)
                == "la, byte 0: found the bytes 00 00 08 03, wanted 00 00 08 01, as IDX labels begin"
        )
        #expect(idx([0], labels) == "im, byte 0: found the bytes 00, wanted 00 00 08 03, as IDX images begin")
        #expect(idx(Array(images.prefix(10)), labels) == "im, byte 10: found the end, wanted a header of 16 bytes")
        #expect(
            idx(images.dropLast(), labels)
                == "im, byte 33: found the end, wanted 34 bytes in all for 3 × 2 × 3 elements"
        )
        #expect(idx(images + [0], labels)?.hasPrefix("im, byte 35: found the end, wanted 34 bytes") == true)
        #expect(
            idx(images, [0, 0, 8, 1, 0, 0, 0, 2, 1, 1])
                == "la, byte 4: found 2 labels, wanted 3, as many as images in im"
        )
        #expect(
            idx(images, labels.dropLast() + [10]) == "la, byte 10: found label 10, wanted a label from 0 to 9"
        )
        #expect(
            idx([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3], labels)
                == "im, byte 4: found an extent of 0, wanted 1 to 268435456"
        )
        let vast: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
        #expect(idx(vast, labels)?.hasPrefix("im, byte 4: found an extent of 4294967295") == true)
    }

    @Test func sayThatAFileIsCompressedEmptyOrMissing() {
        let packed: [UInt8] = [0x1f, 0x8b, 8, 0]
        let message = "im, byte 0: found gzip-compressed data, wanted the plain file; run gunzip on it"
        #expect(idx(packed, DataReaders.labels) == message)
        #expect(idx([], []) == "im: found an empty file, wanted a file with data")
        #expect(fault { try DataReaders.table("") } == "data.csv: found an empty file, wanted a file with data")
        #expect(fault { try DataReaders.text("") } == "text.txt: found an empty file, wanted a file with data")
        #expect(
            fault { try DataReaders.read(CIFAR10.self, .null, [:]) }
                == "data_batch_1.bin: found no such file, wanted a file with data"
        )
    }

    @Test func nameTheByteOfABadCIFARFile() {
        let record = [UInt8](repeating: 1, count: 3_073)
        func cifar(_ bytes: [UInt8]) -> String? {
            fault { try DataReaders.read(CIFAR10.self, .null, ["data_batch_1.bin": bytes]) }
        }
        #expect(cifar(record + record) == nil)
        #expect(
            cifar(record + record.dropLast())
                == "data_batch_1.bin, byte 6145: found the end, wanted records of 3073 bytes: 3072 are left over"
        )
        #expect(
            cifar(record + [10] + record.dropFirst())
                == "data_batch_1.bin, byte 3073: found label 10, wanted a label from 0 to 9"
        )
    }

    @Test(
        arguments: [
            ("a,b,c\n1,2,3\n4,5,x", [:], "line 3, column 3: found 'x', wanted a finite number"),
            ("1,2,3\n\n\n4,,6", [:], "line 4, column 2: found nothing, wanted a finite number"),
            ("1,2\n3,nan", [:], "line 2, column 2: found 'nan', wanted a finite number"),
            ("1,2\n3,1e999", [:], "line 2, column 2: found '1e999', wanted a finite number"),
            ("1,2\n3", [:], "line 2: found 1 column, wanted 2 as in the first line"),
            ("1,2\n3,4,5", [:], "line 2: found 3 columns, wanted 2 as in the first line"),
            ("a,b", [:], "line 1: found a header only, wanted rows of numbers"),
            ("a,2\n3,4", ["header": "no"], "line 1, column 1: found 'a', wanted a finite number"),
            ("1,\"2\n3,4", [:], "line 1: found a quote that is not closed, wanted its end"),
            ("1\n2", [:], "line 1: found 1 target columns, wanted at least one more, for the inputs"),
            ("1,x\n3,4", [:], "line 1, column 2: found 'x', wanted a finite number"),
            ("\na,a,b\n3,4,5", ["targets": "a"], "line 2: found several columns 'a', wanted one"),
            ("1,2\n3,4", ["classes": 4], "line 2, column 2: found 4, wanted a class, a whole number from 0 to 3"),
            ("1,0.5", ["classes": 4], "line 1, column 2: found 0.5, wanted a class, a whole number from 0 to 3"),
            ("1,-1", ["classes": 4], "line 1, column 2: found -1, wanted a class, a whole number from 0 to 3"),
            ("1,2\n3,4\05\n", [:], "line 2, column 2: found a NUL byte, wanted text without it"),
            ("a,b\0\n3,4\n", [:], "line 1, column 2: found a NUL byte, wanted text without it"),
            ("1,2\n\u{FEFF}3,4", [:], "line 2, column 1: found a byte order mark, wanted one at the beginning or none"),
            ("1,2\n3,0x10", [:], "line 2, column 2: found '0x10', wanted a finite number"),
            ("1,2\n3,inf", [:], "line 2, column 2: found 'inf', wanted a finite number"),
            ("1,2\n3,\"1,5\"", [:], "line 2, column 2: found '1,5', wanted a finite number"),
            (
                "1;2,5\n3;4,5", ["separator": "semicolon"],
                "line 1, column 2: found '2,5', wanted a finite number; the same at line 2, column 2"
            ),
            ("1,2\n3,1_000", [:], "line 2, column 2: found '1_000', wanted a finite number"),
            (
                "a,b\r1,2\r3,4", [:],
                "line 1, column 1: found 'a', wanted a finite number; the same at line 1, column 2; line 1, column 3"
            ),
            ("a,b\n1,2,", [:], "line 2: found 3 columns, wanted 2 as in the first line"),
            ("a,b,\n1,2,", [:], "line 1, column 3: found a column without a name, wanted a name for each column"),
            (",a,b\n0,1,2", [:], "line 1, column 1: found a column without a name, wanted a name for each column"),
            ("a,b,a\n1,2,3", [:], "line 1: found several columns 'a', wanted one"),
            ("NA,NA\n1,2", [:], "line 1: found several columns 'NA', wanted one"),
            (
                "0,1,2\n3,4,5", [:],
                "line 1: found the numbers from 0 to 2, which may be names, wanted a letter in each name, or, if they are "
                    + "numbers, a line of names above"
            ),
            (
                "1,2\n3,\"4\"5", [:],
                "line 2, column 2: found text behind a closing quote, wanted quotes around the whole field, or none"
            ),
            (
                "1,2\n3,4\"5\"", [:],
                "line 2, column 2: found a quote within a field, wanted quotes around the whole field, or none"
            ),
        ] as [(String, Value, String)]
    )
    func nameLineAndColumnOfABadTable(text: String, settings: Value, message: String) {
        #expect(fault { try DataReaders.table(text, settings) } == "data.csv, " + message)
    }

    @Test(
        arguments: [
            ("1,2\n3,4", ["targets": 3], "targets", "it has 2 columns without names: write their numbers, from 1"),
            ("ab,cd\n3,4", ["targets": "abc"], "targets", "did you mean 'ab'?"),
            ("ab,cd\n3,4", ["columns": ["z"]], "columns", "known: ab, cd"),
        ] as [(String, Value, String, String)]
    )
    func offerTheColumnsThatThereAre(text: String, settings: Value, setting: String, help: String) {
        let error = #expect(throws: SettingFaults.self) { try DataReaders.table(text, settings) }
        #expect(error?.faults.map(\.path) == [[setting, "0"]])
        #expect(error?.faults.map(\.help) == [help])
    }

    @Test func sayThatATableIsBlank() {
        #expect(
            fault { try DataReaders.table(" \r\n\n") } == "data.csv: found blank lines only, wanted a table of numbers"
        )
    }

    @Test func namePlacesInABadText() {
        let short = fault { try DataReaders.text("abc", ["length": 3]) }
        #expect(short == "text.txt: found 3 characters, wanted at least 4 for one sequence and its targets")
        let strange = fault { try DataReaders.text("ab\nbxa", ["length": 2, "alphabet": "ab\n"]) }
        #expect(strange == "text.txt, line 2, column 2: found 'x', wanted a character of the alphabet")
        #expect(
            fault { try DataReaders.text("ab\na\0b") }
                == "text.txt, line 2, column 2: found a NUL byte, wanted text without it"
        )
        #expect(
            fault { try DataReaders.text("ab\r\nab") }
                == "text.txt, line 1: found a carriage return, wanted lines that end in line feeds alone, or an alphabet that "
                + "holds it"
        )
        #expect(
            fault { try DataReaders.read(TextFile.self, .null, ["text.txt": [0xff, 0xfe, 0x61, 0]]) }
                == "text.txt, byte 0: found text in UTF-16, wanted text in UTF-8"
        )
        let broken = fault { try DataReaders.read(TextFile.self, .null, ["text.txt": [0x61, 0xc3, 0xb1, 0xff, 0x62]]) }
        #expect(broken == "text.txt, byte 3: found bytes that are no UTF-8, wanted text in UTF-8")
    }

    /// A damaged file is either read or refused, whatever the damage.
    @Test func neverTrapOnDamagedFiles() throws {
        var random = Random(seed: 9)
        let table = Array("a,\"b\",c\r\n1,2,3\n4,5.5e3,-6\n\n7,8,9".utf8)
        let text = Array("bañab\r\nxyz, a longer line".utf8)
        var outcomes: Set<Bool> = []
        for _ in 0..<400 {
            let files = [
                "im": random.damaged(DataReaders.images), "la": random.damaged(DataReaders.labels),
                "data.csv": random.damaged(table), "text.txt": random.damaged(text),
            ]
            let images: Value = ["images": "im", "labels": "la"]
            outcomes.insert(fault { try DataReaders.read(IDXImages.self, images, files) } == nil)
            outcomes.insert(fault { try DataReaders.read(CSVTable.self, .null, files) } == nil)
            outcomes.insert(fault { try DataReaders.read(CSVTable.self, ["classes": 12], files) } == nil)
            outcomes.insert(fault { try DataReaders.read(TextFile.self, ["length": 4], files) } == nil)
        }
        #expect(outcomes == [true, false])
    }
}

extension Random {
    /// The bytes with up to three random changes.
    fileprivate mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<below(4) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(4) {
            case 0: bytes[place] = UInt8(below(256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[below(bytes.count)], at: place)
            default: bytes.removeLast(below(bytes.count) / 4)
            }
        }
        return bytes
    }
}
