import Training

extension Adam {
    /// Adam at a learning rate, otherwise by its defaults.
    init(rate: Double) {
        self.init()
        learningRate = rate
    }
}
