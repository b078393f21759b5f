import Testing

@testable import Tensors

/// Extreme numbers, as they occur in a diverging run.
///
/// NaN and overflow must remain visible in the results.
@Suite struct PrimitiveExtremes {
    @Test(arguments: PrimitiveCases.all)
    func passOnWhatIsNotANumber(model: ProgramModel) {
        let nowhere = model.parameters.map { _ in Double.nan }
        let found = Replay<Double>(model).evaluate(at: nowhere)
        #expect(found.loss.isNaN)
        #expect(Replay<Float>(model).evaluate(at: nowhere).loss.isNaN)
    }

    @Test(arguments: PrimitiveCases.all)
    func recoverFromWhatIsNotANumber(model: ProgramModel) {
        let replay = Replay<Double>(model)
        let expected = replay.evaluate(at: model.parameters)
        let product = replay.products([model.parameters])
        _ = replay.evaluate(at: model.parameters.map { _ in Double.nan })
        _ = replay.products([model.parameters, model.parameters])
        let again = replay.evaluate(at: model.parameters)
        #expect(again.loss == expected.loss && again.gradient == expected.gradient)
        #expect(replay.products([model.parameters]) == product)
    }

    @Test(arguments: [0, 1, 2, 3])
    func passOnOnePixelOfAWindow(place: Int) {
        let model = ProgramModel("a window") { b in
            b.loss(b.recorder.maxPool(b.parameter(1, 2, 2, 1), size: 2))
        }
        var pixels = [1.0, 2, 3, 4]
        pixels[place] = .nan
        #expect(Replay<Double>(model).evaluate(at: pixels).loss.isNaN)
    }

    @Test func takeTheLogarithmOfFarProbabilities() {
        let model = ProgramModel("far logits") { b in
            b.recorder.crossEntropy(b.parameter(2, 3), classes: b.words([1, 0]))
        }
        let replay = Replay<Double>(model)
        let found = replay.evaluate(at: [5_000, -5_000, 0, 4_000, -1_000, 3_000])
        // The first row is wrong by 10,000, and the second is certain of its class.
        #expect(found.loss == 5_000)
        #expect(found.gradient == [0.5, -0.5, 0, 0, 0, 0])
        #expect(replay.products([[1, 2, 3, 4, 5, 6]])[0] == [0, 0, 0, 0, 0, 0])
        #expect(Replay<Float>(model).evaluate(at: [500, -500, 0, 400, -100, 300]).loss == 500)
    }

    @Test func normalizeAConstantRowToTheShift() {
        let model = ProgramModel("a constant row") { b in
            let (x, gain, shift) = (b.parameter(1, 4), b.parameter(4), b.parameter(4))
            return b.loss(b.recorder.layerNorm(x, gain: gain, shift: shift))
        }
        let replay = Replay<Double>(model)
        let target = model.data[0].values
        let found = replay.evaluate(at: [7, 7, 7, 7, 1, 2, 3, 4, 0.5, 0.5, 0.5, 0.5])
        let expected = target.reduce(0) { $0 + (0.5 - $1) * (0.5 - $1) / 4 }
        #expect(abs(found.loss - expected) <= 1e-15)
        #expect(found.gradient.allSatisfy { $0.isFinite })
        #expect(replay.products([found.gradient])[0].allSatisfy { $0.isFinite })
    }

    @Test func attendToFarScores() {
        let model = ProgramModel("far scores") { b in
            let (query, key, value) = (b.parameter(2, 1), b.parameter(2, 1), b.parameter(2, 1))
            return b.loss(
                b.recorder.attention(query: query, key: key, value: value, length: 2, heads: 1, isCausal: false)
            )
        }
        let replay = Replay<Double>(model)
        // With scores of ±10⁶ each row reads one value and none of the other.
        let found = replay.evaluate(at: [1_000, -1_000, 1_000, -1_000, 3, 5])
        let target = model.data[0].values
        let expected = ((3 - target[0]) * (3 - target[0]) + (5 - target[1]) * (5 - target[1])) / 2
        #expect(abs(found.loss - expected) <= 1e-14 * expected)
        #expect(Array(found.gradient[..<4]) == [0, 0, 0, 0])
        #expect(abs(found.gradient[4] - (3 - target[0])) <= 1e-14)
    }
}
