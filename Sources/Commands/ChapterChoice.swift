import Reports

/// The chapters that a user named; nil for all.
struct ChapterChoice {
    let indices: Set<Int>?

    /// Throws a `Failure` of usage when there is no chapter of one of the names.
    init(_ names: [String], of plan: Plan) throws {
        guard !names.isEmpty else {
            indices = nil
            return
        }
        indices = Set(
            try names.map { name in
                guard let index = plan.book.chapter(named: name) else {
                    let known = plan.book.chapterNames.joined(separator: ", ")
                    throw Failure.usage("there is no chapter '\(name)'; known: \(known)")
                }
                return index
            }
        )
    }
}
