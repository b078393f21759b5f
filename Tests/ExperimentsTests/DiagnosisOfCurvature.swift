import Foundation
import Testing
import Training

@testable import Analysis

/// What a diagnosis says where curvature was recorded.
@Suite struct DiagnosisOfCurvature {
    /// A curvature below 2/η excludes only where the batch is most of the data.
    @Test func excludeNothingByACurvatureOfSmallBatches() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        columns["lambda_max"] = Array(repeating: 0.4 * 2 / 3e-4, count: 1_500)
        let small = MadeUpLog.diagnosis(columns)
        #expect(small.verdict(on: .sharpening) == .undecided && small.verdict(on: .preconditioner) == .undecided)
        let full = MadeUpLog.diagnosis(columns) { $0.batchShare = 1 }
        #expect(full.verdict(on: .sharpening) == .excluded && full.verdict(on: .preconditioner) == .excluded)
    }

    /// A log with a spike at step 901, before which λ_max grows to the threshold; `curvature` is its factor there at an
    /// entry, and `sum` that of Σv.
    private static func diagnosis(curvature: (Int) -> Double, sum: (Int) -> Double) -> Diagnosis {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        columns["lambda_max"] = (0..<1_500).map { curvature($0) * 2 / 3e-4 }
        columns["sum_v"] = (0..<1_500).map { 1e-3 * sum($0) }
        return MadeUpLog.diagnosis(columns)
    }

    private static func share(_ diagnosis: Diagnosis) -> Reading? { diagnosis.readings.first { $0.sign == "share" } }

    private static func share(curvature: (Int) -> Double, sum: (Int) -> Double) -> Reading? {
        share(diagnosis(curvature: curvature, sum: sum))
    }

    /// The decay of Σv at β2 = 0.998 makes all of the growth, some, or none of it.
    @Test func sharesOutTheGrowthBeforeARise() throws {
        func decay(_ entry: Int) -> Double { pow(0.998, Double(min(max(entry, 700), 905) - 700)) }
        let whole = Self.diagnosis(curvature: { 1.02 * (decay(900) / decay($0)).squareRoot() }, sum: decay)
        #expect(abs((Self.share(whole)?.numbers.first?.value ?? 0) - 1) < 0.05)
        #expect(whole.verdict(on: .preconditioner) == .supported)
        let half = Self.share(curvature: { 1.02 * decay(900) / decay($0) }, sum: decay)
        #expect(abs((half?.numbers.first?.value ?? 0) - 0.5) < 0.05 && half?.says == .nothing)
        let none = Self.share(curvature: { 1.02 * decay(900) / decay($0) }, sum: { _ in 1 })
        #expect(none?.numbers.first?.value == 0 && none?.says == .nothing)
    }

    /// What was measured with an error of some hundredths does not show the parts of a growth of some hundredths.
    @Test func sharesOutNoSmallGrowth() {
        func decay(_ entry: Int) -> Double { pow(0.999, Double(min(entry, 905))) }
        #expect(Self.share(curvature: { $0 < 895 ? 0.98 : 1.01 }, sum: decay) == nil)
    }

    /// A decay that would have made more than the whole growth made all of it.
    @Test func givesNoShareAboveOne() throws {
        func decay(_ entry: Int) -> Double { pow(0.99, Double(min(max(entry, 700), 905) - 700)) }
        let share = try #require(Self.share(curvature: { $0 < 800 ? 0.8 : $0 < 895 ? 0.9 : 1.02 }, sum: decay))
        #expect(share.numbers.first?.value == 1 && share.says == .supports)
    }
}
