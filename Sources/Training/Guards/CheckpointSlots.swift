/// A fixed number of slots for checkpoints, with the states they hold.
///
/// A state is identified by two numbers: the step of the run in which it was copied, and how many steps led to it
/// along the run's present branch. The second number decreases when the run goes back.
struct CheckpointSlots: Sendable {
    /// The contents of a slot.
    struct Content: Sendable {
        /// The step of the run before whose update the state was copied.
        var step: Int
        /// The number of steps that led to the state.
        var age: Int
    }

    private var contents: [Content?]

    /// `count` empty slots.
    init(count: Int) {
        contents = Array(repeating: nil, count: count)
    }

    /// Whether a slot holds the state to which `age` steps led.
    func holds(age: Int) -> Bool {
        contents.contains { $0?.age == age }
    }

    /// Assigns a state to an empty slot, or replaces the oldest state; returns the slot.
    mutating func take(_ content: Content) -> Int {
        var place = 0
        for index in contents.indices where (contents[index]?.age ?? -1) < (contents[place]?.age ?? -1) {
            place = index
        }
        contents[place] = content
        return place
    }

    /// The slot of the newest state to which at most `age` steps led, otherwise of the oldest; nil when all slots are
    /// empty.
    func place(atMost age: Int) -> Int? {
        var (newest, oldest): (Int?, Int?)
        for index in contents.indices {
            guard let held = contents[index]?.age else { continue }
            if held <= age, newest.map({ contents[$0]?.age ?? 0 < held }) ?? true { newest = index }
            if oldest.map({ contents[$0]?.age ?? 0 > held }) ?? true { oldest = index }
        }
        return newest ?? oldest
    }

    /// The contents of a slot.
    subscript(_ place: Int) -> Content? { contents[place] }

    /// Empties the slots whose states have more than `age` steps.
    mutating func drop(after age: Int) {
        for index in contents.indices where (contents[index]?.age ?? 0) > age { contents[index] = nil }
    }
}
