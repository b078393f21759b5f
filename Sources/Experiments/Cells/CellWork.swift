public import Settings

/// What a worker does for an experiment, once the units of its cells are loaded.
public enum CellWork {
    /// Reads a run from an experiment's tree.
    ///
    /// Throws `SettingFaults` with every fault. `files` are the contents of the files that are known.
    public static func read(_ tree: Value, files: [String: [UInt8]]) throws -> CellReading {
        var lacking: [String] = []
        do {
            let fit = FileFit()
            let run = try coreRun(tree, files, fit) { lacking.append($0) }
            try fit.check(run, writtenAs: tree)
            return .run(ResolvedRun(run))
        } catch {
            if !lacking.isEmpty { return .files(lacking) }
            throw error
        }
    }

    /// Makes a run that was read before; nil when `isCancelled` returned true.
    ///
    /// Throws the reason for a failure.
    public static func run(
        _ tree: Value,
        seed: Int,
        files: [String: [UInt8]],
        isCancelled: () -> Bool
    ) throws -> RunResult? {
        var run = try coreRun(tree, files, FileFit()) { _ in }
        run.seed = seed
        return try run.run(isCancelled: isCancelled)
    }

    private static func coreRun(
        _ tree: Value,
        _ files: [String: [UInt8]],
        _ fit: FileFit,
        _ lacks: @escaping (String) -> Void
    ) throws -> CoreRun {
        let source = InputFiles.Source(bytes: { path in
            if let bytes = files[path] { return bytes }
            lacks(path)
            throw InputFiles.Unreadable("'\(path)' is not here")
        })
        return try CoreRun(reading: tree, files: source, fit: fit)
    }
}
