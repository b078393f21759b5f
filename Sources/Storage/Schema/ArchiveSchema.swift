import Experiments
public import Traces
import Training

/// The documentation of the tables that authors query, from which the reference pages are generated.
public enum ArchiveSchema {
    /// A table, which is a view in SQL.
    public struct Table: Sendable, Hashable {
        /// Its name in SQL.
        public var name: String
        /// What one row stands for.
        public var summary: String
        /// Its columns, in order.
        public var columns: [Column]
    }

    /// A column.
    public struct Column: Sendable, Hashable {
        /// Its name in SQL.
        public var name: String
        /// The unit: `step`, `s`, `0 or 1` and others; empty for a pure number or a text.
        public var unit: String
        /// The meaning.
        public var meaning: String
    }

    /// The tables, most used first.
    public static let tables: [Table] = [
        run, trace, spike, rise, crossing, phase, segment, recording, gap, nonFinite, evaluation, layer, state, event,
        bisection, setting, made, member, claim,
    ]

    /// The table with a name, whatever its case.
    public static func table(_ name: String) -> Table? {
        tables.first { $0.name == name.lowercased() }
    }

    private static let place = [
        Column("experiment", "The id of the directive."),
        Column("run", "The run's number in the book, from 1; it joins the tables."),
        Column("seed", "The seed of everything that was drawn."),
        Column(
            "variant",
            "The name of the variant, or what the sweep set, as in optimizer.adam.beta2=0.99; empty without a sweep."
        ),
    ]

    private static let run = Table(
        "run",
        "One run of an experiment of the book.",
        place + [
            Column("key", "The digest of all that decides the trace."),
            Column("outcome", "completed or diverged."),
            Column("outcome_step", "step", "The step at which the run diverged; NULL when it completed."),
            Column("steps", "step", "How many steps were recorded: the number of the last one, where each was."),
            Column("final_loss", "The loss at the last recorded step, as in trace; NULL when it is not a number."),
            Column("lowest_loss", "The lowest loss of all steps; NULL when there is none."),
            Column(
                "products",
                "The Hessian products of all steps, the sum of products in trace; NULL when none were counted."
            ),
            Column("specification", "The resolved specification with every default, as JSON."),
            Column("optimizer", "The optimizer's name."),
            Column("lr", "The learning rate η; NULL when the optimizer has none."),
            Column("beta1", "The setting beta1, mostly the decay rate of the first moment; NULL when there is none."),
            Column("beta2", "The setting beta2, mostly the decay rate of the second moment; NULL when there is none."),
            Column("eps", "The constant ε; NULL when there is none."),
            Column("momentum", "The momentum; NULL when there is none."),
            Column("spikes", "How many spikes the detector found."),
        ]
    )

    private static let trace = Table(
        "trace",
        "One step of one run; NULL is what was not probed or is not a number.",
        place + [Column("step", "step", "The step, from 1.")]
            + traceColumns.flatMap { column in
                [Column(column.name, column.unit, column.documentation)] + [squares[column.name]].compactMap { $0 }
            }
    )

    /// The declared columns of a trace, in the order in which authors see them.
    public static let traceColumns: [TraceColumn] = {
        let names = TraceTable(columns: DeclaredColumns.all.map(\.name)).names
        return names.compactMap { name in DeclaredColumns.all.first { $0.name == name } }
    }()

    /// Columns with the square of another column, by that column's name, which they follow in the table.
    public static let squares = ["grad_norm": Column("grad_sq", "|g|², the square of grad_norm.")]

    private static let spike = Table(
        "spike",
        "One rise of the loss and its fall.",
        place + [
            Column("number", "The spike's number in its run, from 1."),
            Column("rise_start", "step", "The last step at which the loss still stood at the trough."),
            Column("onset", "step", "The first step at which the rise counted as a spike."),
            Column("peak", "step", "The highest step."),
            Column("end", "step", "The step at which it was over; NULL when the run ended before."),
            Column("height", "decades", "log10 of the loss at the peak minus the trough."),
            Column("trough", "decades", "log10 of the loss at the trough."),
            Column("crossed_lambda_max", "step", "The first step of the crossing of λ_max that leads to the spike."),
            Column("crossed_lambda_grad", "step", "The same for λ_grad."),
            Column("crossed_lambda_grad_exact", "step", "The same for the exact one-step form."),
            Column("recovered", "step", "The first of three steps in a row with λ_grad below 2/η about the peak."),
            Column("decay_exponent", "The slope of log Σv before the rise, over its own decay: 1 is pure decay."),
            Column("in_order", "0 or 1", "Whether decay, crossing, peak and recovery follow each other."),
            Column("kind", "spike, or open when it never ended."),
        ]
    )

