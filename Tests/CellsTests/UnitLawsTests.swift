import Settings
import Tensors
import Testing
import Training

@testable import Cells

/// The laws that a cell's unit is tried by.
@Suite struct UnitLawsTests {
    private func broken(_ units: any Configurable.Type...) -> [String] {
        UnitLaws.findings(of: units).filter { $0.flaw != nil }.map(\.law)
    }

    /// SGD, RMSProp and Adam are what the laws are about.
    @Test func holdForRulesOfTheCatalogue() {
        #expect(broken(SGD.self, RMSProp.self, Adam.self, ConstantSchedule.self) == [])
    }

    /// A rule whose only merit is that it breaks laws.
    private struct Drift: Optimizer {
        static let name = "drift"
        static let summary = "no sentence"
        static let settings: [Setting<Drift>] = [
            Setting("lr", \.learningRate, in: .decay, "The rate."), Setting("lr", \.learningRate, in: .decay, "Twice."),
        ]
        var learningRate = 2.0

        func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
            for i in 0..<parameters.count { parameters[i] += S(1) }
        }
    }

    @Test func tellWhatFails() {
        let broken = broken(Drift.self)
        #expect(broken.count == 6, "\(broken)")
        #expect(broken.contains("a zero gradient moves no parameter") && broken.contains("each default is allowed"))
    }
}
