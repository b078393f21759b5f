import Foundation
import SourceTexts
import Testing
import Training

@testable import Experiments

/// Which runs are made again when a source of the core changes, tested on copies of the real sources.
@Suite struct CoreCodeKeys {
    private static func changed(_ path: String, _ old: String, _ new: String) throws -> Set<String> {
        let text = try #require(CoreCopy.sources.files[path])
        try #require(text.contains(old), "\(path) has no '\(old)'")
        return CoreCopy.anew(CoreCopy.code([path: text.replacing(old, with: new)]))
    }

    @Test func isThatOfThisProgram() {
        #expect(CoreCopy.present.shared == CoreCode.compiled.shared)
        #expect(CoreCopy.present.units == CoreCode.compiled.units)
        #expect(!CoreCopy.sources.files.keys.contains { $0.contains("Analys") })
        #expect(CoreCopy.runs.count == Catalogue.optimizers.count + 4)
    }

    @Test func ofTheAnalysisIsThatOfThisProgramWithoutItsComments() throws {
        #expect(CoreCopy.meaning(of: CoreCopy.analysis) == AnalysisVersion.digest)
        var changed = CoreCopy.analysis
        let phases = try #require(changed["Analysis/Phase.swift"])
        changed["Analysis/Phase.swift"] = phases.replacing("/// Entries over", with: "/// How many entries over")
        #expect(changed != CoreCopy.analysis && CoreCopy.meaning(of: changed) == AnalysisVersion.digest)
        changed["Analysis/Phase.swift"] = phases.replacing("slopeEntries = 10", with: "slopeEntries = 11")
        #expect(CoreCopy.meaning(of: changed) != AnalysisVersion.digest)
    }

    /// A diagnosis is made anew from the log and never stored, so a changed sign analyses no trace again.
    @Test func ofTheAnalysisIsNotThatOfADiagnosis() throws {
        #expect(CoreCopy.diagnosis.count > 15 && Set(CoreCopy.diagnosis.keys).isDisjoint(with: CoreCopy.analysis.keys))
        let read = CoreCopy.analysis.map { CoreSource(path: $0.key, text: $0.value) }
        let words = Set(CoreSources(read, lists: []).shared.split { !($0.isLetter || $0.isNumber) }.map(String.init))
        for path in CoreCopy.diagnosis.keys.sorted() {
            let type = try #require(path.split(separator: "/").last?.dropLast(".swift".count))
            #expect(!words.contains(String(type)), "an analysis depends on \(path), of which its key knows nothing")
        }
        #expect(words.contains("NoiseRule"), "the words of the sources are read")
    }

    @Test func ofANewUnitRunsNothingThatWasThere() throws {
        let list = try #require(CoreCopy.sources.lists["Training/Catalogue/Catalogue.swift"])
        let more = list.replacing("Muon.self,", with: "Muon.self, Keen.self,")
        try #require(more != list)
        let keen = "public import Tensors\n\npublic struct Keen: Optimizer { public var rate = 1.0 }"
        let lists = CoreCopy.sources.lists.merging(["Training/Catalogue/Catalogue.swift": more]) { $1 }
        #expect(CoreCopy.anew(CoreCopy.code(["Training/Optimizers/Keen.swift": keen], lists: lists)) == [])
    }

    /// Adding the guide's probe, which has a column of its own, repeats no run.
    @Test func ofANewProbeRunsNothingThatWasThere() throws {
        let list = try #require(CoreCopy.sources.lists["Training/Catalogue/Catalogue.swift"])
        let more = list.replacing("LayersProbe.self,", with: "LayersProbe.self, MomentumProbe.self,")
        try #require(more != list)
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "TrainingTests/MomentumProbe.swift")
        let probe = try String(contentsOf: file, encoding: .utf8)
        let lists = CoreCopy.sources.lists.merging(["Training/Catalogue/Catalogue.swift": more]) { $1 }
        #expect(CoreCopy.anew(CoreCopy.code(["Training/Probes/MomentumProbe.swift": probe], lists: lists)) == [])
    }

    @Test(arguments: [
        ("Training/Optimizers/Adam.swift", "/// Adam", "/// Adam as it is"),
        ("Training/Optimizers/AdamSettings.swift", "The learning rate η.", "The rate η."),
        ("Training/Loop/TrainingRun.swift", "    ", "\t"),
        ("Training/Models/Quadratic.swift", "are more than the 2000 allowed", "are too many"),
        ("Training/Probes/TraceColumn+Moments.swift", "The largest η/√v̂ over the coordinates.", "The largest rate."),
        ("CKernels/functions.h", "//", "// And:"),
    ])
    func changedInWordsRunsNothing(path: String, old: String, new: String) throws {
        #expect(try Self.changed(path, old, new) == [])
    }

    @Test(arguments: [
        ("Training/Optimizers/Lion.swift", "beta1", "beta2", ["lion"]),
        ("Training/Optimizers/AMSGrad.swift", "== .optax", "!= .optax", ["amsgrad"]),
        ("Training/Data/Generators/SineOfSum.swift", "reduce(0, +)", "reduce(1, +)", ["network", "guarded"]),
        ("Training/Data/Generators/Sines.swift", "2 *", "3 *", ["shifted"]),
        ("Training/Data/Shifts.swift", "redraw", "drawn", ["shifted"]),
        ("Training/Guards/ZClip.swift", " / ", " * ", ["guarded"]),
        ("Training/Models/MLP.swift", "dropFirst()", "dropLast()", ["network", "guarded", "shifted"]),
    ])
    func ofAUnitRunsWhatNamesIt(path: String, old: String, new: String, runs: [String]) throws {
        let anew = try Self.changed(path, old, new)
        #expect(anew == Set(runs))
    }

    @Test(arguments: [
        ("Training/Loop/TrainingLoop.swift", "1", "2"), ("Training/Optimizers/AdamSteps.swift", "+=", "-="),
        ("Tensors/Scalar.swift", "CblasNoTrans", "CblasTrans"), ("Curvature/RitzBasis.swift", "0", "1"),
        ("CKernels/rows.h", "+", "-"),
        ("Experiments/Running/CoreRun+Run.swift", "/ 2", "/ 3"), ("Training/Random.swift", "0", "1"),
    ])
    func sharedByAllRunsAll(path: String, old: String, new: String) throws {
        let anew = try Self.changed(path, old, new)
        #expect(anew == Set(CoreCopy.runs.keys))
    }

    @Test func isPartlyALibrarys() {
        var code = CoreCopy.present
        code.library += ".1"
        #expect(CoreCopy.anew(code) == Set(CoreCopy.runs.keys))
    }
}
