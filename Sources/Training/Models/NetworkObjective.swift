import Settings
public import Tensors

extension Network {
    public func objective<S: Scalar>(_ problem: Problem, in precision: S.Type) throws -> any Objective<S> {
        try NetworkObjective<S>(self, problem)
    }
}

/// A network's loss on data: one program for the steps' batches, and another for all samples if these differ.
final class NetworkObjective<S: Scalar>: Objective {
    let layout: ParameterLayout
    let start: [Double]
    let hessianIsConstant = false

    private let network: any Network
    private let problem: Problem
    private let schedule: DataSchedule
    private let parts: [Samples<S>]
    private let program: BatchProgram<S>
    private var part = -1
    private var orders: [BatchOrder]
    /// The programs for all samples, by part of the data; each is created when first needed.
    private var fullPrograms: [Int: BatchProgram<S>] = [:]
    /// The program used last for batch gradients, and the size of its batches.
    private var gradientProgram: (size: Int, program: BatchProgram<S>)?

    /// Creates the objective; throws `SettingFaults` whose paths begin at the experiment's root.
    init(_ network: any Network, _ problem: Problem) throws {
        guard let schedule = problem.data else {
            throw SettingFaults([
                SettingFault(.missing, at: ["data"], "a network needs data", help: "write data: {name: {…}}")
            ])
        }
        let counts = schedule.parts.map(\.dataset.count)
        try network.checkFit(schedule.shape, loss: problem.loss, batch: problem.batch, counts: counts)
        self.network = network
        self.problem = problem
        self.schedule = schedule
        let size = problem.batch.size == 0 ? counts[0] : problem.batch.size
        let program = BatchProgram<S>(network, problem.loss, schedule.shape, samples: size)
        self.program = program
        parts = schedule.parts.map { Samples($0.dataset, withClasses: program.takesClasses) }
        layout = program.layout
        orders = schedule.parts.map { BatchOrder(problem.batch, of: $0.dataset.count, seed: problem.seed) }
        var random = Random(seed: problem.seed, stream: "parameters")
        let layout = layout
        start = try SettingFaults.under(["initial", type(of: problem.initializer).name]) {
            try problem.initializer.parameters(of: layout, random: &random, files: problem.files)
        }
    }

    private var isFullBatch: Bool { problem.batch.size == 0 }

    func advance(to step: Int, batch: BatchPlace) {
        let wanted = schedule.part(at: step)
        if isFullBatch {
            if wanted != part { program.takeAll(parts[wanted]) }
        } else {
            program.take(parts[wanted], orders[wanted].samples(at: batch))
        }
        part = wanted
    }

    func evaluate(at parameters: Vector<S>, gradient: Vector<S>) -> Double {
        program.program.evaluate(at: parameters, gradient: gradient)
    }

    func products(
        at parameters: Vector<S>,
        along directions: UnsafeMutablePointer<S>,
        count: Int,
        into products: UnsafeMutablePointer<S>
    ) {
        program.program.products(at: parameters, along: directions, count: count, into: products)
    }

    func fullLoss(at parameters: Vector<S>) -> Double? {
        guard !isFullBatch else { return nil }
        if fullPrograms[part] == nil {
            let all = BatchProgram<S>(network, problem.loss, schedule.shape, samples: parts[part].count)
            all.takeAll(parts[part])
            fullPrograms[part] = all
        }
        return fullPrograms[part]?.program.loss(at: parameters)
    }

    func batchGradient(_ index: Int, size: Int, at parameters: Vector<S>, into gradient: Vector<S>) {
        let count = min(size, parts[0].count)
        let batch = programOfGradients(count)
        let first = index * count % parts[0].count
        let samples = (first..<first + count).map { Int32($0 % parts[0].count) }
        batch.take(parts[0], samples[...])
        _ = batch.program.evaluate(at: parameters, gradient: gradient)
    }

    private func programOfGradients(_ size: Int) -> BatchProgram<S> {
        if let known = gradientProgram, known.size == size { return known.program }
        let made = BatchProgram<S>(network, problem.loss, schedule.shape, samples: size)
        gradientProgram = (size, made)
        return made
    }
}

