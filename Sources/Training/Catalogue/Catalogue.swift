public import Traces

/// All units by kind; a new unit is a file of its own and a line here.
///
/// ``kinds`` joins the lists to one table, from which the command line's help and the report's reference are made.
public enum Catalogue {
    /// The problems that can be trained on.
    public static let models: [any Model.Type] = [
        Quadratic.self, Linear.self, MLP.self, CNN.self, Transformer.self, EmbeddingMLP.self, RecordedGradients.self,
    ]
    /// Losses, computed from outputs and targets.
    public static let losses: [any Loss.Type] = [MeanSquaredError.self, CrossEntropyLoss.self]
    /// Rules for initial parameters.
    public static let initializers: [any Initializer.Type] = [
        UniformInitializer.self, NormalInitializer.self, XavierInitializer.self, FileInitializer.self,
    ]
    /// Data sets, drawn from a seed or read from files.
    public static let dataSets: [any DataSource.Type] = [
        QuadraticRegression.self, Sines.self, SineOfSum.self, LinearRegression.self, GaussianClasses.self,
        ModularArithmetic.self, AnchorSequences.self, MarkovText.self, TokenSum.self, GlyphImages.self,
        PrototypeImages.self, IDXImages.self, CIFAR10.self, CSVTable.self, TextFile.self, Shifts.self,
    ]
    /// Optimizers.
    public static let optimizers: [any Optimizer.Type] = [
        SGD.self, RMSProp.self, Adam.self, AdamW.self, AMSGrad.self, NAdam.self, RAdam.self, AdaBelief.self,
        Adafactor.self, StableAdamW.self, ADOPT.self, Lion.self, LCMAdam.self, Adan.self, SPAM.self, Muon.self,
    ]
    /// Schedules of the learning rate.
    public static let schedules: [any Schedule.Type] = [
        ConstantSchedule.self, WarmUp.self, CosineSchedule.self, StepSchedule.self,
    ]
    /// Transforms of the gradient before the optimizer uses it, such as clipping.
    public static let gradientGuards: [any GradientGuard.Type] = [
        ClipNorm.self, ClipValue.self, ZClip.self, AdaGC.self,
    ]
    /// Guards that shorten the optimizer's steps.
    public static let stepGuards: [any StepGuard.Type] = [ClipUpdate.self, ClipUpdateNorm.self]
    /// Initial values of the second moment.
    public static let secondMomentStarts: [any SecondMomentStart.Type] = [DataStart.self, ChiSquareStart.self]
    /// Probes, which measure at every step.
    public static let probes: [any Probe.Type] = [
        CurvatureProbe.self, MomentsProbe.self, RatioProbe.self, LayersProbe.self,
    ]
    /// The columns of a step: those of every run, then those that each probe declares.
    public static let columns: [TraceColumn] = TrainingLoop.columns + probes.flatMap { $0.columns }
}
