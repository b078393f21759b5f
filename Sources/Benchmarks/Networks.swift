import Tensors
import Training

/// Measures the training step and Hessian products of a wide network, beside their matrix products.
enum Networks: Group {
    static let name = "network"
    static let summary =
        "a 50-1000-1 tanh network on 200 samples, full batch, float64, beside its matrix products, one thread"

    static func run(_ options: Options) throws -> [Report] {
        let (net, _) = try Net.wide()
        let products = MatrixProducts(samples: 200, inputs: 50, hidden: 1000, width: 4)
        // With so small a rate the network stays where it is.
        let adam = Adam(rate: 1e-9)
        let state = adam.start(net.objective.layout, in: Double.self)
        let directions = Vector<Double>(count: 4 * net.parameters.count, noise: 1)
        let results = Vector<Double>(count: 4 * net.parameters.count)
        var contest = Contest()
        var tasks: [(name: String, own: Int, rival: Int, outer: Int)] = []
        func enter(_ name: String, _ own: @escaping () -> Void, _ rival: @escaping (_ withOuter: Bool) -> Void) {
            tasks.append((name, contest.enter(own), contest.enter { rival(false) }, contest.enter { rival(true) }))
        }
        enter("loss and gradient") {
            net.evaluate()
        } _: {
            products.gradient(withOuter: $0)
        }
        enter("training step (gradient, Adam)") {
            net.evaluate()
            adam.update(state, net.parameters, gradient: net.gradient)
        } _: {
            products.gradient(withOuter: $0)
        }
        for count in [1, 4] {
            enter(count == 1 ? "Hessian product after it" : "\(count) Hessian products at once") {
                net.objective.products(
                    at: net.parameters,
                    along: directions.start,
                    count: count,
                    into: results.start
                )
            } _: {
                products.products(count, withOuter: $0)
            }
        }
        let samples = try contest.run(rounds: 10 * options.repeats)
        var report = Report(
            "Objective.evaluate, Adam.update, Objective.products",
            columns: [
                "", "median", "quartiles", "matrix products", "ratio (quartiles)", "target",
                "ratio with outer products",
            ]
        )
        for task in tasks {
            let (own, rival) = (samples[task.own], samples[task.rival])
            report.add([
                task.name, own.time, own.timeSpread, rival.time, own.over(rival).quotient, "≤ 1.5",
                own.over(samples[task.outer]).quotient,
            ])
        }
        return [report]
    }
}
