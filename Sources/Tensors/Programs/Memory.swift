/// The memory of one program: a value and an adjoint for each node, and tangents of both for each direction.
///
/// Everything is allocated once; the caller's vectors are bound for the duration of a call.
final class Memory<S: Scalar> {
    /// The maximal number of directions processed at once.
    let width: Int
    /// The number of directions in the current call.
    var directions = 0
    /// Indices of words and classes, which have no derivatives.
    var tokens: [Int32]

    private let constants: Vector<S>
    private let values: Vector<S>
    private let adjoints: Vector<S>
    private let scratch: Vector<S>
    /// Tangents need `width` times the memory of values, so they are allocated only with the first product.
    private lazy var tangents = Vector<S>(count: values.count * width)
    private lazy var adjointTangents = Vector<S>(count: values.count * width)
    private lazy var scratchTangents = Vector<S>(count: scratchTangentCount * width)
    private let scratchTangentCount: Int

    // The caller's vectors of the current call.
    private var parameters: UnsafeMutablePointer<S>
    private var gradient: UnsafeMutablePointer<S>
    private var parameterTangents: UnsafeMutablePointer<S>
    private var products: UnsafeMutablePointer<S>
    private let parameterCount: Int

    init(_ recording: Recording, width: Int) {
        self.width = width
        tokens = Array(repeating: 0, count: recording.tokenCount)
        constants = Vector(count: recording.constantCount)
        values = Vector(count: recording.arenaCount)
        adjoints = Vector(count: recording.arenaCount)
        scratch = Vector(count: recording.scratchCount)
        scratchTangentCount = recording.scratchTangentCount
        parameterCount = recording.layout.count
        parameters = values.start
        gradient = values.start
        parameterTangents = values.start
        products = values.start
    }

    /// Binds the vectors needed for a gradient.
    func bind(parameters: Vector<S>, gradient: Vector<S>) {
        self.parameters = parameters.start
        self.gradient = gradient.start
    }

    /// Binds the vectors needed for products, with `count` directions and products stored one after another.
    func bind(
        parameters: Vector<S>,
        directions: UnsafeMutablePointer<S>,
        products: UnsafeMutablePointer<S>,
        count: Int
    ) {
        self.parameters = parameters.start
        parameterTangents = directions
        self.products = products
        self.directions = count
    }

    func value(_ slot: Slot) -> Block<S> {
        let base =
            switch slot.space {
            case .parameters: parameters
            case .arena: values.start
            case .constants: constants.start
            }
        return Block(start: base + slot.offset, count: slot.count)
    }

    func adjoint(_ slot: Slot) -> Block<S> {
        let base = slot.space == .parameters ? gradient : adjoints.start
        return Block(start: base + slot.offset, count: slot.count)
    }

    /// A node's tangent in one direction.
    func tangent(_ slot: Slot, _ direction: Int) -> Block<S> {
        place(slot, direction, slot.space == .parameters ? parameterTangents : tangents.start)
    }

    /// The tangent of a node's adjoint in one direction.
    func adjointTangent(_ slot: Slot, _ direction: Int) -> Block<S> {
        place(slot, direction, slot.space == .parameters ? products : adjointTangents.start)
    }

    /// The tangents of a node in the arena in all directions, stored one after another.
    func tangents(_ slot: Slot) -> Block<S> { stacked(slot, tangents.start) }

    /// The tangents of the adjoint of a node in the arena in all directions, stored one after another.
    func adjointTangents(_ slot: Slot) -> Block<S> { stacked(slot, adjointTangents.start) }

    /// Memory that a primitive uses from its value or adjoint on.
    func scratch(_ stretch: Range<Int>) -> Block<S> { scratch[stretch] }

    /// Memory that a primitive uses for one direction; the directions are stored one after another.
    func scratchTangent(_ stretch: Range<Int>, _ direction: Int) -> Block<S> {
        let start = scratchTangents.start + (stretch.lowerBound * directions + direction * stretch.count)
        return Block(start: start, count: stretch.count)
    }

    private func place(_ slot: Slot, _ direction: Int, _ base: UnsafeMutablePointer<S>) -> Block<S> {
        let offset =
            slot.space == .parameters
            ? direction * parameterCount + slot.offset : slot.offset * directions + direction * slot.count
        return Block(start: base + offset, count: slot.count)
    }

    private func stacked(_ slot: Slot, _ base: UnsafeMutablePointer<S>) -> Block<S> {
        assert(slot.space == .arena)
        return Block(start: base + slot.offset * directions, count: slot.count * directions)
    }
}
