/// Recognises the format of a log.
enum LogRecognition {
    /// The format of all files, which must be the same.
    static func format(of paths: [String], columns: [String: String]) throws -> any LogFormat.Type {
        let first = try format(of: paths[0], columns)
        for path in paths.dropFirst() {
            let other = try format(of: path, columns)
            guard other.name != first.name else { continue }
            throw LogFault(
                "mixed",
                path,
                "the file is of the format '\(other.name)', and '\(paths[0])' of '\(first.name)'",
                help: "name the files of one run and one format, or say the format"
            )
        }
        return first
    }

    private static func format(of path: String, _ columns: [String: String]) throws -> any LogFormat.Type {
        let sample = try LogSample(path)
        try LogRefusals.check(sample)
        var best: (score: Int, format: any LogFormat.Type)?
        for format in LogFormats.all {
            let score = format.score(sample)
            if score > best?.score ?? 0 { best = (score, format) }
        }
        // A caller who names the loss knows that the lines have names.
        if best == nil, columns["loss"] != nil { return KeyedLines.self }
        guard let best else { throw LogRefusals.unknown(sample) }
        return best.format
    }
}
