import Analysis
import Charts
import Experiments
import Foundation
import Traces
import Training

/// The phase portrait of one spike's cycle: squared gradient over second moment against curvature.
struct PortraitFigure {
    let record: RunRecord
    let analysis: AnalysisRecord
    let directive: FigureDirective

    /// The steps of each spike's cycle: from the end of the previous spike to its own end.
    private var cycles: [ClosedRange<Int>] {
        var start = 1
        return analysis.spikes.map { context in
            let end = max(start, min(context.spike.end ?? record.trace.lastStep, record.trace.lastStep))
            defer { start = end }
            return min(max(start, context.spike.riseStart - 200), end)...end
        }
    }

    /// The figure; throws a `ValueFault` if the run lacks the probes or has no such spike.
    func figure() throws -> Figure {
        guard record.trace[.lambdaMax].contains(where: \.isFinite), record.trace[.sumV].contains(where: \.isFinite)
        else { throw ValueFault("a portrait needs the probes curvature and moments") }
        let cycles = cycles
        guard cycles.indices.contains(directive.spike - 1) else {
            throw ValueFault("the run has \(cycles.count) spikes, so there is no spike \(directive.spike) to portray")
        }
        let shown = cycles[directive.spike - 1]
        // The names of the quadrants come first, since they need the corners.
        var marks: [any Mark] = [
            NoteMark("stable, v decays", in: .bottomLeft), NoteMark("unstable, v decays", in: .topLeft),
            NoteMark("unstable, v grows", in: .topRight), NoteMark("stable, v grows", in: .bottomRight),
            RuleMark(0, label: "$|g|^2 = \\Sigma v$", direction: .vertical),
            RuleMark(1, label: "$\\lambda_{\\max} = 2/\\eta$"),
        ]
        marks += cycles.filter { $0 != shown }.map { path($0, isMain: false) }
        let main = path(shown, isMain: true)
        marks.append(main)
        return Figure(
            id: directive.id,
            width: directive.drawnWidth,
            title: directive.alt,
            description: description(shown, of: cycles.count),
            x: Axis("$\\log_{10}(|g|^2 / \\Sigma v)$", limits: Self.limits(of: main)),
            panels: [Panel(y: Axis("$\\eta\\lambda_{\\max}/2$"), aspect: 1, marks: marks)],
            provenance: record.key.text,
            palette: .book
        )
    }

    /// Limits of the x axis that leave room on both sides of zero for the quadrants' names.
    private static func limits(of path: PathMark) -> ClosedRange<Double> {
        let places = (0..<path.samples.count).map { path.samples.x(at: $0) }.filter(\.isFinite)
        let (low, high) = (min(places.min() ?? -1, -0.1), max(places.max() ?? 1, 0.1))
        let air = 0.05 * (high - low)
        return min(low - air, -0.65 * high)...max(high + air, -0.65 * low)
    }

    private func path(_ steps: ClosedRange<Int>, isMain: Bool) -> PathMark {
        let entries = record.trace.entries(in: steps)
        func slice(_ column: TraceColumn) -> [Double] { Array(record.trace[column][entries]) }
        let x = zip(slice(.gradNorm), slice(.sumV)).map { $0 > 0 && $1 > 0 ? log10($0 * $0 / $1) : .nan }
        let y = zip(slice(.lambdaMax), slice(.threshold)).map { $0 / $1 }
        return PathMark(
            Samples(x: x, y: y),
            number: "steps \(steps.lowerBound) to \(steps.upperBound)",
            opacity: isMain ? 1 : 0.25,
            arrows: isMain ? 20 : 0,
            stages: isMain ? record.trace.steps[entries].map(stage) : [],
            stageNames: PhaseSegment.Phase.names
        )
    }

    private func stage(at step: Int) -> Int {
        analysis.phases.first { $0.first <= step && step <= $0.last }?.phase.rawValue ?? 0
    }

    private func description(_ steps: ClosedRange<Int>, of count: Int) -> String {
        let ratios = zip(record.trace[.lambdaMax], record.trace[.threshold]).map { $0 / $1 }
        let values = ratios[record.trace.entries(in: steps)].filter(\.isFinite)
        let highest = NumberText.significant(values.max() ?? .nan, digits: 3)
        return "Steps \(steps.lowerBound) to \(steps.upperBound), spike \(directive.spike) of \(count). "
            + "The curvature reaches \(highest) times its threshold."
    }
}
