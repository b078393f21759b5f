/// Which format a log has.
enum LogRecognition {
    /// That of the first file; the others are taken for files of the same run.
    static func format(of paths: [String], columns: [String: String]) throws -> any LogFormat.Type {
        let sample = try LogSample(paths[0])
        try LogRefusals.check(sample)
        var best: (score: Int, format: any LogFormat.Type)?
        for format in LogFormats.all {
            let score = format.score(sample)
            if score > best?.score ?? 0 { best = (score, format) }
        }
        // Whoever says which name is the loss knows that the lines have names.
        if best == nil, columns["loss"] != nil { return KeyedLines.self }
        guard let best else { throw LogRefusals.unknown(sample) }
        return best.format
    }
}
