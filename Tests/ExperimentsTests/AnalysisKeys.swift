import Analysis
import Settings
import TestSupport
import Testing
import Training

@testable import Experiments

/// The keys of analyses of traces.
@Suite struct AnalysisKeys {
    private let plain: Value = ["model": "quadratic", "optimizer": "adam", "steps": 10]

    private func key(_ tree: Value, of run: String = "run", code: String = AnalysisVersion.digest) throws -> AnalysisKey
    {
        AnalysisKey(of: RunKey(text: run), try Runs.specification(tree), code: code)
    }

    @Test func areDigests() throws {
        let text = try key(plain).text
        #expect(text.count == 64 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(AnalysisVersion.digest.count == 64 && AnalysisVersion.digest != CoreVersion.digest)
    }

    @Test func changeWithEachThatDecidesWhatIsFound() throws {
        let settings: [(String, Value)] = [
            ("series", "full_loss"), ("window", 6), ("rise", 0.6), ("lookback", 100), ("floor", 1e-9), ("z", 5),
            ("smooth", 3),
        ]
        #expect(settings.count == SpikeDetector.settings.count)
        let others = try settings.map { try key(plain.setting(["detector", $0.0], to: $0.1)) }
        let all = try others + [key(plain), key(plain, of: "other"), key(plain, code: "other")]
        #expect(Set(all).count == all.count)
        #expect(try key(plain.setting(["detector", "window"], to: 5)) == key(plain), "a default is a default")
    }

    @Test func areThoseOfTheRecordsThatAreMade() throws {
        let run = try Runs.specification(plain.setting(["detector", "rise"], to: 0.25))
        let result = try #require(try run.run())
        let record = RunRecord(
            key: RunKey(run),
            specification: run.canonicalTrace.canonicalJSON,
            seed: 0,
            origin: .here,
            wallSeconds: 0,
            finishedAt: "",
            trace: result.trace
        )
        let analysis = AnalysisRecord(of: record, as: run)
        #expect(analysis.key == AnalysisKey(of: record.key, run) && analysis.run == record.key)
        #expect(analysis.detector.contains("\"rise\":0.25") && !record.specification.contains("detector"))
        #expect(analysis.phases == run.analysis(of: record.trace).phases && !analysis.phases.isEmpty)
    }
}