    private static let rise = Table(
        "rise",
        "One rise of the loss that a rule found, or another event that the record tells: decades is the experiment's own detector, noise counts in the loss' own noise.",
        place + [
            Column("number", "The rise's number in its run, from 1, by rule and then by step."),
            Column("rule", "decades or noise; record for what no rule is needed to see."),
            Column(
                "kind",
                "spike; doubtful or bump when two entries or one stood high; step when the loss stayed there. Of record: "
                    + "collapse when the loss stopped changing at once, non-finite, or restart when the program that wrote "
                    + "a log, or its optimizer's state, began anew."
            ),
            Column("start", "step", "The first step that stood high; of decades, that at which the rise begins."),
            Column("peak", "step", "The highest step."),
            Column(
                "end",
                "step",
                "The step at which it was over, or the last whose loss is not finite; NULL when it never was."
            ),
            Column(
                "height_decades",
                "decades",
                "log10 of the loss at the peak over the base; NULL below zero and of record."
            ),
            Column("height", "The loss at the peak minus the base; NULL of record."),
            Column("height_sigma", "The height in standard deviations of the noise; of the rule noise only."),
        ]
    )

    private static let crossing = Table(
        "crossing",
        "One stretch of steps in which a curvature stood above 2/η.",
        place + [
            Column("quantity", "lambda_max, lambda_grad or lambda_grad_exact."),
            Column("first", "step", "The first step above."),
            Column("last", "step", "The last step above; gaps of a few steps are bridged."),
            Column("steps", "step", "last - first + 1."),
            Column("peak_ratio", "The largest ratio of the curvature to 2/η."),
        ]
    )

    private static let phase = Table(
        "phase",
        "One stretch of steps in one of the five phases of a spike's cycle.",
        place + [
            Column("phase", "The phase, 1 to 5."),
            Column("name", "stable, decay, onset, growth or recovery."),
            Column("first", "step", "The first step."),
            Column("last", "step", "The last step."),
        ]
    )

    private static let segment = Table(
        "segment",
        "One stretch of a trace that was recorded without interruption; a run of this program has one.",
        place + [
            Column("number", "The segment's number in its run, from 1."),
            Column("first", "step", "Its first recorded step."),
            Column("last", "step", "Its last recorded step."),
            Column("entries", "How many of its steps were recorded."),
        ]
    )

    private static let recording = Table(
        "recording",
        "One run that another program made, and how its log was read.",
        place + [
            Column("format", "The log's format."),
            Column("loss_kind", "What the loss is of: step, window, epoch, ema or unknown."),
            Column("unit", "The unit of the loss; empty for the natural one."),
            Column("rows", "How many rows hold a value of a known column."),
            Column("stride", "step", "The usual distance of two entries; NULL when there is none."),
            Column("repeated", "How many entries were recorded again later; the last ones count."),
            Column("dropped", "How many rows were left out, by the reason, as JSON."),
            Column("columns", "The log's own names by the columns of trace, as JSON."),
            Column("not_recorded", "The columns that the log does not hold, as JSON."),
            Column("notes", "What else a reader should know, a sentence each, as JSON."),
            Column(
                "output",
                "The beginning and the end of what the program printed that made the run; NULL where only a log is there."
            ),
        ]
    )

    private static let gap = Table(
        "gap",
        "One stretch without entries in a log that otherwise keeps a rhythm.",
        place + [
            Column("after", "step", "The last recorded step before it."),
            Column("before", "step", "The first recorded step after it."),
        ]
    )

    private static let nonFinite = Table(
        "non_finite",
        "One value of a log that is no finite number: in trace it is NULL.",
        place + [
            Column("step", "step", "The step."),
            Column("column", "The column of trace."),
            Column("value", "nan, inf or -inf."),
        ]
    )

