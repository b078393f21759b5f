import Training

@testable import Analysis

extension MomentDecay {
    /// That of a rule without a second moment.
    static let none = MomentDecay(SGD())

    /// That of Adam at β2 = 0.9.
    static let ninths: MomentDecay = {
        var adam = Adam()
        adam.beta2 = 0.9
        return MomentDecay(adam)
    }()
}
