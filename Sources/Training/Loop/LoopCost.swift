extension TrainingLoop {
    /// The approximate duration in seconds of a run that reaches its end, for estimates of the remaining time.
    ///
    /// `shape` and `count` are those of its samples, nil for a model without data.
    public func expectedSeconds(_ shape: DataShape?, samples count: Int?) -> Double {
        let all = count ?? 1
        let size = problem.batch.size == 0 ? all : problem.batch.size
        let gradient = model.gradientWork(shape, samples: size).seconds
        var step = Self.overhead + gradient
        if size < all, fullLossInterval > 0 {
            step += gradient * Double(all) / Double(size) / 3 / Double(fullLossInterval)
        }
        let looks = probes.reduce(0) { $0 + $1.gradientsPerLook / Double($1.window.every) }
        return Double(steps) * (step + looks * (gradient + Self.overhead / 5))
    }

    /// The fixed cost of a step in seconds.
    private static let overhead = 0.8e-6
}
