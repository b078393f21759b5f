public import Settings

/// Going back to a checkpoint when the loss rises, and what to change then.
///
/// With x the mean log10 loss of the last `smooth` steps, a rise is a step at which x stands more than `rise` above the
/// lowest x of the `window` steps before it; a loss that is not finite is one too. The run then goes back to the newest
/// checkpoint that is at least `back` steps old, or to the oldest when none is, and from there on does what the actions
/// say: other batches, a lower rate for a while, a larger second moment, forgotten moments. Restarting from about a
/// hundred steps before a spike and skipping 200 to 500 batches is what PaLM's authors did by hand (Chowdhery and others
/// 2022, section 5.1); raising v instead shrinks the step until v has decayed again.
///
/// This is the rule and its bookkeeping; the loop copies and restores. In each step it calls ``checkpoint(step:)`` before
/// the update and copies parameters and state when a place is named, multiplies the rate by ``rateFactor``, and hands
/// the loss to ``observe(loss:step:)``, after which the next step begins from the state that the decision names. Steps
/// of the run may keep on counting or go back with it: they are only repeated in decisions. After ``begin()`` nothing
/// here allocates.
public struct Rollback: Configurable {
    public static let name = "rollback"
    public static let summary = "Returns to a checkpoint when the loss rises, and changes batches, rate or moments."

    /// What happens to the batches after a return.
    public enum Batches: String, Sendable, CaseIterable {
        /// The same ones come again.
        case same
        /// As many as `skip` says are left out, counted from the checkpoint; the later ones follow.
        case skip
        /// New ones are drawn, in a permutation that belongs to the number of the return.
        case replace
    }

    /// What the optimizer forgets at a return.
    public enum Reset: String, Sendable, CaseIterable {
        /// Nothing: all is as it was in the checkpoint.
        case none
        /// Everything, as before its first step, the count of steps for bias corrections included.
        case moments
        /// The first moment, or momentum buffer, only.
        case first
    }

    /// What the loop has to do.
    public enum Decision: Sendable, Hashable {
        /// Go back.
        case restore(Return)
        /// Nothing but to note it: the loss rose and all `count` rollbacks allowed are used up. It is said once.
        case exhausted(count: Int)
    }

    /// One return to a checkpoint.
    public struct Return: Sendable, Hashable {
        /// The place that holds the checkpoint, from 0.
        public var place: Int
        /// The step before whose update the checkpoint was copied.
        public var step: Int
        /// How many steps led to the checkpoint's state: the count of steps after which the run is again.
        public var age: Int
        /// The number of this return, from 1.
        public var number: Int
        /// What happens to the batches.
        public var batches: Batches
        /// How many steps' batches are left out; 0 unless `batches` is `skip`.
        public var skip: Int
        /// The factor on the checkpoint's second moment.
        public var secondMomentFactor: Double
        /// What the optimizer forgets.
        public var reset: Reset
    }

    public static let settings: [Setting<Rollback>] = [
        Setting("rise", \.rise, in: .positive, "How far log10 of the loss must stand above its lowest."),
        Setting("window", \.window, in: 1...100_000, "Over how many steps before the present one the lowest is taken."),
        Setting("smooth", \.smoothing, in: 1...10_000, "Over how many steps log10 of the loss is averaged."),
        Setting("floor", \.floor, in: .closed(1e-300...1), "The loss below which differences do not count."),
        Setting("every", \.interval, in: 1...1_000_000, "The steps from one checkpoint to the next."),
        Setting("back", \.distance, in: 0...1_000_000, "The least number of steps to go back."),
        Setting("limit", \.limit, in: 0...1_000_000, "How many rollbacks there may be."),
        Setting(
            "batches",
            \.batches,
            "Whether the same batches come again, some are skipped, or new ones replace them."
        ),
        Setting("skip", \.skip, in: 1...1_000_000, "How many steps' batches are skipped, with batches: skip."),
        Setting("rate", \.rate, in: .nonnegative, "The factor on the learning rate after a return."),
        Setting(
            "rate_steps",
            \.rateSteps,
            in: 0...1_000_000_000,
            "For how many steps after a return that factor holds."
        ),
        Setting(
            "second_moment",
            \.secondMoments,
            each: .positive,
            atLeast: 1,
            "The factor on the checkpoint's second moment v; further ones for when the loss soon rises again."
        ),
        Setting(
            "again",
            \.again,
            in: 0...1_000_000,
            "Within how many steps of a return a rise counts as the same one."
        ),
        Setting(
            "reset",
            \.reset,
            "What the optimizer forgets: none, all moments and its step count, or the first moment."
        ),
    ]

