import Curvature
import Foundation
import Tensors
import Training

/// Measures λ_max of the preconditioned Hessian at every step of a training with spikes.
enum Tracking: Group {
    static let name = "tracking"
    static let summary =
        "λ_max(Ĥ) at each of the first 400 steps of Adam at rate 0.02 on the 50-1000-1 network, one thread"

    static let steps = 400

    static func run(_ options: Options) throws -> [Report] {
        let (net, adam) = try Net.wide()
        var runs: [TrackedRun] = []
        for _ in 0..<options.repeats { runs.append(try TrackedRun(steps: steps)) }
        let checked = try TrackedRun(steps: steps, checkInterval: 20)
        var probe = CurvatureProbe()
        probe.probesHessian = false
        var contest = Contest()
        let bare = contest.enter(units: steps) { _ = try net.loop(adam, steps: steps).run() }
        let probed = contest.enter(units: steps) { _ = try net.loop(adam, steps: steps, probes: [probe]).run() }
        let loops = try contest.run(rounds: max(2, options.repeats / 2))
        var report = Report("EigenvalueTracker.update", columns: ["", "median", "quartiles", "target"])
        let count = Double(steps)
        let products = Double(checked.products) / count
        report.add(["products a step, on average", Report.number(products), "", "≤ 6"])
        report.add(["most products in a step", "\(checked.mostProducts)", "", ""])
        report.add(["largest relative error, at every 20th step", String(format: "%.1e", checked.error), "", "≤ 1e-4"])
        report.add(["steps not converged", "\(checked.unconverged)", "", "0"])
        add("tracking, a step", Samples(runs.map { $0.trackerSeconds / count }), to: &report)
        let share = Samples(runs.map { 100 * (1 - $0.productSeconds / $0.trackerSeconds) })
        let spread = "\(Report.number(share.quartiles.low))–\(Report.number(share.quartiles.high)) %"
        report.add(["  of that, not in products", Report.number(share.median) + " %", spread, ""])
        let single = Samples(runs.map { $0.productSeconds / Double($0.products) })
        add("  one product in it", single, to: &report)
        add("training alone, a step", Samples(runs.map { $0.trainingSeconds / count }), to: &report)
        add("TrainingLoop without probes, a step", loops[bare], to: &report)
        add("TrainingLoop with the curvature probe, a step", loops[probed], to: &report)
        let losses = String(format: "%.3g to %.3g", checked.losses.min() ?? .nan, checked.losses.max() ?? .nan)
        report.add(["loss", losses, "", ""])
        report.add(["steps at which the loss rose", "\(checked.rises)", "", ""])
        report.add(["steps with λ above 2/η", "\(checked.crossed(2 / adam.learningRate))", "", ""])
        return [report]
    }

    private static func add(_ what: String, _ samples: Samples, to report: inout Report) {
        report.add([what, samples.time, samples.timeSpread, ""])
    }
}

/// A run of Adam on the wide network whose largest eigenvalue is tracked.
struct TrackedRun {
    private(set) var products = 0, mostProducts = 0, unconverged = 0
    private(set) var trackerSeconds = 0.0, trainingSeconds = 0.0
    private(set) var productSeconds: Double
    /// The largest relative error against a second tracker with a tolerance a hundred thousand times smaller.
    private(set) var error = 0.0
    private(set) var losses: [Double] = [], eigenvalues: [Double] = []
    private let net: Net
    /// The operator of the last step, and the parameters where that step started.
    let hessian: PreconditionedHessian
    let point: Vector<Double>

    init(steps: Int, checkInterval: Int = 0) throws {
        let (net, adam) = try Net.wide()
        let state = adam.start(net.objective.layout, in: Double.self)
        let hessian = PreconditionedHessian(net)
        let tracker = EigenvalueTracker(dimension: net.parameters.count)
        let watch = Stopwatch.thread
        let point = Vector<Double>(count: net.parameters.count)
        productSeconds = 0
        (self.net, self.hessian, self.point) = (net, hessian, point)
        for step in 1...steps {
            let start = watch.now
            point.all.copy(from: net.parameters.all)
            losses.append(net.evaluate())
            adam.update(state, net.parameters, gradient: net.gradient)
            let between = watch.now
            hessian.take(adam, state, at: point)
            let estimate = tracker.update(hessian)
            let end = watch.now
            trainingSeconds += between - start
            trackerSeconds += end - between
            products += estimate.products
            mostProducts = max(mostProducts, estimate.products)
            unconverged += estimate.isConverged ? 0 : 1
            eigenvalues.append(estimate.value)
            if checkInterval > 0, step % checkInterval == 0 { check(estimate.value) }
        }
        productSeconds = hessian.seconds
    }

    private mutating func check(_ value: Double) {
        var settings = EigenvalueTracker.Settings()
        settings.tolerance = 5e-10
        settings.productLimit = 500
        let exact = EigenvalueTracker(dimension: net.parameters.count, settings: settings).update(hessian)
        error = max(error, abs(value / exact.value - 1))
    }

    /// The number of steps at which the loss rose.
    var rises: Int { zip(losses, losses.dropFirst()).reduce(0) { $0 + ($1.1 > $1.0 ? 1 : 0) } }

    /// The number of eigenvalues above a threshold.
    func crossed(_ threshold: Double) -> Int { eigenvalues.reduce(0) { $0 + ($1 > threshold ? 1 : 0) } }
}

/// The operator c·D^½HD^½ at a step, with the time that its products take.
final class PreconditionedHessian: SymmetricOperator {
    let dimension: Int
    /// The diagonal D.
    let diagonal: Vector<Double>
    /// The factor c.
    private(set) var factor = 1.0
    /// The seconds of all Hessian products so far.
    private(set) var seconds = 0.0
    private let net: Net
    private var point: Vector<Double>
    private let roots: Vector<Double>
    private let scaled: Vector<Double>

    init(_ net: Net) {
        self.net = net
        dimension = net.parameters.count
        point = net.parameters
        diagonal = Vector(count: dimension)
        roots = Vector(count: dimension)
        scaled = Vector(count: 4 * dimension)
    }

    /// Sets the operator to that of the step just taken from `point`.
    func take(_ adam: Adam, _ state: OptimizerState<Double>, at point: Vector<Double>) {
        self.point = point
        _ = adam.preconditioner(state, into: diagonal)
        factor = adam.momentumFactor(state)
        roots.all.setRoot(of: diagonal.all, plus: 0)
    }

    func apply(_ vectors: UnsafePointer<Double>, count: Int, into products: UnsafeMutablePointer<Double>) {
        for first in stride(from: 0, to: count, by: 4) {
            multiply(vectors + first * dimension, min(4, count - first), products + first * dimension)
        }
    }

    private func multiply(_ vectors: UnsafePointer<Double>, _ count: Int, _ products: UnsafeMutablePointer<Double>) {
        scaled.start.update(from: vectors, count: count * dimension)
        for k in 0..<count { scaled[k * dimension..<(k + 1) * dimension].multiply(by: roots.all) }
        seconds += Stopwatch.thread.seconds {
            net.objective.products(at: point, along: scaled.start, count: count, into: products)
        }
        for k in 0..<count {
            let product = Block(start: products + k * dimension, count: dimension)
            product.multiply(by: roots.all)
            product.scale(by: factor)
        }
    }
}
