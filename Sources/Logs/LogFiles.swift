import Diagnostics
import Foundation

/// The files that a log is made of.
public enum LogFiles {
    /// The largest number of files in a folder that is read as a log.
    private static let most = 1_000

    /// The files for some paths: files themselves, and for folders the files that look like logs.
    static func all(_ paths: [String]) throws -> [String] {
        guard !paths.isEmpty else { throw LogFault("none", nil, "no log was named", help: "name a file or a folder") }
        return try paths.flatMap { path -> [String] in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw LogFault("missing", path, "there is no such file", help: help(path))
            }
            guard !isFolder.boolValue else { return try files(in: path) }
            guard isRegular(path) else {
                throw LogFault(
                    "device",
                    path,
                    "this is no file but a pipe or a device",
                    help: "write the log to a file first"
                )
            }
            return [path]
        }
    }

    /// Whether a path leads to a regular file.
    ///
    /// A pipe must not be opened, since reading would empty it.
    static func isRegular(_ path: String) -> Bool {
        let file = URL(filePath: path).resolvingSymlinksInPath()
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }

    private static func help(_ path: String) -> String {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.isEmpty
            ? "name a file or a folder" : NearMiss.help(for: URL(filePath: path).lastPathComponent, in: names)
    }

    /// The relative paths of all files below a folder, except hidden ones, which belong to other programs.
    ///
    /// Reading a log and computing its digest both use this list, so that they cover the same files.
    public static func names(below folder: String) -> [String] {
        let base = base(of: folder)
        return ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).filter { name in
            guard !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return false }
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: base + name, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    private static func base(of folder: String) -> String { folder.hasSuffix("/") ? folder : folder + "/" }

    /// The logs in a folder: those at the paths a known program uses, otherwise all candidates.
    private static func files(in folder: String) throws -> [String] {
        let base = base(of: folder)
        let names = names(below: folder)
        for test in layouts {
            let found = names.filter { test(base + $0) }.sorted(by: isBefore).map { base + $0 }
            if found.count > most { break }
            if !found.isEmpty { return found }
        }
        throw LogFault(
            "folder",
            folder,
            names.isEmpty ? "the folder holds no files" : "the folder holds no log that is known",
            help:
                "name the file: logs are event files, trainer_state.json, metrics.csv, *.jsonl, *.csv, *.log and others"
        )
    }

    /// Whether one path precedes another, with numbers compared by value: `version_2` before `version_10`.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        left.compare(right, options: .numeric) == .orderedAscending
    }

    private static let layouts: [@Sendable (String) -> Bool] = [
        { $0.contains("tfevents") },
        { $0.hasSuffix("/trainer_state.json") },
        { $0.contains("/metrics/") && !$0.hasSuffix(".csv") && !$0.hasSuffix(".jsonl") },
        { $0.hasSuffix("/metrics.csv") },
        { $0.hasSuffix("_train_loss.csv") || $0.hasSuffix("_lr.csv") },
        { $0.hasSuffix("/files/output.log") },
        { $0.hasSuffix(".jsonl") }, { $0.hasSuffix(".csv") || $0.hasSuffix(".tsv") }, { $0.hasSuffix(".json") },
        { $0.hasSuffix(".log") || $0.hasSuffix(".txt") || $0.hasSuffix(".out") },
    ]

    /// The files in the order in which the run wrote them.
    static func ordered(_ paths: [String], _ format: any LogFormat.Type) throws -> [String] {
        // Each checkpoint's state includes the earlier ones.
        if format.name == HFTrainer.name { return Array(paths.suffix(1)) }
        guard format.name == TensorBoard.name, paths.count > 1 else { return paths }
        return try paths.map { ($0, try TensorBoard.start(of: $0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }
}
