import Tensors
import Testing

/// Operations of blocks against their formulas.
@Suite struct BlockOperations {
    @Test func decaysTowardsWhatIsAdded() {
        let moment = Vector<Double>([1, 2, 3])
        moment.all.decay(by: 0.5, adding: Vector([2, 4, 8]).all, times: 0.25)
        #expect(moment.doubles == [1, 2, 3.5])
    }
}
