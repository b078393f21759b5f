public import Settings
public import Tensors
public import Traces

/// Records for each layer: gradient, second moment, step, effective rate, and its share in the unstable direction.
public struct LayersProbe: Probe {
    public static let name = "layers"
    public static let summary = "Norms, moments, effective rates and shares in the unstable direction, layer by layer."
    public static let settings: [Setting<LayersProbe>] =
        windowSettings + [
            Setting(
                "sample",
                \.sample,
                in: 4...1_000_000,
                "The largest number of coordinates of a layer from which medians and dips are taken."
            )
        ]

    public var window = ProbeWindow(every: 10)
    /// The maximal number of coordinates of a layer from which medians and dips are computed.
    public var sample = 500
    private var layers: [(name: String, range: Range<Int>)] = []
    private var numbers: [Double] = []

    public init() {}

    public mutating func begin(_ layout: ParameterLayout) {
        layers = layout.layers.map { name in
            let slices = layout.slices.filter { $0.layer == name }
            return (name, (slices.first?.offset ?? 0)..<(slices.last?.range.upperBound ?? 0))
        }
    }

    public mutating func observe(_ step: Step, into row: inout TraceRow) {
        for (index, layer) in layers.enumerated() {
            var record = LayerRecord(step: step.number, layer: index, name: layer.name)
            record[.gradNorm] = step.gradient[layer.range].norm
            record[.updateNorm] = step.update[layer.range].norm
            record[.parameterNorm] = step.parameters[layer.range].norm
            if step.hasSecond {
                record[.sumV] = step.second[layer.range].sum
                record[.effectiveRate] = medianRate(step, layer.range)
                record[.dip] = step.dip(of: layer.range, sample: sample, in: &numbers)
            }
            if step.hasUnstable { record[.share] = step.unstable[layer.range].sumOfSquares }
            row.layers.append(record)
        }
    }

    /// The median of η/√v̂.
    private mutating func medianRate(_ step: Step, _ range: Range<Int>) -> Double {
        numbers.removeAll(keepingCapacity: true)
        let stride = max(1, (range.count + sample - 1) / sample)
        for i in Swift.stride(from: range.lowerBound, to: range.upperBound, by: stride) {
            numbers.append(step.corrected[i])
        }
        numbers.sort()
        return step.learningRate / Median.of(sorted: numbers).squareRoot()
    }
}