    /// How far log10 of the loss must stand above its lowest.
    public var rise = 0.5
    /// The steps before the present one over which the lowest is taken.
    public var window = 100
    /// The steps over which log10 of the loss is averaged.
    public var smoothing = 1
    /// The loss below which differences do not count.
    public var floor = 1e-16
    /// The steps from one checkpoint to the next.
    public var interval = 20
    /// The least number of steps to go back.
    public var distance = 60
    /// How many rollbacks there may be.
    public var limit = 60
    /// What happens to the batches.
    public var batches = Batches.same
    /// How many steps' batches are skipped.
    public var skip = 200
    /// The factor on the learning rate after a return.
    public var rate = 1.0
    /// For how many steps it holds.
    public var rateSteps = 200
    /// The factors on the checkpoint's second moment: the first for a rise, the others in turn for rises that each come
    /// within ``again`` steps of the return before; the last one stays.
    public var secondMoments = [1.0]
    /// Within how many steps of a return a rise counts as the same one.
    public var again = 90
    /// What the optimizer forgets.
    public var reset = Reset.none

    private var history = LossHistory(capacity: 1, smoothing: 1, floor: 1)
    private var slots = CheckpointSlots(count: 0)
    /// Returns so far.
    private var returns = 0
    private var isExhausted = false
    /// The steps taken since the last return; nil before the first one.
    private var stepsSinceReturn: Int?
    /// How many rises before the present one each came soon after a return.
    private var repeats = 0

    public init() {}
}

extension Rollback {
    /// The most checkpoints that settings may ask for, each a copy of parameters and state.
    private static var mostPlaces: Int { 100 }

    /// How many checkpoints are kept: enough that one is always `back` steps old, once that many were taken.
    public var places: Int { (distance + interval - 1) / interval + 1 }

    public func validate() throws {
        guard places <= Self.mostPlaces else {
            let message = "going back \(distance) steps by checkpoints every \(interval) takes \(places) of them"
            throw SettingFault(
                .conflict,
                at: ["back"],
                message,
                help: "at most \(Self.mostPlaces) are kept; raise every"
            )
        }
        guard reset != .moments || secondMoments.allSatisfy({ $0 == 1 }) else {
            let message = "a second moment that is reset cannot be multiplied"
            throw SettingFault(.conflict, at: ["reset"], message, help: "set reset: first, or leave second_moment at 1")
        }
    }

    /// Clears all memory, before the first step of a run.
    public mutating func begin() {
        let reach = window + smoothing + (places + 1) * interval
        history = LossHistory(capacity: reach, smoothing: smoothing, floor: floor)
        slots = CheckpointSlots(count: places)
        returns = 0
        isExhausted = false
        stepsSinceReturn = nil
        repeats = 0
    }

    /// The place, from 0 to below ``places``, into which parameters and state are to be copied before the update of
    /// `step`; nil when no checkpoint is due.
    public mutating func checkpoint(step: Int) -> Int? {
        let age = history.count
        guard !isExhausted, age % interval == 0, !slots.holds(age: age) else { return nil }
        return slots.take(CheckpointSlots.Content(step: step, age: age))
    }

    /// The factor on the learning rate of the step that comes next.
    public var rateFactor: Double {
        guard let stepsSinceReturn, stepsSinceReturn < rateSteps else { return 1 }
        return rate
    }

    /// Takes in the loss of `step`, at the parameters before its update, and says what to do after it, nil for nothing.
    ///
    /// It must be called once in every step, after ``checkpoint(step:)``.
    public mutating func observe(loss: Double, step: Int) -> Decision? {
        if isExhausted { return nil }
        stepsSinceReturn? += 1
        let lowest = history.lowest(ofLast: window)
        // Counts as a step of the history also when it is infinite or NaN; the return cuts it off again.
        let level = history.append(loss.isFinite ? loss : 1)
        if loss.isFinite, level <= lowest + rise { return nil }
        guard returns < limit else {
            isExhausted = true
            return .exhausted(count: returns)
        }
        return restore(from: step)
    }

    private mutating func restore(from step: Int) -> Decision {
        // The present step's update began from the state that `count` − 1 steps led to.
        guard let place = slots.place(atMost: history.count - 1 - distance), let content = slots[place] else {
            preconditionFailure("step \(step) rolls back, and no checkpoint was asked for before it")
        }
        if let stepsSinceReturn { repeats = stepsSinceReturn <= again ? repeats + 1 : 0 }
        returns += 1
        stepsSinceReturn = 0
        slots.drop(after: content.age)
        history.cut(to: content.age)
        return .restore(
            Return(
                place: place,
                step: content.step,
                age: content.age,
                number: returns,
                batches: batches,
                skip: batches == .skip ? skip : 0,
                secondMomentFactor: secondMoments[min(repeats, secondMoments.count - 1)],
                reset: reset
            )
        )
    }
}
