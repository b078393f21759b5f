/// Visits views and the views that they read, depth first, each once.
///
/// It uses its own stack instead of recursion, since a book may have a chain of any length.
struct ViewWalk {
    /// The views that a view reads; nil for a name that is not a view.
    let reads: (String) -> [String]?
    /// Called for each circle, with the views from the first one on it to the one that reads the first again.
    var circle: ([String]) -> Void = { _ in }

    /// The path to the current view, each with the number of its reads that have been visited.
    private var way: [(name: String, reads: [String], next: Int)] = []
    /// The index of each view on the path.
    private var places: [String: Int] = [:]
    private var done: Set<String> = []

    init(reads: @escaping (String) -> [String]?) { self.reads = reads }

    /// Visits views in order; `leave` is called for each one after those that it reads.
    mutating func visit(_ names: [String], leave: (String) -> Void) {
        for name in names {
            enter(name)
            while let last = way.last {
                if last.next < last.reads.count {
                    way[way.count - 1].next += 1
                    enter(last.reads[last.next])
                } else {
                    way.removeLast()
                    places[last.name] = nil
                    done.insert(last.name)
                    leave(last.name)
                }
            }
        }
    }

    private mutating func enter(_ name: String) {
        if let start = places[name] {
            circle(way[start...].map(\.name))
        } else if !done.contains(name), let reads = reads(name) {
            places[name] = way.count
            way.append((name, reads, 0))
        }
    }
}
