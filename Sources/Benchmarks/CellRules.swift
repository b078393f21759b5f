import Cells
import Diagnostics
import Foundation
import Settings
import Tensors
import Training

/// Measures a rule written in a cell beside the same rule of the catalogue.
enum CellRules: Group {
    static let name = "cells"
    static let summary = "RMSProp written in a cell, by blocks and element by element, beside the catalogue's"

    static func run(_ options: Options) throws -> [Report] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "spikebook-cells-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        var report = Report(
            "Optimizer.update of \(count) parameters",
            columns: ["rule", "precision", "median", "built-in", "speed (quartiles)", "target"]
        )
        for (id, body) in [("by-blocks", blocks), ("by-elements", elements)] {
            let place = Place(file: "cell.swift", line: 1)
            let cell = CellSource(id: id, code: code(id, body), limit: 60, place: place, head: place)
            guard let unit = try CellLibrary.optimizers(of: cell, in: folder).first else { continue }
            try add(unit.init(), id, in: Double.self, to: &report, options)
            try add(unit.init(), id, in: Float.self, to: &report, options)
        }
        return [report]
    }

    private static let count = 10_000

    private static func add<S: Scalar>(
        _ rule: any Optimizer,
        _ id: String,
        in precision: S.Type,
        to report: inout Report,
        _ options: Options
    ) throws {
        var contest = Contest()
        enter(rule, in: precision, &contest)
        enter(RMSProp(), in: precision, &contest)
        let samples = try contest.run(rounds: options.repeats)
        report.add([
            id, S.name, samples[0].time, samples[1].time, samples[1].over(samples[0]).quotient, "≥ 0.90",
        ])
    }

    private static func enter<S: Scalar>(_ rule: any Optimizer, in precision: S.Type, _ contest: inout Contest) {
        let state = rule.start(ParameterLayout(vector: count), in: precision)
        let (parameters, gradient) = (Vector<S>(count: count, noise: 0.1), Vector<S>(count: count, noise: 0.1))
        _ = contest.enter { for _ in 0..<100 { rule.update(state, parameters, gradient: gradient) } }
    }

    private static func code(_ id: String, _ body: String) -> String {
        """
        struct Rule: Optimizer {
            static let name = "\(id)"
            static let summary = "RMSProp."
            static let settings: [Setting<Rule>] = [Setting("lr", \\.learningRate, in: .nonnegative, "The rate.")]
            var learningRate = 0.01

            func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
                state.step += 1
        \(body)
            }
        }
        """
    }

    private static let blocks = """
                forEachBlock(of: parameters.count) { part in
                    let root = state.scratch(0, count: part.count)
                    state.second[part].decay(by: 0.99, addingSquareOf: gradient[part], times: 0.01)
                    root.setRoot(of: state.second[part], plus: 1e-8)
                    parameters[part].subtract(learningRate, times: gradient[part], over: root)
                }
        """

    private static let elements = """
                for i in 0..<parameters.count {
                    let g = gradient[i]
                    state.second[i] = S(0.99) * state.second[i] + S(0.01) * g * g
                    parameters[i] -= S(learningRate) * g / (state.second[i].squareRoot() + S(1e-8))
                }
        """
}
