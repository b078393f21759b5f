import Tensors
import Training

extension Vector {
    /// Numbers between −`size` and `size`, the same ones each time.
    convenience init(count: Int, noise size: Double) {
        self.init(count: count)
        var random = Random(seed: 1, stream: "benchmarks")
        for index in 0..<count { start[index] = S(size * (2 * random.uniform() - 1)) }
    }
}
