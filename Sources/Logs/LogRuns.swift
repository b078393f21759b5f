import Diagnostics

/// The choice among several runs in one log.
enum LogRuns {
    /// The smallest number of rows for a start of the program to count as a run of its own.
    private static let least = 50

    /// Throws unless one of several runs was chosen.
    static func check(_ wanted: String?, among runs: [String], path: String) throws {
        if let wanted, runs.contains(wanted) { return }
        let known = runs.map { "'\($0)'" }.joined(separator: ", ")
        throw LogFault(
            "runs",
            path,
            wanted.map { "there is no run '\($0)' in the log" } ?? "the log holds \(runs.count) runs",
            help: wanted.flatMap { NearMiss.nearest(to: $0, in: runs) }.map { "did you mean '\($0)'?" }
                ?? "say which: run: NAME; there are \(known)"
        )
    }

    /// The rows of the requested run, when a log's starts are separate runs.
    static func chosen(_ rows: LogRows, _ wanted: String?, path: String) throws -> LogRows {
        guard rows.runs.isEmpty else { return rows }
        let groups = self.groups(rows.segments)
        guard groups.count > 1 else {
            if let wanted, wanted != "1" { try check(wanted, among: ["1"], path: path) }
            return rows
        }
        let names = groups.indices.map { "\($0 + 1)" }
        guard let wanted else {
            let told = zip(names, groups).map { name, group in
                let segments = rows.segments[group]
                return "'\(name)' from line \(segments.first?.line ?? 0), to step \(segments.map(\.last).max() ?? 0)"
            }
            throw LogFault(
                "runs",
                path,
                "the steps begin anew: the log holds \(groups.count) runs",
                help: "say which: run: \(names.last ?? "1"); there are \(told.joined(separator: ", "))"
            )
        }
        try check(wanted, among: names, path: path)
        return rows.keeping(segments: groups[names.firstIndex(of: wanted) ?? 0])
    }

    /// Groups segments into runs.
    ///
    /// A segment that begins no later than the first one starts another run, if both are long enough.
    private static func groups(_ segments: [Log.Segment]) -> [Range<Int>] {
        guard let first = segments.first else { return [] }
        var groups: [Range<Int>] = []
        var start = 0
        for index in segments.indices.dropFirst() {
            let segment = segments[index]
            let before = segments[start..<index].map(\.rows).reduce(0, +)
            guard segment.file == segments[index - 1].file, segment.first <= first.first, segment.rows >= least,
                before >= least
            else { continue }
            groups.append(start..<index)
            start = index
        }
        return groups + [start..<segments.count]
    }
}