    private static let evaluation = Table(
        "evaluation",
        "One loss that a log tells of an evaluation beside the steps.",
        place + [
            Column("step", "step", "The step."),
            Column("column", "What was evaluated: eval_loss on other samples, eval_train_loss on those trained on."),
            Column("value", "The loss."),
        ]
    )

    private static let layer = Table(
        "layer",
        "One layer at one step, when the probe layers was asked for; NULL is what was not probed or is not a number.",
        place + [
            Column("step", "step", "The step, from 1."),
            Column("layer", "The layer's place in the model, from 0 at the input."),
            Column("name", "The layer's name."),
        ] + LayerRecord.Column.allCases.map { Column($0.name, $0.documentation) }
    )

    private static let event = Table(
        "event",
        "Something that a guard did during a run.",
        place + [
            Column("number", "The event's number in its run, from 1."),
            Column("step", "step", "The step after which it was done."),
            Column(
                "kind",
                "rollback: parameters and state went back to a checkpoint; exhausted: no rollback is left."
            ),
            Column("value", "Of rollback the step whose start was restored, of exhausted the number of rollbacks."),
        ]
    )

    private static let state = Table(
        "state",
        "One coordinate at one step, when the probe state was asked for.",
        place + [
            Column("step", "step", "The step, from 1."),
            Column("coordinate", "The coordinate, from 0."),
        ] + StateRecord.Column.allCases.map { Column($0.name, $0.documentation) }
    )

    private static let bisection = Table(
        "bisection",
        "One value tried in the search for a setting's critical value.",
        place + [
            Column("number", "The trial's number; 0 and 1 are the interval's ends."),
            Column("value", "The setting's value."),
            Column("shown", "0 or 1", "Whether the behaviour was shown."),
        ]
    )

    private static let setting = Table(
        "setting",
        "One setting of one run; a list is one setting, written as JSON.",
        place + [
            Column("path", "The dotted path, as in optimizer.adam.beta2."),
            Column("value", "The value; a whole number is an integer, so write 1.0 * value before dividing."),
        ]
    )

    private static let made = Table(
        "made",
        "Where and when one run was made; another machine gives other values.",
        place + [
            Column("wall_seconds", "s", "The time the run took."),
            Column("finished_at", "When it was finished: UTC, ISO 8601."),
            Column("core", "The digest of the sources that made it: the numeric core's, or of what reads logs."),
            Column("kernel", "The linear algebra kernel that the processor got."),
            Column("host", "The kind of host, such as x86_64-linux; empty for runs of older archives."),
        ]
    )

    private static let member = Table(
        "member",
        "One run that the present book names, whether it is stored yet or not.",
        [
            Column("experiment", "The id of the directive."),
            Column("position", "The run's place in its experiment, from 0."),
            Column("number", "The run's place in the book, from 1: the column run of the other tables."),
            Column("chapter", "The chapter's file."),
            Column("variant", "The name of the variant, or what the sweep set."),
            Column("seed", "The seed."),
            Column("key", "The run's key."),
            Column("analysis", "The key of the analysis of its trace."),
        ]
    )

    private static let claim = Table(
        "claim",
        "One claim of the present book with its verdict.",
        [
            Column("id", "The id of the directive."),
            Column("chapter", "The chapter's file."),
            Column("statement", "What is claimed."),
            Column("sql", "The query: one row a trial."),
            Column("expect", "The condition on each row."),
            Column("verdict", "reproduced, partly, not reproduced or undecided."),
            Column("expected", "The verdict that the author expects."),
            Column("holds", "How many trials hold."),
            Column("trials", "How many trials there are."),
            Column(
                "replay",
                "SQL that computes the verdict from the other tables: the views that it reads, and one SELECT."
            ),
        ]
    )
}

extension ArchiveSchema.Table {
    fileprivate init(_ name: String, _ summary: String, _ columns: [ArchiveSchema.Column]) {
        self.init(name: name, summary: summary, columns: columns)
    }
}

extension ArchiveSchema.Column {
    fileprivate init(_ name: String, _ meaning: String) {
        self.init(name: name, unit: "", meaning: meaning)
    }

    fileprivate init(_ name: String, _ unit: String, _ meaning: String) {
        self.init(name: name, unit: unit, meaning: meaning)
    }
}
