/// Noise on targets, from a random stream of its own, so that it changes neither inputs nor the rule behind the
/// targets.
enum TargetNoise {
    /// Adds Gaussian noise of standard deviation `deviation`.
    static func add(_ deviation: Double, to targets: inout [Double], seed: Int) {
        guard deviation > 0 else { return }
        var random = Random(seed: seed, stream: "data.noise")
        for index in targets.indices { targets[index] += deviation * random.normal() }
    }

    /// Replaces each label with probability `share` by one of the other `classes` − 1, each equally likely.
    static func replace(_ share: Double, of labels: inout [Int32], classes: Int, seed: Int) {
        guard share > 0, classes > 1 else { return }
        var random = Random(seed: seed, stream: "data.labels")
        for index in labels.indices where random.uniform() < share {
            let step = 1 + random.below(classes - 1)
            labels[index] = Int32((Int(labels[index]) + step) % classes)
        }
    }
}
