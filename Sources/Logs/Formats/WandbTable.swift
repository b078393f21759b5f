/// W&B's table of runs, which holds no history.
enum WandbTable: LogFormat {
    static let name = "wandb-table"
    static let summary = "the CSV of W&B's table of runs: refused, since it has final values only"
    static let lossKind = LossKind.unknown

    static func score(_ sample: LogSample) -> Int {
        guard let header = CSVHeader(sample) else { return 0 }
        let names = Set(header.names)
        return names.isSuperset(of: ["Name", "State"]) && !names.isDisjoint(with: ["Runtime", "Created", "User"])
            ? 2_000 : 0
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        throw LogFault(
            "no-history",
            file.path,
            "this is W&B's table of runs: a row a run with final values, no history",
            help: "export the run's history (run.scan_history() as JSON lines), or the CSV of its loss chart"
        )
    }
}
