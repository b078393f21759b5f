import Training

extension Adam {
    /// Adam with a learning rate and otherwise default settings.
    init(rate: Double) {
        self.init()
        learningRate = rate
    }
}
