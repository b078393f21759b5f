import Analysis
import Charts
import Experiments
import Foundation
import Traces
import Training

/// The preset figures of one run: the anatomy of a spike, and the run as a whole.
struct RunFigures {
    let record: RunRecord
    let analysis: AnalysisRecord
    let specification: any RunSpecification
    let directive: FigureDirective
    private let window: ClosedRange<Int>

    init(
        _ record: RunRecord,
        _ analysis: AnalysisRecord,
        _ specification: any RunSpecification,
        _ directive: FigureDirective
    ) {
        self.record = record
        self.analysis = analysis
        self.specification = specification
        self.directive = directive
        window =
            directive.view == .anatomy
            ? Self.window(record, analysis, directive) : 1...max(1, record.trace.lastStep)
    }

    /// The figure that the directive asks for; `title` and `description` are for screen readers.
    func figure() -> Figure {
        let isAnatomy = directive.view == .anatomy
        var panels = [lossPanel(isHero: isAnatomy)]
        if isProbed(.lambdaMax) { panels.append(isAnatomy ? curvaturePanel : wholeCurvaturePanel) }
        if isAnatomy { panels += [momentPanel, decayPanel].compactMap { $0 } }
        panels.append(.strip(nil, stages))
        let whole = 1...Double(max(2, record.trace.lastStep))
        return Figure(
            id: directive.id,
            width: directive.drawnWidth,
            title: directive.alt,
            description: description,
            x: Axis("step", limits: Double(window.lowerBound)...Double(max(window.upperBound, window.lowerBound + 1))),
            panels: panels,
            shading: shading,
            whole: isAnatomy && window.count < record.trace.lastStep ? whole : nil,
            provenance: record.key.text,
            palette: .book
        )
    }

    /// A text description of the figure, with numbers from the run.
    var description: String {
        let losses = slice(.loss).filter(\.isFinite)
        var text = "Steps \(window.lowerBound) to \(window.upperBound) of \(record.trace.lastStep). "
        if let low = losses.min(), let high = losses.max() {
            text += "The loss lies between \(Self.short(low)) and \(Self.short(high)). "
        }
        let spikes = analysis.spikes.filter { context in
            window.overlaps(context.spike.riseStart...(context.spike.end ?? record.trace.lastStep))
        }
        text += spikes.isEmpty ? "No spike. " : "\(spikes.count) spike\(spikes.count == 1 ? "" : "s"). "
        for context in spikes.prefix(3) {
            text += "The loss rises from step \(context.spike.riseStart) to \(context.spike.peak)"
            text += ", by \(String(format: "%.1f", context.spike.height)) decades"
            if let crossed = context.crossedLambdaMax { text += "; λ_max passed 2/η at step \(crossed)" }
            if let crossed = context.crossedLambdaGrad { text += ", λ_grad at step \(crossed)" }
            text += ". "
        }
        if case .diverged(let step) = record.trace.outcome { text += "The run diverged at step \(step)." }
        return text
    }

    // MARK: - Panels

    private func lossPanel(isHero: Bool) -> Panel {
        Panel(
            "Loss",
            y: Axis(scale: .log),
            height: isHero ? 150 : 150,
            marks: [
                LineMark(samples(slice(.loss)), name: "$L$", role: .ink, width: 1.5)
            ] + divergence
        )
    }

    /// Curvature in units of the threshold.
    ///
    /// It exceeds 1 by a few per cent only, which a logarithmic axis would not show.
    private var curvaturePanel: Panel {
        let threshold = slice(.threshold).first { $0.isFinite } ?? 1
        let isConstant = slice(.threshold).allSatisfy { $0 == threshold }
        let label = isConstant ? "$2/\\eta = \(Self.short(threshold))$" : "$2/\\eta$"
        return Panel(
            "Curvature in units of $2/\\eta$",
            y: Axis(includes: [1]),
            second: isConstant ? SecondAxis("$\\lambda$", factor: threshold) : nil,
            marks: curvatureLines + [RuleMark(1, label: label)]
        )
    }

    private var wholeCurvaturePanel: Panel {
        let values = (ratio(.lambdaMax) + ratio(.lambdaGrad)).filter(\.isFinite)
        let low = min(-0.1, values.min() ?? 0)
        let high = max(1.25, (values.max() ?? 1) * 1.05)
        return Panel(
            "Curvature in units of $2/\\eta$",
            y: Axis(limits: low...high, includes: [0, 1]),
            marks: curvatureLines + [RuleMark(1)]
        )
    }

    private var curvatureLines: [any Mark] {
        let (largest, along) = (ratio(.lambdaMax), ratio(.lambdaGrad))
        let areOne = zip(largest, along).allSatisfy { abs($0 - $1) <= 1e-9 * abs($0) || ($0.isNaN || $1.isNaN) }
        if areOne {
            return [
                LineMark(
                    samples(largest),
                    name: "$\\lambda_{\\max} = \\lambda_{\\mathrm{grad}}$",
                    role: MarkRole.lambdaGrad.role,
                    width: 1.75
                )
            ]
        }
        return [
            line(largest, "$\\lambda_{\\max}$", .lambdaMax),
            line(along, "$\\lambda_{\\mathrm{grad}}$", .lambdaGrad, width: 1.75),
        ]
    }

