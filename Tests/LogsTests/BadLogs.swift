import Diagnostics
import Foundation
import Testing
import Traces

@testable import Logs

/// Damaged logs and files that are not logs: each gives one message, and the program never crashes.
@Suite struct BadLogs {
    private static let good = "step,loss\n1,2.5\n2,2.25\n"

    @Test(arguments: [
        ("", "log.empty: the file is empty"), (" \n\n", "log.empty: the file holds nothing but spaces"),
        ("PAR1\u{15}\u{4}", "log.binary: the file is a Parquet file; write it as CSV"),
        (":W&B\u{1}\u{0}", "log.binary: the file is W&B's own binary file; its text is in files/output.log"),
        ("PK\u{3}\u{4}xyz", "log.binary: the file is a zip archive or a checkpoint"),
        ("\u{1}\u{2}\u{3}\u{0}\u{5}\u{6}\u{7}", "log.binary: the file is binary, and of no kind that is known"),
        ("To be or not to be\n", "log.unknown: no line of the file is of a form that is known: 'To be or not to be'"),
        (
            "Schritt,Verlust\n1,2.5\n",
            "log.no-loss: none of the 2 names in 1 rows is known as a loss; say which is: loss=Schritt"
        ),
        ("step,loss\n", "log.no-rows: the log holds no row with a step and a loss"),
        ("step,loss\nx,2\ny,1\n", "log.no-rows: the log holds no row with a step and a loss: 2 without a whole step"),
        ("{\"step\": 1, \"los", "log.unknown: no line of the file"),
    ])
    func areToldWhatTheyAre(text: String, told: String) throws {
        let fault = try LogFolder.fault(text.utf8)
        #expect(fault.hasPrefix(told), "\(fault)")
    }

