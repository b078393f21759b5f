import Foundation
import Settings
import SourceTexts
import TestSupport
import Training

@testable import Experiments

/// Copies of the core's sources that can be changed in memory, and runs that depend on them.
enum CoreCopy {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// The sources that affect traces, and the lists of units, by path.
    static let sources: (files: [String: String], lists: [String: String]) = {
        let files = Self.files(in: ["CKernels", "Tensors", "Curvature", "Traces", "Training", "Experiments/Running"])
        let lists = files.filter { $0.key.contains("/Catalogue/") }
        return (files.filter { lists[$0.key] == nil }, lists)
    }()

    /// The sources that affect analyses, by path.
    static let analysis = files(in: ["Analysis", "Experiments/Analysing"])
        .filter { !$0.key.hasPrefix("Analysis/Diagnosis/") }
    /// The sources of diagnoses, which are not stored, by path.
    static let diagnosis = files(in: ["Analysis/Diagnosis"])

    /// The digest of the meaning of some sources.
    static func meaning(of sources: [String: String]) -> String {
        let read = sources.map { CoreSource(path: $0.key, text: $0.value) }
        return Digest.sha256(CoreSources(read, lists: []).shared)
    }

    private static func files(in folders: [String]) -> [String: String] {
        var files: [String: String] = [:]
        for folder in folders {
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
            for path in paths where ["swift", "c", "h"].contains((path as NSString).pathExtension) {
                files["\(folder)/\(path)"] = try? String(
                    contentsOf: root.appending(path: "\(folder)/\(path)"),
                    encoding: .utf8
                )
            }
        }
        return files
    }

    private static let read = sources.files.map { (path: $0.key, source: CoreSource(path: $0.key, text: $0.value)) }

    /// The code of the sources with some of them changed or added.
    static func code(_ changes: [String: String] = [:], lists: [String: String] = sources.lists) -> CoreCode {
        let kept = read.filter { changes[$0.path] == nil }.map(\.source)
        let core = CoreSources(
            kept + changes.map { CoreSource(path: $0.key, text: $0.value) },
            lists: Array(lists.values)
        )
        return CoreCode(
            shared: Digest.sha256(core.shared),
            units: core.units.mapValues { Digest.sha256($0) },
            library: CoreCode.compiled.library,
            analysis: CoreCode.compiled.analysis
        )
    }

    static let present = code()

    /// A run for each optimizer, and some runs for other kinds of units.
    static let runs: [String: any RunSpecification] = {
        var trees: [String: Value] = [:]
        for optimizer in Catalogue.optimizers {
            trees[optimizer.name] = ["model": "quadratic", "optimizer": .text(optimizer.name), "steps": 5]
        }
        let network: Value = [
            "model": ["mlp": ["widths": [10, 3, 1]]], "data": ["sine-of-sum": ["samples": 8]], "optimizer": "sgd",
            "steps": 5,
        ]
        trees["network"] = network
        trees["guarded"] = network.setting(["guards"], to: ["zclip"])
        trees["shifted"] = network.setting(["data"], to: ["shifts": ["parts": [["data": "sines"]]]])
            .setting(["model", "mlp", "widths"], to: [1, 3, 1])
        trees["changed"] = trees["adam"]?.setting(["at", "3", "optimizer.adam.lr"], to: 0.1)
        return trees.compactMapValues { try? Runs.specification($0) }
    }()

    /// The unit whose runs alone a source affects; nil for a shared source.
    static func unit(of path: String) -> String? {
        let name = path.split(separator: "/").last?.dropLast(6).description ?? ""
        return present.units[name] == nil ? nil : name
    }

    /// The names of the runs that depend on the source of a unit.
    static func runs(naming unit: String) -> Set<String> {
        var code = present
        code.units[unit] = "changed"
        return anew(code)
    }

    /// The names of the runs whose keys differ under another code.
    static func anew(_ code: CoreCode) -> Set<String> {
        Set(runs.filter { RunKey($0.value, code: code) != RunKey($0.value, code: present) }.keys)
    }
}
