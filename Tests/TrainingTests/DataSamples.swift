import Testing

@testable import Training

/// The type that holds samples.
@Suite struct DataSamples {
    private let tokens = Dataset(
        .indices([0, 1, 2, 3, 4, 0]),
        .indices([1, 0, 1, 1, 0, 0]),
        shape: DataShape(.tokens(length: 3, vocabulary: 5), .classes(positions: 3, count: 2))
    )

    @Test func areChosenInTheOrderOfTheChoice() {
        let chosen = tokens.samples([1, 0, 1])
        #expect(chosen.count == 3 && chosen.shape == tokens.shape)
        #expect(chosen.inputs.indices == [3, 4, 0, 0, 1, 2, 3, 4, 0])
        #expect(chosen.targets.indices == [1, 0, 0, 1, 0, 1, 1, 0, 0])
    }

    @Test func becomeOneHotPositionAfterPosition() {
        let wide = tokens.withOneHotTargets
        #expect(wide.shape.targets == .vectors(width: 6) && wide.inputs == tokens.inputs)
        #expect(wide.targets.numbers == [0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0])
        #expect(wide.withOneHotTargets == wide)
    }

    @Test func haveAShapeInWords() {
        #expect(tokens.shape.text == "3 of 5 tokens → one of 2 classes at each of 3 positions")
        #expect(Sines().shape.text == "vectors [1] → vectors [1]")
        #expect(GlyphImages().shape.text == "vectors [1, 12, 12] → one of 10 classes")
    }

    @Test func mustFillTheirShape() async {
        await #expect(processExitsWith: .failure) {
            _ = Dataset(.numbers([1, 2, 3]), .numbers([1]), shape: DataShape(.vectors([2]), .vectors(width: 1)))
        }
        await #expect(processExitsWith: .failure) {
            let shape = DataShape(.vectors([1]), .classes(positions: 1, count: 2))
            _ = Dataset(.numbers([1]), .indices([2]), shape: shape)
        }
        await #expect(processExitsWith: .failure) {
            _ = Dataset(.indices([1]), .numbers([2]), shape: DataShape(.vectors([1]), .vectors(width: 1)))
        }
    }
}
