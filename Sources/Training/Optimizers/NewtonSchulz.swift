import Tensors

/// The Newton–Schulz iteration of Muon, which brings all singular values of a matrix near 1.
///
/// X ← X/max(|X|, ε); then repeatedly A = XXᵀ, X ← a·X + (b·A + c·A²)X with (a, b, c) = (3.4445, −4.7750, 2.0315).
/// This leaves singular values between about 0.7 and 1.2 (Jordan 2024). The smaller of XXᵀ and XᵀX is used.
struct NewtonSchulz<S: Scalar> {
    let rows: Int, columns: Int
    /// Memory of the size of the matrix, and twice the square of its smaller side.
    let other: Block<S>, gram: Block<S>, square: Block<S>

    /// The number of elements of `workspace` that a matrix needs.
    static func workspace(rows: Int, columns: Int) -> Int {
        rows * columns + 2 * min(rows, columns) * min(rows, columns)
    }

    init(rows: Int, columns: Int, in workspace: Block<S>) {
        let (size, side) = (rows * columns, min(rows, columns))
        self.rows = rows
        self.columns = columns
        other = workspace[0..<size]
        gram = workspace[size..<size + side * side]
        square = workspace[size + side * side..<size + 2 * side * side]
    }

    /// Orthogonalizes `matrix` in place.
    func run(on matrix: Block<S>, steps: Int, epsilon: Double) {
        matrix.divide(by: max(matrix.sumOfSquares.squareRoot(), epsilon))
        let (a, b, c) = (3.4445, -4.7750, 2.0315)
        let isTall = rows > columns
        let side = min(rows, columns)
        for _ in 0..<steps {
            multiply(matrix, matrix, (isTall, !isTall), side, side, max(rows, columns), into: gram)
            square.copy(from: gram)
            multiply(gram, gram, (false, false), side, side, side, scale: c, keeping: b, into: square)
            other.copy(from: matrix)
            if isTall {
                multiply(matrix, square, (false, false), rows, side, side, keeping: a, into: other)
            } else {
                multiply(square, matrix, (false, false), side, columns, side, keeping: a, into: other)
            }
            matrix.copy(from: other)
        }
    }

    /// c ← scale·op(x)·op(y) + keeping·c, for matrices without gaps between rows.
    private func multiply(
        _ x: Block<S>,
        _ y: Block<S>,
        _ transposed: (Bool, Bool),
        _ rows: Int,
        _ columns: Int,
        _ inner: Int,
        scale: Double = 1,
        keeping: Double = 0,
        into c: Block<S>
    ) {
        S.gemm(
            transposed: transposed.0,
            transposed.1,
            rows,
            columns,
            inner,
            scale,
            x.start,
            transposed.0 ? rows : inner,
            y.start,
            transposed.1 ? inner : columns,
            keeping,
            c.start,
            columns
        )
    }
}