    private var momentPanel: Panel? {
        guard isProbed(.sumV) else { return nil }
        let squares = slice(.gradNorm).map { $0 * $0 }
        var marks: [any Mark] = [
            line(squares, "$|g|^2$", .gradient),
            line(slice(.sumV), "$\\Sigma v$", .v, width: 1.75),
        ]
        if let guide = decayGuide { marks.append(guide) }
        return Panel("Squared gradient and second moment", y: Axis(scale: .log), marks: marks)
    }

    /// The decay of Σv by the optimizer's decay rate alone, over at most one half-life.
    ///
    /// It is drawn slightly above Σv so that both are visible.
    private var decayGuide: GuideMark? {
        let sums = slice(.sumV)
        let start = sums.count / 6
        guard sums.indices.contains(start), sums[start] > 0 else { return nil }
        let first = record.trace.steps[entries.lowerBound + start]
        let decay = specification.momentDecay
        guard let factor = decay.factor(at: first), factor > 0.5, factor < 1 else { return nil }
        let length = min(Int((log(0.5) / log(factor)).rounded(.up)), sums.count / 3)
        guard length > 4 else { return nil }
        var values = [3 * sums[start]]
        for step in (first + 1)...(first + length) {
            guard let factor = decay.factor(at: step) else { break }
            values.append(values[values.count - 1] * factor)
        }
        return GuideMark(Samples(values, first: Double(first)), label: "decay alone")
    }

    /// r = ln(v_t/v_{t−1}), relative to the same for the optimizer's decay alone: 1 is pure decay; below 0 the moment
    /// grows.
    private var decayPanel: Panel? {
        let (sums, steps) = (record.trace[.sumV], record.trace.steps)
        let decay = specification.momentDecay
        let rates = entries.map { entry in
            guard entry > 0, record.trace.isUnbroken(from: entry - 1, to: entry),
                let rate = decay.rate(over: steps[entry - 1] + 1...steps[entry])
            else { return Double.nan }
            return log(sums[entry] / sums[entry - 1]) / (rate * Double(steps[entry] - steps[entry - 1]))
        }
        guard rates.contains(where: \.isFinite) else { return nil }
        return Panel(
            "Decay rate of $\\Sigma v$ in units of the rule's own",
            y: Axis(scale: .symlog(constant: 1), includes: [0, 1]),
            height: 110,
            marks: [LineMark(samples(rates), role: MarkRole.v.role, width: 1.75), RuleMark(1, label: "pure decay")]
        )
    }

    private var stages: StripMark {
        let segments = analysis.phases.filter { $0.last >= window.lowerBound && $0.first <= window.upperBound }.map {
            StripMark.Segment(
                Double(max($0.first, window.lowerBound)),
                Double(min($0.last + 1, window.upperBound)),
                stage: $0.phase.rawValue
            )
        }
        return StripMark(segments, names: PhaseSegment.Phase.names)
    }

    private var divergence: [any Mark] {
        guard case .diverged(let step) = record.trace.outcome, window.contains(step) else { return [] }
        return [
            RuleMark(
                Double(step),
                label: "diverged at step \(step)",
                direction: .vertical,
                role: MarkRole.lambdaGrad.role
            )
        ]
    }

    private var shading: [Figure.Span] {
        analysis.spikes.compactMap { context in
            let first = max(context.spike.riseStart, window.lowerBound)
            let last = min(context.spike.end ?? record.trace.lastStep, window.upperBound)
            return first < last ? Double(first)...Double(last) : nil
        }
    }

    // MARK: - Data

    /// The entries of the trace that are shown.
    private var entries: Range<Int> { record.trace.entries(in: window) }

    private func isProbed(_ column: TraceColumn) -> Bool {
        record.trace[column].contains(where: \.isFinite)
    }

    private func slice(_ column: TraceColumn) -> [Double] {
        Array(record.trace[column][entries])
    }

    private func ratio(_ column: TraceColumn) -> [Double] {
        zip(slice(column), slice(.threshold)).map { $0 / $1 }
    }

    private func samples(_ values: [Double]) -> Samples {
        let steps = record.trace.steps[entries]
        let first = steps.first ?? window.lowerBound
        // Most runs have an entry for each step.
        guard steps.last.map({ $0 - first + 1 == steps.count }) ?? true else {
            return Samples(x: steps.map(Double.init), y: values)
        }
        return Samples(values, first: Double(first))
    }

    private func line(_ values: [Double], _ name: String, _ role: MarkRole, width: Double = 1.25) -> LineMark {
        LineMark(samples(values), name: name, role: role.role, width: width, shape: role.shape)
    }

    private static func short(_ number: Double) -> String {
        NumberText.significant(number, digits: 3)
    }

    /// The window as written, or from 200 steps before the spike's rise to 150 after its end.
    private static func window(
        _ record: RunRecord,
        _ analysis: AnalysisRecord,
        _ directive: FigureDirective
    ) -> ClosedRange<Int> {
        let count = max(1, record.trace.lastStep)
        if directive.window.count == 2 {
            let low = min(max(1, Int(directive.window[0])), count)
            return low...max(low, min(Int(directive.window[1]), count))
        }
        guard analysis.spikes.indices.contains(directive.spike - 1) else { return 1...count }
        let spike = analysis.spikes[directive.spike - 1]
        let first = min(spike.crossedLambdaMax ?? spike.spike.riseStart, spike.spike.riseStart)
        return max(1, first - 200)...min(count, (spike.spike.end ?? count) + 150)
    }
}
