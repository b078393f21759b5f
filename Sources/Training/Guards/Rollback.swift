public import Settings

/// Returns a run to a checkpoint when the loss rises, and changes something there.
///
/// Let x be the mean log10 loss of the last `smooth` steps. A rise is a step at which x exceeds the lowest x of the
/// preceding `window` steps by more than `rise`; a loss that is not finite is a rise too. The run then returns to the
/// newest checkpoint that is at least `back` steps old, or to the oldest if there is none. From there on it does what
/// the actions say: other batches, a lower rate for some time, a larger second moment, reset moments.
///
/// PaLM's authors did this by hand: they restarted about a hundred steps before a spike and skipped 200 to 500
/// batches (Chowdhery and others 2022, section 5.1). Raising v instead shrinks the step until v has decayed again.
///
/// This type contains the rule and its bookkeeping; the loop copies and restores. In each step the loop calls
/// ``checkpoint(step:)`` before the update, and copies parameters and state if that returns a slot. It multiplies the
/// rate by ``rateFactor`` and passes the loss to ``observe(loss:step:)``. The next step begins from the state that
/// the decision names. The numbers of steps may continue or go back; they are only repeated in decisions. After
/// ``begin()`` nothing here allocates.
public struct Rollback: Configurable {
    public static let name = "rollback"
    public static let summary = "Returns to a checkpoint when the loss rises, and changes batches, rate or moments."

    /// The batches after a return.
    public enum Batches: String, Sendable, CaseIterable {
        /// The same batches are used again.
        case same
        /// The number of batches given by `skip` is left out, counted from the checkpoint; the later ones follow.
        case skip
        /// New batches are drawn, in a permutation that depends on the number of the return.
        case replace
    }

    /// What is reset in the optimizer at a return.
    public enum Reset: String, Sendable, CaseIterable {
        /// Nothing: the state is that of the checkpoint.
        case none
        /// Everything, as before the first step, including the step count of bias corrections.
        case moments
        /// Only the first moment, or momentum buffer.
        case first
    }

    /// What the loop has to do after a step.
    public enum Decision: Sendable, Hashable {
        /// Return to a checkpoint.
        case restore(Return)
        /// The loss rose, but all `count` allowed rollbacks are used up; reported once.
        case exhausted(count: Int)
    }

    /// One return to a checkpoint.
    public struct Return: Sendable, Hashable {
        /// The slot that holds the checkpoint, from 0.
        public var place: Int
        /// The step before whose update the checkpoint was copied.
        public var step: Int
        /// The number of steps that led to the checkpoint's state, which is the run's step count again.
        public var age: Int
        /// The number of this return, from 1.
        public var number: Int
        /// The batches after the return.
        public var batches: Batches
        /// The number of steps whose batches are skipped; 0 unless `batches` is `skip`.
        public var skip: Int
        /// The factor on the checkpoint's second moment.
        public var secondMomentFactor: Double
        /// What is reset in the optimizer.
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

    /// The minimal rise of log10 of the loss above its lowest.
    public var rise = 0.5
    /// The number of preceding steps over which the lowest is taken.
    public var window = 100
    /// The number of steps over which log10 of the loss is averaged.
    public var smoothing = 1
    /// The loss below which differences are ignored.
    public var floor = 1e-16
    /// The number of steps between checkpoints.
    public var interval = 20
    /// The minimal number of steps to go back.
    public var distance = 60
    /// The maximal number of rollbacks.
    public var limit = 60
    /// The batches after a return.
    public var batches = Batches.same
    /// The number of steps whose batches are skipped.
    public var skip = 200
    /// The factor on the learning rate after a return.
    public var rate = 1.0
    /// The number of steps with that factor.
    public var rateSteps = 200
    /// The factors on the checkpoint's second moment.
    ///
    /// The first one is used for a rise. The others follow in turn for rises that each occur within ``again`` steps
    /// of the previous return; the last one is repeated.
    public var secondMoments = [1.0]
    /// The number of steps after a return within which a rise counts as the same one.
    public var again = 90
    /// What is reset in the optimizer.
    public var reset = Reset.none

    private var history = LossHistory(capacity: 1, smoothing: 1, floor: 1)
    private var slots = CheckpointSlots(count: 0)
    /// The number of returns so far.
    private var returns = 0
    private var isExhausted = false
    /// The number of steps since the last return; nil before the first one.
    private var stepsSinceReturn: Int?
    /// The number of consecutive rises before the present one that came soon after a return.
    private var repeats = 0

    public init() {}
}

extension Rollback {
    /// The maximal number of checkpoints, each a copy of parameters and state.
    private static var mostPlaces: Int { 100 }

    /// The number of checkpoints: enough that one is always at least `back` steps old, once that many were taken.
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

    /// Resets the state, before the first step of a run.
    public mutating func begin() {
        let reach = window + smoothing + (places + 1) * interval
        history = LossHistory(capacity: reach, smoothing: smoothing, floor: floor)
        slots = CheckpointSlots(count: places)
        returns = 0
        isExhausted = false
        stepsSinceReturn = nil
        repeats = 0
    }

    /// The slot, from 0 to below ``places``, into which parameters and state must be copied before the update of
    /// `step`; nil when no checkpoint is due.
    public mutating func checkpoint(step: Int) -> Int? {
        let age = history.count
        guard !isExhausted, age % interval == 0, !slots.holds(age: age) else { return nil }
        return slots.take(CheckpointSlots.Content(step: step, age: age))
    }

    /// The factor on the learning rate of the next step.
    public var rateFactor: Double {
        guard let stepsSinceReturn, stepsSinceReturn < rateSteps else { return 1 }
        return rate
    }

    /// Adds the loss of `step`, at the parameters before its update, and returns what to do after it; nil for
    /// nothing.
    ///
    /// It must be called once in every step, after ``checkpoint(step:)``.
    public mutating func observe(loss: Double, step: Int) -> Decision? {
        if isExhausted { return nil }
        stepsSinceReturn? += 1
        let lowest = history.lowest(ofLast: window)
        // An infinite or NaN loss is also added to the history; the return removes it again.
        let level = history.append(loss.isFinite ? loss : 1)
        if loss.isFinite, level <= lowest + rise { return nil }
        guard returns < limit else {
            isExhausted = true
            return .exhausted(count: returns)
        }
        return restore(from: step)
    }

    private mutating func restore(from step: Int) -> Decision {
        // The present step's update began from the state to which `count` − 1 steps led.
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
