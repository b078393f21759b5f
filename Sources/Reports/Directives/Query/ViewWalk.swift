/// Goes through views and what they read, depth first, each once.
///
/// It keeps its way itself, since a book may have a chain of any length.
struct ViewWalk {
    /// What a view reads, nil for what is no view.
    let reads: (String) -> [String]?
    /// Is told each circle: the views from the first one that is met again to the one that reads it.
    var circle: ([String]) -> Void = { _ in }

    /// The views on the way to the one under way, each with how many of those that it reads have been visited.
    private var way: [(name: String, reads: [String], next: Int)] = []
    /// Where each of them stands on the way.
    private var places: [String: Int] = [:]
    private var done: Set<String> = []

    init(reads: @escaping (String) -> [String]?) { self.reads = reads }

    /// Visits views in order; `leave` is told each one behind those that it reads.
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
