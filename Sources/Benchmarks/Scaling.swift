import Foundation
import Tensors
import Training

/// Measures how the cost of a step grows.
enum Scaling: Group {
    static let name = "scaling"
    static let summary = "a step of Adam against samples and against parameters, three decades each, one thread"

    static func run(_ options: Options) throws -> [Report] {
        let sizes = [10, 32, 100, 320, 1_000, 3_200, 10_000]
        let samples = try sizes.map { (count: $0, net: try Net([50, 100, 1], samples: $0)) }
        let widths = [10, 32, 100, 320, 1_000, 3_200, 10_000]
        let parameters = try widths.map { width in
            let net = try Net([50, width, 1], samples: 100)
            return (count: net.parameters.count, net: net)
        }
        return [
            try table("a 50-100-1 network, 5,201 parameters", "samples", samples, options),
            try table("a 50-h-1 network, 100 samples", "parameters", parameters, options),
        ]
    }

    private static func table(
        _ command: String,
        _ what: String,
        _ nets: [(count: Int, net: Net)],
        _ options: Options
    ) throws -> Report {
        var contest = Contest()
        for (_, net) in nets {
            let adam = Adam(rate: 1e-9)
            let state = adam.start(net.objective.layout, in: Double.self)
            _ = contest.enter {
                net.evaluate()
                adam.update(state, net.parameters, gradient: net.gradient)
            }
        }
        let samples = try contest.run(rounds: 3 * options.repeats)
        var report = Report(
            command,
            columns: [what, "a step", "quartiles", "an item", "of the largest's", "exponent from the line before"]
        )
        let last = (samples.last?.median ?? .nan) / Double(nets.last?.count ?? 1)
        for (index, (count, _)) in nets.enumerated() {
            let time = samples[index].median
            let item = time / Double(count)
            var exponent = ""
            if index > 0 {
                let growth = Foundation.log(time / samples[index - 1].median)
                exponent = Report.number(growth / Foundation.log(Double(count) / Double(nets[index - 1].count)))
            }
            report.add([
                "\(count)", samples[index].time, samples[index].timeSpread, Report.time(item),
                Report.number(item / last), exponent,
            ])
        }
        return report
    }
}
