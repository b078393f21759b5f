/// The samples on which a run trains at each step; steps count from 1.
public struct DataSchedule: Sendable {
    /// Samples and the first step at which they are used.
    public struct Part: Sendable {
        /// The first step.
        public let from: Int
        /// The samples.
        public let dataset: Dataset

        /// Pairs a first step with samples.
        public init(from step: Int, _ dataset: Dataset) {
            from = step
            self.dataset = dataset
        }
    }

    /// The parts, sorted by first step; the first one begins at step 1, and all have samples of one shape.
    public let parts: [Part]

    /// The same samples at every step.
    public init(_ dataset: Dataset) {
        parts = [Part(from: 1, dataset)]
    }

    /// Parts sorted by first step, beginning at step 1, with samples of one shape.
    public init(_ parts: [Part]) {
        precondition(parts.first?.from == 1, "a schedule begins at step 1")
        for (earlier, later) in zip(parts, parts.dropFirst()) {
            precondition(earlier.from < later.from, "parts from \(earlier.from) and \(later.from) are out of order")
            let (old, new) = (earlier.dataset.shape, later.dataset.shape)
            precondition(old == new, "samples of \(old.text) cannot shift to \(new.text)")
        }
        self.parts = parts
    }

    /// The shape of one sample at every step.
    public var shape: DataShape { parts[0].dataset.shape }

    /// The index of the part used at `step`.
    public func part(at step: Int) -> Int {
        precondition(step >= 1, "steps count from 1, not \(step)")
        return (parts.lastIndex { $0.from <= step }) ?? 0
    }

    /// The samples used at `step`.
    public func dataset(at step: Int) -> Dataset {
        parts[part(at: step)].dataset
    }
}
