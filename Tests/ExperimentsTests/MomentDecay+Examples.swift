import Training

@testable import Analysis

extension MomentDecay {
    /// The decay of an optimizer without a second moment.
    static let none = MomentDecay(SGD())

    /// The decay of Adam with β2 = 0.9.
    static let ninths: MomentDecay = {
        var adam = Adam()
        adam.beta2 = 0.9
        return MomentDecay(adam)
    }()
}
