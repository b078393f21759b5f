public import Settings
public import Tensors

/// L(θ) = ½ θᵀHθ with H = Q Λ Qᵀ: the eigenvalues are given, and the rotation Q is the identity or drawn from the
/// seed.
///
/// Its Hessian is the same at every point, so no spike on it can be caused by the landscape.
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
    /// Whether the axes are rotated by a random rotation.
    public var isRotated = false
    /// The initial parameters: one number for each, one for all, or none to draw them.
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

    public let needsData = false

    public func gradientWork(_ shape: DataShape?, samples: Int) -> GradientWork {
        GradientWork(multiplications: isRotated ? eigenvalues.count * eigenvalues.count : eigenvalues.count)
    }

    public func objective<S: Scalar>(_ problem: Problem, in precision: S.Type) -> any Objective<S> {
        QuadraticObjective<S>(self, seed: problem.seed)
    }
}

/// A quadratic with its rotation and initial parameters drawn.
final class QuadraticObjective<S: Scalar>: Objective {
    let layout: ParameterLayout
    let start: [Double]
    let hessianIsConstant = true
    private let eigenvalues: [Double]
    /// The rotation as an orthogonal matrix, row by row; nil for the identity.
    private let rotation: [Double]?
    private let dimension: Int

    init(_ quadratic: Quadratic, seed: Int) {
        dimension = quadratic.eigenvalues.count
        layout = ParameterLayout(vector: dimension)
        var random = Random(seed: seed)
        rotation = quadratic.isRotated ? Self.rotation(dimension, &random) : nil
        var start = quadratic.start
        if start.isEmpty { start = random.normals(dimension) }
        if start.count == 1 { start = Array(repeating: start[0], count: dimension) }
        self.start = start.map { quadratic.startScale * $0 }
        eigenvalues = quadratic.eigenvalues
    }

    func evaluate(at parameters: Vector<S>, gradient: Vector<S>) -> Double {
        Double(applyHessian(to: parameters.start, into: gradient.start))
    }

    func products(
        at parameters: Vector<S>,
        along directions: UnsafeMutablePointer<S>,
        count: Int,
        into products: UnsafeMutablePointer<S>
    ) {
        for k in 0..<count { _ = applyHessian(to: directions + k * dimension, into: products + k * dimension) }
    }

    /// Writes H·x and returns ½ xᵀHx.
    @specialized(where S == Double)
    @specialized(where S == Float)
    private func applyHessian(to x: UnsafeMutablePointer<S>, into product: UnsafeMutablePointer<S>) -> S {
        var form: S = 0
        guard let rotation else {
            for i in 0..<dimension {
                product[i] = S(eigenvalues[i]) * x[i]
                form += product[i] * x[i] / 2
            }
            return form
        }
        // In the coordinates of the eigenvectors y = Qᵀx: H·x = Q·(λ∘y), ½ xᵀHx = Σ λᵢ yᵢ²/2.
        for i in 0..<dimension { product[i] = 0 }
        for k in 0..<dimension {
            var y: S = 0
            for i in 0..<dimension { y += S(rotation[i * dimension + k]) * x[i] }
            let scaled = S(eigenvalues[k]) * y
            form += scaled * y / 2
            for i in 0..<dimension { product[i] += S(rotation[i * dimension + k]) * scaled }
        }
        return form
    }

    /// A matrix drawn uniformly from the orthogonal group: Gram–Schmidt on normal rows, applied twice for accuracy.
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
