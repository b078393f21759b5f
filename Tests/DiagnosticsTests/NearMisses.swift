import Diagnostics
import Testing

/// Suggestions of the name that was probably meant.
@Suite struct NearMisses {
    private static let names = ["lr", "beta1", "beta2", "eps", "weight_decay", "amsgrad", "momentum"]

    @Test(arguments: [
        ("lR", "lr"), ("beta_2", "beta2"), ("bta2", "beta2"), ("esp", "eps"), ("epss", "eps"),
        ("weight-decay", "weight_decay"), ("weightdecay", "weight_decay"), ("wieght_decya", "weight_decay"),
        ("momentun", "momentum"), ("AMSGrad", "amsgrad"), ("beta", "beta1"),
    ])
    func findsTheNearestName(wrong: String, right: String) {
        #expect(NearMiss.nearest(to: wrong, in: Self.names) == right)
    }

    @Test(arguments: ["learning_rate", "epsilon", "gamma", "steps", "decay"])
    func offersNothingFarOff(wrong: String) {
        #expect(NearMiss.nearest(to: wrong, in: Self.names) == nil)
    }

    @Test func countsASwapOfNeighboursOnce() {
        #expect(NearMiss.nearest(to: "ab", in: ["ba"]) == "ba")
        #expect(NearMiss.nearest(to: "abc", in: ["cab"]) == nil)
    }

    @Test func prefersTheNearerAndThenTheFirstByName() {
        #expect(NearMiss.nearest(to: "bets1", in: ["beta2", "beta1"]) == "beta1")
        #expect(NearMiss.nearest(to: "beta3", in: ["beta2", "beta1"]) == "beta1")
    }

    @Test func helpsEitherWay() {
        #expect(NearMiss.help(for: "esp", in: Self.names) == "did you mean 'eps'?")
        #expect(NearMiss.help(for: "gamma", in: ["b", "a"]) == "known: a, b")
        #expect(NearMiss.help(for: "gamma", in: []) == "there is none")
    }

    @Test func looksOnlyAtNamesThatBeginAlikeWhereThereAreVeryMany() {
        let names = (1...1_000).map { "name\($0)" }
        #expect(NearMiss.help(for: "Name_777", in: names) == "did you mean 'name777'?")
        #expect(NearMiss.help(for: "other", in: names) == "none of the 1000 that there are is called nearly so")
    }

    @Test func bearsEmptyNames() {
        #expect(NearMiss.nearest(to: "", in: ["abc"]) == nil)
        #expect(NearMiss.nearest(to: "abc", in: ["", "abd"]) == "abd")
    }
}
