/// Samples to train on: inputs and targets, each one flat array, sample after sample.
public struct Dataset: Sendable, Hashable {
    /// The elements of all samples, one after another.
    public enum Values: Sendable, Hashable {
        /// Real numbers.
        case numbers([Double])
        /// Tokens or classes.
        case indices([Int32])

        /// The number of elements.
        public var count: Int {
            switch self {
            case .numbers(let numbers): numbers.count
            case .indices(let indices): indices.count
            }
        }

        /// The real numbers; a precondition failure if they are indices.
        public var numbers: [Double] {
            guard case .numbers(let numbers) = self else { preconditionFailure("indices were asked for as numbers") }
            return numbers
        }

        /// The tokens or classes; a precondition failure if they are real numbers.
        public var indices: [Int32] {
            guard case .indices(let indices) = self else { preconditionFailure("numbers were asked for as indices") }
            return indices
        }

        fileprivate func rows(_ samples: [Int], width: Int) -> Values {
            switch self {
            case .numbers(let all): .numbers(samples.flatMap { all[$0 * width..<($0 + 1) * width] })
            case .indices(let all): .indices(samples.flatMap { all[$0 * width..<($0 + 1) * width] })
            }
        }
    }

    /// The shape of one sample.
    public let shape: DataShape
    /// The number of samples, at least 1.
    public let count: Int
    /// `count` × `shape.inputs.width` elements.
    public let inputs: Values
    /// `count` × `shape.targets.width` elements.
    public let targets: Values

    /// A data set of inputs and targets that fit `shape` and each other.
    public init(_ inputs: Values, _ targets: Values, shape: DataShape) {
        let (width, targetWidth) = (shape.inputs.width, shape.targets.width)
        precondition(width > 0 && targetWidth > 0, "an empty sample: \(shape.text)")
        count = inputs.count / width
        precondition(
            count > 0 && inputs.count == count * width && targets.count == count * targetWidth,
            "\(inputs.count) input and \(targets.count) target elements do not fill samples of \(shape.text)"
        )
        if case .tokens(_, let vocabulary) = shape.inputs { Self.check(inputs.indices, below: vocabulary, shape) }
        if case .classes(_, let classes) = shape.targets { Self.check(targets.indices, below: classes, shape) }
        if case .vectors = shape.inputs { precondition(Self.isReal(inputs), "tokens given for \(shape.text)") }
        if case .vectors = shape.targets { precondition(Self.isReal(targets), "classes given for \(shape.text)") }
        self.shape = shape
        self.inputs = inputs
        self.targets = targets
    }

    /// The chosen samples in the given order; a sample may be chosen several times.
    public func samples(_ chosen: [Int]) -> Dataset {
        precondition(chosen.allSatisfy { (0..<count).contains($0) }, "a sample beyond the \(count) there are is chosen")
        return Dataset(
            inputs.rows(chosen, width: shape.inputs.width),
            targets.rows(chosen, width: shape.targets.width),
            shape: shape
        )
    }

    /// The same samples for mean squared error: each class becomes a vector that is 1 at the class and 0 elsewhere.
    ///
    /// Targets of p positions and c classes become vectors of p·c numbers, position after position; targets that are
    /// real numbers stay as they are.
    public var withOneHotTargets: Dataset {
        guard case .classes(let positions, let classes) = shape.targets else { return self }
        let labels = targets.indices
        var vectors = [Double](repeating: 0, count: labels.count * classes)
        for (place, label) in labels.enumerated() { vectors[place * classes + Int(label)] = 1 }
        let wide = DataShape(shape.inputs, .vectors(width: positions * classes))
        return Dataset(inputs, .numbers(vectors), shape: wide)
    }

    private static func check(_ indices: [Int32], below bound: Int, _ shape: DataShape) {
        precondition(indices.allSatisfy { $0 >= 0 && $0 < bound }, "an index beyond the range of \(shape.text)")
    }

    private static func isReal(_ values: Values) -> Bool {
        if case .numbers = values { true } else { false }
    }
}