    @Test func thatAreMissingOrClosedAreTold() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write(Self.good, to: "run.csv")
        func told(_ path: String) -> String {
            do {
                _ = try LogReader.read(files: [path])
                return ""
            } catch {
                return
                    "\((error as? LogFault)?.diagnostic.message ?? "") \((error as? LogFault)?.diagnostic.help ?? "")"
            }
        }
        #expect(told(folder.path("rum.csv")) == "there is no such file did you mean 'run.csv'?")
        try FileManager.default.createDirectory(atPath: folder.path("empty"), withIntermediateDirectories: false)
        #expect(told(folder.path("empty")).hasPrefix("the folder holds no files"))
        try folder.write("x", to: "odd/picture.bin")
        #expect(told(folder.path("odd")).hasPrefix("the folder holds no log that is known"))
    }

    @Test(arguments: ["\u{FEFF}", ""])
    func inOtherEncodingsAreRead(mark: String) throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        let text = mark + Self.good.replacing("\n", with: "\r\n")
        let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        for bytes in [Array(text.utf8), little, big] {
            let log = try LogReader.read(files: [try folder.write(bytes, to: "run.csv")])
            #expect(log.trace[.loss] == [2.5, 2.25] && log.columns["step"] == "step")
        }
        let latin = Array("step,loss,Gr".utf8) + [0xF6, 0xDF, 0x65] + Array("\n1,2.5,3\n".utf8)
        #expect(try LogReader.read(files: [try folder.write(latin, to: "run.csv")]).trace[.loss] == [2.5])
    }

    @Test func thatAreCompressedAreRead() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-k", try folder.write(Self.good, to: "run.csv")]
        try gzip.run()
        gzip.waitUntilExit()
        let log = try LogReader.read(files: [folder.path("run.csv.gz")])
        #expect(log.format == "csv" && log.trace[.loss] == [2.5, 2.25])
        let packed = try Data(contentsOf: URL(filePath: folder.path("run.csv.gz")))
        try folder.write(packed.dropLast(6), to: "cut.gz")
        #expect(try LogReader.read(files: [folder.path("cut.gz")]).notes.contains { $0.contains("cut off or damaged") })
    }

    @Test func withHalfALineAreReadUpToIt() throws {
        let log = try LogFolder.log("{\"step\":1,\"loss\":2.5}\n{\"step\":2,\"loss\":2.25}\n{\"step\":3,\"lo")
        #expect(log.trace.steps == [1, 2] && log.dropped == ["broken off, or no JSON": 1])
        let table = try LogFolder.log(Self.good + "3")
        #expect(table.trace.steps == [1, 2] && table.dropped == ["with too few cells": 1])
        let document = try LogFolder.log("{\"log_history\": [\n{\"step\": 1, \"loss\": 2.5},\n{\"step\": 2, \"lo")
        #expect(document.trace.steps == [1] && document.notes.contains { $0.contains("breaks off") })
    }

    @Test func ofOddValuesKeepThem() throws {
        let log = try LogFolder.log("step,loss\n1,nan\n2,NaN\n3,nan\n")
        #expect(log.nonFinite.count == 3 && log.trace.count == 3 && log.trace.outcome == .diverged(step: 1))
        let odd = try LogFolder.log("step,loss\n1,-0.5\n2,0\n3,-inf\n4,1e400\n5,2\n")
        #expect(odd.trace[.loss] == [-0.5, 0, -.infinity, .infinity, 2] && odd.nonFinite.map(\.step) == [3, 4])
        #expect(try LogFolder.log("step,loss\n7,2\n").trace.steps == [7])
        #expect(try LogFolder.log("step,loss\n1,2\n2,2\n").trace[.loss] == [2, 2])
    }

    @Test func withoutStepsAreCounted() throws {
        let log = try LogFolder.log("{\"loss\":2.5}\n{\"loss\":2.25}\n")
        #expect(
            log.trace.steps == [1, 2] && log.notes.contains("nothing in the log counts steps: its rows are counted")
        )
    }

    @Test func areDamagedAtWillAndReadOrRefused() throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        var random = SystemSeed(state: 7)
        for (name, bytes) in Self.samples {
            for trial in 0..<40 {
                var damaged = Array(
                    bytes.prefix(trial % 2 == 0 ? Int(random.next() % UInt64(bytes.count)) : bytes.count)
                )
                for _ in 0..<(trial % 4) where !damaged.isEmpty {
                    damaged[Int(random.next() % UInt64(damaged.count))] = UInt8(truncatingIfNeeded: random.next())
                }
                let path = try folder.write(damaged, to: name)
                do {
                    let log = try LogReader.read(files: [path])
                    #expect(log.trace.count <= 64)
                } catch is LogFault {}
            }
        }
    }

    private static let samples: [(String, [UInt8])] = [
        ("a.csv", Array(good.utf8)),
        ("b.jsonl", Array("{\"step\":1,\"loss\":2.5,\"lr\":[1,2]}\n{\"step\":2,\"loss\":\"NaN\"}\n".utf8)),
        (
            "c.json",
            Array(
                "{\"log_history\": [{\"step\": 1, \"loss\": 2.5}, {\"step\": 2, \"loss\": 2}], \"x\": {\"y\": null}}"
                    .utf8
            )
        ),
        ("d.log", Array("iter 0: loss 4.25, time 100.00ms, mfu -100.00%\niter 1: loss 4.11, time 80.00ms\n".utf8)),
        ("e.log", Array("\u{1B}[31mstep: 10  loss:  3.1250  grad_norm:  1.5\u{1B}[0m  memory: 38.28GiB\n".utf8)),
        (
            "f.tfevents",
            EventFiles.record(1, 1, [EventFiles.value("loss", 2, .raw)])
                + EventFiles.record(2, 2, [EventFiles.value("loss", 2, .double)])
        ),
        (
            "g.jsonl",
            Array(
                "{\"record\":\"run\",\"schema\":1}\n{\"record\":\"step\",\"step\":1,\"loss\":2}\n{\"record\":\"layer\",\"step\":1,\"layer\":0,\"name\":\"W\"}\n"
                    .utf8
            )
        ),
        (
            "h.log",
            Array(
                "| epoch 001:     40 / 900 loss=5.125, gnorm=1.25, lr=0.0005\n iteration 1/ 5 | lm loss: 2 | number of skipped iterations: 0 |\n"
                    .utf8
            )
        ),
        ("i.csv", Array("\"Step\",\"a - train/loss\",\"a - train/loss__MIN\"\n\"0\",\"2.5\",\"2\"\n".utf8)),
    ]
}

/// Random numbers determined by a seed.
private struct SystemSeed: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
