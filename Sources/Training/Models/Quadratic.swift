/// L(θ) = ½ θᵀHθ with H = Q Λ Qᵀ: the eigenvalues are given, the rotation Q is the identity or drawn by the seed.
///
/// Its Hessian is the same at every point, so no spike on it can come from the landscape.
public struct Quadratic: Model {
    public static let name = "quadratic"
    public static let summary = "A quadratic bowl with given eigenvalues, rotated by a seeded rotation if wanted."
    public static let settings: [Setting<Quadratic>] = [
        Setting(
            "eigenvalues",
            \.eigenvalues,
            each: .finite,
            atLeast: 1,
            "The eigenvalues of the Hessian; their number is the dimension."
        ),
        Setting("rotated", \.isRotated, "Whether the axes are turned by a rotation that the seed draws uniformly."),
        Setting(
            "start",
            \.start,
            each: .finite,
            "The initial parameters; one number holds for every coordinate, none draws them standard normal by the seed."
        ),
        Setting("start_scale", \.startScale, in: .positive, "A factor on the initial parameters."),
    ]

    /// The eigenvalues of the Hessian.
    public var eigenvalues = [1.0]
    /// Whether a seeded rotation turns the axes.
    public var isRotated = false
    /// The initial parameters, one for all, or none to draw them.
    public var start = [1.0]
    /// A factor on the initial parameters.
    public var startScale = 1.0

    public init() {}

    public func validate() throws {
        guard start.isEmpty || start.count == 1 || start.count == eigenvalues.count else {
            throw SettingFault(
                .conflict,
                at: ["start"],
                "\(start.count) initial parameters for \(eigenvalues.count) eigenvalues",
                help: "give one number, \(eigenvalues.count) numbers, or an empty list to draw them"
            )
        }
        guard eigenvalues.count <= 2_000 else {
            throw SettingFault(
                .outOfRange,
                at: ["eigenvalues"],
                "\(eigenvalues.count) eigenvalues are more than the 2000 allowed"
            )
        }
    }

    public func objective(seed: Int) -> any Objective {
        QuadraticObjective(self, seed: seed)
    }
}

/// A quadratic with its rotation and initial parameters drawn.
struct QuadraticObjective: Objective {
    let dimension: Int
    let start: [Double]
    let hessianIsConstant = true
    private let eigenvalues: [Double]
    /// Row by row, an orthogonal matrix; nil for the identity.
    private let rotation: [Double]?

    init(_ quadratic: Quadratic, seed: Int) {
        let dimension = quadratic.eigenvalues.count
        var random = Random(seed: seed)
        rotation = quadratic.isRotated ? Self.rotation(dimension, &random) : nil
        var start = quadratic.start
        if start.isEmpty { start = (0..<dimension).map { _ in random.normal() } }
        if start.count == 1 { start = Array(repeating: start[0], count: dimension) }
        self.start = start.map { quadratic.startScale * $0 }
        self.dimension = dimension
        eigenvalues = quadratic.eigenvalues
    }

    func evaluate(at parameters: [Double], gradient: inout [Double]) -> Double {
        guard let rotation else {
            var loss = 0.0
            for i in 0..<dimension {
                gradient[i] = eigenvalues[i] * parameters[i]
                loss += gradient[i] * parameters[i] / 2
            }
            return loss
        }
        // In the eigenvectors' coordinates y = Qᵀθ: L = ½ Σ λᵢ yᵢ², ∇L = Q (λ ∘ y).
        var loss = 0.0
        for i in 0..<dimension { gradient[i] = 0 }
        for k in 0..<dimension {
            var y = 0.0
            for i in 0..<dimension { y += rotation[i * dimension + k] * parameters[i] }
            let slope = eigenvalues[k] * y
            loss += slope * y / 2
            for i in 0..<dimension { gradient[i] += rotation[i * dimension + k] * slope }
        }
        return loss
    }

    func hessian(at parameters: [Double]) -> [Double] {
        var matrix = [Double](repeating: 0, count: dimension * dimension)
        for i in 0..<dimension {
            guard let rotation else {
                matrix[i * dimension + i] = eigenvalues[i]
                continue
            }
            for j in 0...i {
                var sum = 0.0
                for k in 0..<dimension {
                    sum += rotation[i * dimension + k] * eigenvalues[k] * rotation[j * dimension + k]
                }
                matrix[i * dimension + j] = sum
                matrix[j * dimension + i] = sum
            }
        }
        return matrix
    }

    /// A matrix drawn uniformly from the orthogonal group: Gram–Schmidt, twice for accuracy, on normal rows.
    private static func rotation(_ dimension: Int, _ random: inout Random) -> [Double] {
        var rows: [[Double]] = []
        while rows.count < dimension {
            var row = (0..<dimension).map { _ in random.normal() }
            for _ in 0..<2 {
                for other in rows {
                    var overlap = 0.0
                    for i in 0..<dimension { overlap += other[i] * row[i] }
                    for i in 0..<dimension { row[i] -= overlap * other[i] }
                }
            }
            var square = 0.0
            for x in row { square += x * x }
            rows.append(row.map { $0 / square.squareRoot() })
        }
        return rows.flatMap { $0 }
    }
}
