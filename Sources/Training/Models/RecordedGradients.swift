public import Settings
public import Tensors

/// Replays gradients from a file, one for each step, so that any optimizer can be compared with another framework's.
///
/// The gradient of step t is row t, wherever θ is. Loss and Hessian are not recorded, so the trace has no loss, and
/// there can be no spikes.
public struct RecordedGradients: Model {
    public static let name = "recorded-gradients"
    public static let summary =
        "Replays a CSV file of gradients, one row per step, to check a rule against another program."
    public static let settings: [Setting<RecordedGradients>] = [
        Setting("gradients", \.gradients, "The CSV file: one row per step, one column per parameter."),
        Setting("start", \.start, "A CSV file of the initial parameters; zeros without one."),
        Setting(
            "tensors",
            \.tensors,
            "The shapes of the tensors in the flat vector's order, such as [\"2x3\", \"2\"]; one vector without."
        ),
    ]
    public static let required: Set<String> = ["gradients"]

    /// The path of the gradients.
    public var gradients = ""
    /// The path of the initial parameters; empty for none.
    public var start = ""
    /// The tensors' shapes.
    public var tensors: [String] = []

    public init() {}

    public let needsData = false

    public let hasLoss = false

    public var files: [String] { [gradients, start].filter { !$0.isEmpty } }

    public func validate() throws {
        if gradients.isEmpty {
            throw SettingFault(.missing, at: ["gradients"], "the file of gradients is missing")
        }
        for (index, text) in tensors.enumerated() where Self.shape(text) == nil {
            throw SettingFault(
                .wrongType,
                at: ["tensors", String(index)],
                "'\(text)' is no shape",
                help: "write its extents as 2x3, or 2 for a vector"
            )
        }
    }

    public func objective<S: Scalar>(_ problem: Problem, in precision: S.Type) throws -> any Objective<S> {
        let bytes = problem.files[gradients] ?? []
        let layout = try layout(width: NumberTable(bytes, file: gradients).columns)
        let rows = try ParameterFiles.gradients(bytes, file: gradients, layout: layout, steps: problem.steps)
        let first =
            start.isEmpty
            ? [Double](repeating: 0, count: layout.count)
            : try ParameterFiles.parameters(problem.files[start] ?? [], file: start, layout: layout)
        return RecordedObjective<S>(layout, start: first, gradients: rows)
    }

    private func layout(width: Int) throws -> ParameterLayout {
        if tensors.isEmpty { return ParameterLayout(vector: width) }
        var layout = ParameterLayout()
        for (index, shape) in tensors.compactMap(Self.shape).enumerated() {
            let isMatrix = shape.count > 1
            layout.append(
                name: "tensor\(index + 1).\(isMatrix ? "weight" : "bias")",
                shape: shape,
                role: isMatrix ? .weight : .bias,
                fanIn: shape.dropFirst().reduce(1, *),
                fanOut: shape[0]
            )
        }
        guard layout.count == width else {
            throw SettingFaults([
                SettingFault(
                    .conflict,
                    at: ["model", Self.name, "tensors"],
                    "the tensors have \(layout.count) elements, a row of \(gradients) has \(width)"
                )
            ])
        }
        return layout
    }

    private static func shape(_ text: String) -> [Int]? {
        let extents = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        let shape = extents.compactMap { $0 }.filter { $0 > 0 }
        return shape.count == extents.count && !shape.isEmpty ? shape : nil
    }
}

/// The objective that replays recorded gradients.
final class RecordedObjective<S: Scalar>: Objective {
    let layout: ParameterLayout
    let start: [Double]
    let hessianIsConstant = true
    private let rows: Vector<S>
    private var step = 1

    init(_ layout: ParameterLayout, start: [Double], gradients: [Double]) {
        self.layout = layout
        self.start = start
        rows = Vector(gradients)
    }

    func advance(to step: Int, batch: BatchPlace) {
        self.step = step
    }

    func evaluate(at parameters: Vector<S>, gradient: Vector<S>) -> Double {
        let first = (step - 1) * layout.count
        gradient.all.copy(from: rows[first..<first + layout.count])
        return .nan
    }

    func products(
        at parameters: Vector<S>,
        along directions: UnsafeMutablePointer<S>,
        count: Int,
        into products: UnsafeMutablePointer<S>
    ) {
        Block(start: products, count: count * layout.count).fill(.nan)
    }
}
