import Tensors
import Training

/// The laws of optimizers, tried on one rule at its defaults with a learning rate of 0.01.
struct OptimizerLaws {
    private let rule: any Optimizer

    init(_ rule: any Optimizer) {
        var rule = rule
        rule.learningRate = 0.01
        self.rule = rule
    }

    /// A bowl with curvatures from 0.1 to 3 around the origin.
    private static let curvatures = [3, 1, 0.5, 0.1, 2, 0.8, 0.3, 1.5]
    private static let start = [1.0, -2, 0.5, 3, -1, 0.25, -0.75, 2]

    private static func gradient(_ place: [Double]) -> [Double] { zip(curvatures, place).map { $0 * $1 } }

    private static func loss(_ place: [Double]) -> Double {
        zip(curvatures, place).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
    }

    /// What comes of each law.
    var findings: [LawFinding] {
        [
            LawFinding("a zero gradient moves no parameter", flaw: rest),
            LawFinding("a learning rate of 0 moves no parameter", flaw: schedule),
            LawFinding("200 steps on a bowl at least halve its loss", flaw: descent),
            LawFinding("two runs are equal bit for bit", flaw: repetition),
            LawFinding("a run goes on from a checkpoint bit for bit", flaw: checkpoint),
            LawFinding("single precision takes the same path to 3·10⁻⁶", flaw: precision),
            LawFinding("the preconditioner D makes the step −η·D·g of a steady gradient", flaw: diagonal),
        ]
    }

    private func walk() -> Walk<Double> { Walk(rule, from: Self.start) }

    private var rest: String? {
        let walk = walk()
        for _ in 0..<8 { walk.step(Self.start.map { _ in 0 }) }
        return difference(walk.place, Self.start).map { "after 8 steps \($0)" }
    }

    private var schedule: String? {
        var still = rule
        still.learningRate = 0
        let walk = Walk<Double>(still, from: Self.start)
        for _ in 0..<5 { walk.step(Self.gradient(walk.place)) }
        return difference(walk.place, Self.start).map { "after 5 steps \($0)" }
    }

    private var descent: String? {
        let walk = walk()
        for _ in 0..<200 { walk.step(Self.gradient(walk.place).map { $0 * rule.direction }) }
        let (first, last) = (Self.loss(Self.start), Self.loss(walk.place))
        return last < first / 2 ? nil : "the loss goes from \(first) to \(last)"
    }

    private var repetition: String? {
        let (one, other) = (walk(), walk())
        for _ in 0..<50 {
            one.step(Self.gradient(one.place))
            other.step(Self.gradient(other.place))
        }
        return difference(one.place, other.place)
    }

    /// A gradient that follows from the step alone.
    private static func given(_ step: Int) -> [Double] {
        start.indices.map { Double((step * 31 + $0 * 17) % 23) / 7 - 1.5 }
    }

    private var checkpoint: String? {
        let walk = walk()
        for step in 0..<12 { walk.step(Self.given(step)) }
        let restored = Walk<Double>(rule, from: walk.place)
        for step in 0..<3 { restored.step(Self.given(step + 100)) }
        restored.state.copy(from: walk.state)
        restored.parameters.all.copy(from: walk.parameters.all)
        for step in 12..<60 {
            walk.step(Self.given(step))
            restored.step(Self.given(step))
            if let flaw = difference(restored.place, walk.place) {
                return "\(flaw) at step \(step + 1): state that is not in OptimizerState is not kept"
            }
        }
        return nil
    }

    private var precision: String? {
        let (long, short) = (walk(), Walk<Float>(rule, from: Self.start))
        for step in 0..<30 {
            let gradient = Self.gradient(long.place)
            long.step(gradient)
            short.step(gradient)
            let apart = zip(long.place, short.place).map { abs($0 - $1) }.max() ?? 0
            guard apart < 3e-6 else { return "\(apart) apart at step \(step + 1)" }
        }
        return nil
    }

    private var diagonal: String? {
        let (walk, gradient) = (walk(), Self.start.map { $0 / 3 })
        var before = walk.place
        for _ in 0..<3_000 {
            before = walk.place
            walk.step(gradient)
        }
        let diagonal = Vector<Double>(count: before.count)
        guard rule.preconditioner(walk.state, into: diagonal) else { return nil }
        for (index, value) in diagonal.doubles.enumerated() {
            let wanted = -rule.direction * rule.learningRate * value * gradient[index]
            let taken = walk.place[index] - before[index]
            guard abs(taken - wanted) <= 0.02 * abs(wanted) else {
                return "coordinate \(index) moves by \(taken), −η·D·g is \(wanted)"
            }
        }
        return nil
    }

    private func difference(_ one: [Double], _ other: [Double]) -> String? {
        guard let index = one.indices.first(where: { one[$0] != other[$0] }) else { return nil }
        return "coordinate \(index) is \(one[index]), not \(other[index])"
    }
}

/// A rule with its own state and parameters.
private final class Walk<S: Scalar> {
    private let rule: any Optimizer
    let state: OptimizerState<S>
    let parameters: Vector<S>
    private let gradient: Vector<S>

    init(_ rule: any Optimizer, from start: [Double]) {
        self.rule = rule
        state = rule.start(ParameterLayout(vector: start.count), in: S.self)
        parameters = Vector(start)
        gradient = Vector(count: start.count)
    }

    var place: [Double] { parameters.doubles }

    func step(_ values: [Double]) {
        for (index, value) in values.enumerated() { gradient[index] = S(value) }
        rule.update(state, parameters, gradient: gradient)
    }
}
