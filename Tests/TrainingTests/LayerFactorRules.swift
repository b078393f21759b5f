import Settings
import Tensors
import Testing
import TestSupport

@testable import Training

/// Factors per tensor: the pattern that applies, and the effect of the factors.
@Suite struct LayerFactorRules {
    private let layout = GuardWorkshop.layout

    private func faults(_ value: Value) -> [SettingFault] {
        do { _ = try LayerFactors(reading: value).scaling(of: layout) } catch let error as SettingFaults {
            return error.faults
        } catch {}
        return []
    }

    @Test(arguments: [
        ("embedding.weight", "embedding.weight", true), ("embedding", "embedding.weight", false),
        ("embedding*", "embedding.weight", true), ("*.weight", "dense1.weight", true), ("*", "", true),
        ("dense?.bias", "dense1.bias", true), ("dense?.bias", "dense10.bias", false), ("*b*b*", "a.bib", true),
        ("*ab", "aab", true), ("a*a", "a", false), ("", "a", false), ("*.*.*", "block.mlp", false),
        ("dense1.*", "dense12.weight", false), ("**x", "x", true), ("?", "", false),
    ])
    func patternsMatchAsAShellWould(pattern: String, name: String, matches: Bool) {
        #expect(LayerFactors.Rule(pattern).matches(name) == matches)
    }

    @Test func theFirstPatternThatMatchesDecides() throws {
        let value: Value = [
            ["match": "dense1.bias", "lr": 2], ["match": "dense1.*", "lr": 0.5, "gradient": 0.25],
            ["match": "*.*", "gradient": 3],
        ]
        let scaling = try LayerFactors(reading: value).scaling(of: layout)
        #expect(scaling.parts.map(\.learningRate) == [1, 0.5, 2, 1])
        #expect(scaling.parts.map(\.gradient) == [3, 0.25, 1, 1])
        #expect(scaling.parts.map(\.range) == layout.slices.map(\.range) && !scaling.isIdentity)
        #expect(try LayerFactors().scaling(of: layout).isIdentity)
    }

    @Test func aPatternThatMatchesNothingIsAFault() throws {
        let found = faults([["match": "dense1.*"], ["match": "conv*", "lr": 0.1]])
        let fault = try #require(found.first)
        #expect(found.count == 1 && fault.path == ["1", "match"] && fault.message == "no tensor matches 'conv*'")
        #expect(fault.help == "tensors: embedding.weight, dense1.weight, dense1.bias, gain")
    }

    @Test func aPatternHiddenByEarlierOnesIsAFault() {
        #expect(faults([["match": "*"], ["match": "gain"]]).map(\.path) == [["1", "match"]])
        #expect(faults([["match": "gain"], ["match": "*"]]).isEmpty)
    }

    @Test func settingsAreReadAsEverywhere() throws {
        #expect(faults([["lr": 2]]).map(\.kind) == [.missing])
        #expect(faults([["match": "*", "lr": -1], ["match": 3]]).map(\.path) == [["0", "lr"], ["1", "match"]])
        let factors = try LayerFactors(reading: ["match": "gain", "gradient": 0.1])
        #expect(factors.resolved == [["match": "gain", "lr": 1, "gradient": 0.1]])
        #expect(try LayerFactors(reading: factors.resolved) == factors && LayerFactors(reading: .null).rules.isEmpty)
    }

    @Test func factorsScaleGradientStepAndDiagonal() throws {
        let factors = LayerFactors([
            .init("embedding.*", learningRate: 0.5, gradient: 0.25), .init("gain", learningRate: 0),
        ])
        let scaling = try factors.scaling(of: layout)
        let (before, after) = (GuardWorkshop.numbers(1), GuardWorkshop.numbers(2))
        let (gradient, diagonal) = (GuardWorkshop.numbers(3), GuardWorkshop.numbers(4))
        let old = [after, gradient, diagonal].map { GuardWorkshop.copy(of: $0) }
        scaling.scaleGradient(gradient)
        scaling.scaleStep(before: before, after: after)
        scaling.scalePreconditioner(diagonal)
        for i in layout.slices[0].range {
            #expect(gradient[i] == old[1][i] / 4 && diagonal[i] == old[2][i] / 8)
            #expect(abs(after[i] - (before[i] + (old[0][i] - before[i]) / 2)) < 1e-15)
        }
        for i in layout.slices[1].offset..<layout.slices[3].offset {
            #expect(after[i] == old[0][i] && gradient[i] == old[1][i] && diagonal[i] == old[2][i])
        }
        let gain = layout.slices[3].offset
        #expect(after[gain] == before[gain] && gradient[gain] == old[1][gain] && diagonal[gain] == 0)
    }

    @Test func aRateOfZeroKeepsEveryBit() throws {
        let scaling = try LayerFactors([.init("*", learningRate: 0)]).scaling(of: ParameterLayout(vector: 4))
        let (before, after) = (Vector<Double>([-0.0, 0.1, 3, -7]), Vector<Double>([1, 1e300, -.infinity, -7]))
        scaling.scaleStep(before: before, after: after)
        #expect(GuardWorkshop.areSame(after, before))
    }

    @Test func theScaledDiagonalKeepsTheBoundOfStability() throws {
        // For gradient descent on λθ²/2 with D = 1, the factors l = 0.5 and γ = 0.4 give the step −η·0.2·λθ.
        let layout = ParameterLayout(vector: 1)
        let scaling = try LayerFactors([.init("theta", learningRate: 0.5, gradient: 0.4)]).scaling(of: layout)
        let diagonal = Vector<Double>([1])
        scaling.scalePreconditioner(diagonal)
        let (lambda, bound) = (3.0, 2 / (3.0 * diagonal[0]))
        for (rate, grows) in [(bound * 0.99, false), (bound * 1.01, true)] {
            let (theta, before, gradient) = (Vector<Double>([1]), Vector<Double>([1]), Vector<Double>([0]))
            for _ in 0..<500 {
                before[0] = theta[0]
                gradient[0] = lambda * theta[0]
                scaling.scaleGradient(gradient)
                theta[0] -= rate * gradient[0]
                scaling.scaleStep(before: before, after: theta)
            }
            #expect((abs(theta[0]) > 1) == grows)
        }
    }
}
