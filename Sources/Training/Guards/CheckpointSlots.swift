/// Which of a fixed number of places for checkpoints holds which state.
///
/// States are known by two numbers: the step of the run in which they were copied, and how many steps led to them along
/// the branch that the run is on. The second goes back when the run does.
struct CheckpointSlots: Sendable {
    /// What a place holds.
    struct Content: Sendable {
        /// The step of the run before whose update the state was copied.
        var step: Int
        /// The number of steps that led to the state.
        var age: Int
    }

    private var contents: [Content?]

    /// `count` empty places.
    init(count: Int) {
        contents = Array(repeating: nil, count: count)
    }

    /// Whether a place holds the state that `age` steps led to.
    func holds(age: Int) -> Bool {
        contents.contains { $0?.age == age }
    }

    /// Puts a state into an empty place, or in the place of the oldest state, and gives the place.
    mutating func take(_ content: Content) -> Int {
        var place = 0
        for index in contents.indices where (contents[index]?.age ?? -1) < (contents[place]?.age ?? -1) {
            place = index
        }
        contents[place] = content
        return place
    }

    /// The newest state that at most `age` steps led to, else the oldest of all; nil when all places are empty.
    func place(atMost age: Int) -> Int? {
        var (newest, oldest): (Int?, Int?)
        for index in contents.indices {
            guard let held = contents[index]?.age else { continue }
            if held <= age, newest.map({ contents[$0]?.age ?? 0 < held }) ?? true { newest = index }
            if oldest.map({ contents[$0]?.age ?? 0 > held }) ?? true { oldest = index }
        }
        return newest ?? oldest
    }

    /// What a place holds.
    subscript(_ place: Int) -> Content? { contents[place] }

    /// Empties the places whose states more than `age` steps led to.
    mutating func drop(after age: Int) {
        for index in contents.indices where (contents[index]?.age ?? 0) > age { contents[index] = nil }
    }
}