extension Network {
    /// Throws `SettingFaults` when network, loss and batch do not fit samples of a shape.
    ///
    /// `counts` are the numbers of samples in each part of their schedule, as far as they are known. Paths begin at
    /// the experiment's root.
    public func checkFit(_ shape: DataShape, loss: any Loss, batch: Batch, counts: [Int]) throws {
        var faults: [SettingFault] = []
        do { try check(shape) } catch let fault as SettingFault { faults.append(fault.under(["model", Self.name])) }
        do { try loss.check(shape) } catch let fault as SettingFault { faults.append(fault) }
        if let least = counts.min(), batch.size > least {
            let message = "a batch of \(batch.size) samples from \(least) samples"
            faults.append(SettingFault(.conflict, at: ["batch"], message, help: "at most \(least), or full"))
        }
        if batch.size == 0, Set(counts).count > 1 {
            let message = "full batches of parts with \(counts.map(String.init).joined(separator: ", ")) samples"
            let help = "give the parts one size, or write batch: 32"
            faults.append(SettingFault(.conflict, at: ["batch"], message, help: help))
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }
}

/// Samples in a run's precision, with targets in the form that the loss needs.
private struct Samples<S: Scalar> {
    let count: Int
    let numbers: Vector<S>
    let tokens: [Int32]
    let targets: Vector<S>
    let classes: [Int32]

    init(_ dataset: Dataset, withClasses: Bool) {
        let dataset = withClasses ? dataset : dataset.withOneHotTargets
        count = dataset.count
        (numbers, tokens) = Self.split(dataset.inputs)
        (targets, classes) = Self.split(dataset.targets)
    }

    private static func split(_ values: Dataset.Values) -> (Vector<S>, [Int32]) {
        switch values {
        case .numbers(let numbers): (Vector(numbers), [])
        case .indices(let indices): (Vector(count: 0), indices)
        }
    }
}

/// A network recorded for a number of samples, with the destinations of its data.
private final class BatchProgram<S: Scalar> {
    let program: Program<S>
    var layout: ParameterLayout { program.layout }
    /// Whether targets are written as classes and not as numbers.
    var takesClasses: Bool { if case .classes = target { true } else { false } }
    private let samples: Int
    private let input: NetworkInput
    private let target: LossTarget
    private let numbers: Vector<S>
    private var words: [Int32]

    init(_ network: any Network, _ loss: any Loss, _ shape: DataShape, samples: Int) {
        var recorder = Recorder()
        let (input, outputs) = network.record(&recorder, shape, samples: samples)
        self.input = input
        let (value, target) = loss.record(&recorder, outputs: outputs, samples: samples, targets: shape.targets)
        self.samples = samples
        self.target = target
        program = Program(recorder.recording(loss: value))
        let targetCount = if case .numbers(let node) = target { node.count } else { samples * shape.targets.width }
        numbers = Vector(count: max(samples * shape.inputs.width, targetCount))
        words = Array(repeating: 0, count: samples * max(shape.inputs.width, shape.targets.width))
    }

    /// Sets all samples as data, in their order.
    func takeAll(_ all: Samples<S>) {
        let every = (0..<Int32(all.count)).map { $0 }
        take(all, every[...])
    }

    /// Sets the chosen samples as data.
    func take(_ all: Samples<S>, _ chosen: ArraySlice<Int32>) {
        switch input {
        case .values(let node): put(all.numbers, chosen, in: node)
        case .tokens(let range, _, _): put(all.tokens, chosen, in: range)
        }
        switch target {
        case .numbers(let node): put(all.targets, chosen, in: node)
        case .classes(let range): put(all.classes, chosen, in: range)
        }
        program.prepare()
    }

    private func put(_ all: Vector<S>, _ chosen: ArraySlice<Int32>, in node: Node) {
        let width = node.count / samples
        for (place, sample) in chosen.enumerated() {
            numbers[place * width..<(place + 1) * width].copy(
                from: all[Int(sample) * width..<(Int(sample) + 1) * width]
            )
        }
        program.set(node, to: numbers[0..<node.count])
    }

    private func put(_ all: [Int32], _ chosen: ArraySlice<Int32>, in range: Range<Int>) {
        let width = range.count / samples
        for (place, sample) in chosen.enumerated() {
            for index in 0..<width { words[place * width + index] = all[Int(sample) * width + index] }
        }
        words.withUnsafeBufferPointer { program.set(range, to: UnsafeBufferPointer(rebasing: $0[0..<range.count])) }
    }
}
