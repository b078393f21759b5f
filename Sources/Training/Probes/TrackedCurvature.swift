import Curvature
import Tensors
import Traces

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Curvature of a Hessian that is given by its products, tracked from step to step.
final class TrackedCurvature: CurvatureMethod, @unchecked Sendable {
    let directions: DirectionMemory
    private let plain: EigenvalueTracker?
    private let preconditioned: EigenvalueTracker
    private let matrix: HessianOperator
    /// c·D and q of the previous probed step.
    private let previousDiagonal: Vector<Double>
    private let previousEigenvector: Vector<Double>
    private var hasPrevious = false

    init(_ step: Step, probesHessian: Bool, productLimit: Int) {
        let count = step.layout.count
        directions = DirectionMemory(count)
        var settings = EigenvalueTracker.Settings()
        settings.productLimit = productLimit
        plain = probesHessian ? EigenvalueTracker(dimension: count, settings: settings) : nil
        preconditioned = EigenvalueTracker(dimension: count, settings: settings)
        matrix = HessianOperator(step)
        previousDiagonal = Vector(count: count)
        previousEigenvector = Vector(count: count)
    }

    func observe(_ step: Step, into row: inout TraceRow) {
        var products = 0
        if let plain {
            matrix.take(step, preconditioned: false)
            let estimate = plain.update(matrix)
            row[.lambdaMaxH] = estimate.value
            row[.residualH] = estimate.residual
            products += estimate.products
        }
        if step.hasDiagonal {
            matrix.take(step, preconditioned: true)
            let estimate = preconditioned.update(matrix)
            row[.lambdaMax] = estimate.value
            row[.residual] = estimate.residual
            products += estimate.products
            describe(step, into: &row)
        }
        row[.products] = Double(products)
    }

    /// Writes the quantities that follow from the top eigenvector q of D^½HD^½.
    private func describe(_ step: Step, into row: inout TraceRow) {
        let q = step.unstable.all
        guard let start = preconditioned.eigenvector.baseAddress else { return }
        q.start.update(from: start, count: q.count)
        step.hasUnstable = q.isFinite
        guard step.hasUnstable else {
            hasPrevious = false
            return
        }
        row[.gradientAlignment] = alignment(step, q)
        if step.hasSecond { row[.vAlong] = weighted(q, step.second.all) }
        if hasPrevious { row[.eigenvectorAlignment] = abs(q.dot(previousEigenvector.all)) }
        if hasPrevious { row[.preconditionerGrowth] = growth(step, q) }
        previousDiagonal.all.copy(from: step.diagonal.all)
        previousDiagonal.all.scale(by: step.momentumFactor)
        previousEigenvector.all.copy(from: q)
        hasPrevious = true
    }

    /// Σq²·Δlog(c·D), without coordinates in which q is negligible.
    private func growth(_ step: Step, _ q: Block<Double>) -> Double {
        let least = 1e-6 / Double(q.count)
        var growth = 0.0
        for i in 0..<q.count {
            let share = q.start[i] * q.start[i]
            if share < least { continue }
            growth += share * log(step.momentumFactor * step.diagonal.start[i] / previousDiagonal.start[i])
        }
        return growth
    }

    /// |qᵀD^½g|/|D^½g|.
    private func alignment(_ step: Step, _ q: Block<Double>) -> Double {
        let scaled = directions.vectors[0..<q.count]
        scaled.setProduct(matrix.roots.all, step.gradient.all)
        return abs(q.dot(scaled)) / scaled.norm
    }

    /// Σq²·v.
    private func weighted(_ q: Block<Double>, _ v: Block<Double>) -> Double {
        let squares = directions.vectors[0..<q.count]
        squares.setProduct(q, q)
        return squares.dot(v)
    }
}

/// ±H, or ±c·D^½HD^½, at a step.
final class HessianOperator: SymmetricOperator {
    let dimension: Int
    /// D^½, if the operator is preconditioned.
    let roots: Vector<Double>
    private let step: Step
    private let scaled: Vector<Double>
    private var factor = 1.0
    private var isPreconditioned = false

    /// The maximal number of vectors multiplied at once.
    private static let width = 4

    init(_ step: Step) {
        self.step = step
        dimension = step.layout.count
        roots = Vector(count: dimension)
        scaled = Vector(count: Self.width * dimension)
    }

    /// Sets the operator to that of the step.
    func take(_ step: Step, preconditioned: Bool) {
        precondition(step === self.step, "an operator serves one run")
        isPreconditioned = preconditioned
        factor = step.direction * (preconditioned ? step.momentumFactor : 1)
        if preconditioned { roots.all.setRoot(of: step.diagonal.all, plus: 0) }
    }

    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        for first in stride(from: 0, to: count, by: Self.width) {
            let width = min(Self.width, count - first)
            multiply(vectors + first * dimension, count: width, into: products + first * dimension)
        }
    }

    private func multiply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        scaled.start.update(from: vectors, count: count * dimension)
        if isPreconditioned {
            for k in 0..<count { scaled[k * dimension..<(k + 1) * dimension].multiply(by: roots.all) }
        }
        step.objective.products(at: step.parameters, along: scaled.start, count: count, into: products)
        for k in 0..<count {
            let product = Block(start: products + k * dimension, count: dimension)
            if isPreconditioned { product.multiply(by: roots.all) }
            if factor != 1 { product.scale(by: factor) }
        }
    }
}
