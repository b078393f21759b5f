import Tensors
import Training

extension Vector {
    /// Creates reproducible uniform random numbers between −`size` and `size`.
    convenience init(count: Int, noise size: Double) {
        self.init(count: count)
        var random = Random(seed: 1, stream: "benchmarks")
        for index in 0..<count { start[index] = S(size * (2 * random.uniform() - 1)) }
    }
}
