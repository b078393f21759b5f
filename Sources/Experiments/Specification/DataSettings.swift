import Diagnostics
import Settings
import Training

/// The settings of an experiment about data: samples, loss, batches, initial parameters, files.
struct DataSettings {
    /// The source of the samples; nil for models without data.
    private(set) var source: (any DataSource)?
    /// The files that model, data and initial parameters read.
    private(set) var files = InputFiles()
    private var loss: any Loss = MeanSquaredError()
    private var batch = Batch()
    private var initializer: any Initializer = UniformInitializer()

    /// The keys that only models with data have.
    private static let keys = ["data", "loss", "batch", "initial", "full_loss"]

    /// Reads an experiment's tree and opens its files; throws `SettingFaults` with every fault.
    ///
    /// If the model could not be read, the other keys are read nevertheless.
    init(reading tree: Value, for model: (any Model)?, files opener: InputFiles.Source) throws {
        var attempts = Attempts()
        if model?.needsData ?? (tree["data"] != nil) {
            attempts.run { source = try UnitReader.data(tree["data"]) }
            attempts.run { loss = try UnitReader.loss(tree["loss"]) }
            attempts.run { batch = try SettingFaults.under(["batch"]) { try Batch(reading: tree["batch"] ?? .null) } }
            attempts.run { initializer = try UnitReader.initializer(tree["initial"]) }
            if attempts.faults.isEmpty, let model { attempts.run { try checkFit(model) } }
        } else if let model {
            for key in Self.keys where tree[key] != nil {
                let message = "\(type(of: model).name) has no data, so '\(key)' says nothing"
                attempts.run { throw SettingFault(.conflict, at: [key], message, help: "leave it out", atKey: true) }
            }
        }
        let paths = (model?.files ?? []) + (source?.files ?? []) + initializer.files
        attempts.run { files = try InputFiles(paths, in: tree) { try $0.open($1, from: opener) } }
        if !attempts.faults.isEmpty { throw SettingFaults(attempts.faults) }
    }

    /// Copies everything but the samples into a run.
    func apply(to loop: inout TrainingLoop) {
        loop.problem.loss = loss
        loop.problem.batch = batch
        loop.problem.initializer = initializer
    }

    /// The number of samples, the largest if there are several parts; nil without data, or when the files do not
    /// determine it.
    func samples(_ fit: FileFit) -> Int? {
        guard let source else { return nil }
        return source.announcedCounts.max() ?? fit.samples(of: source, files)
    }

    /// Throws unless model, loss and batch fit the samples, as far as that is known before they are drawn.
    private func checkFit(_ model: any Model) throws {
        guard let shape = source?.announcedShape, let network = model as? any Network else { return }
        try network.checkFit(shape, loss: loss, batch: batch, counts: source?.announcedCounts ?? [])
    }
}
