public import Traces

/// Every unit there is, by kind: a new one is a file of its own and a line here.
///
/// ``kinds`` joins the lists to one table, from which the command line's help and the report's reference are made.
public enum Catalogue {
    /// The problems that can be trained on.
    public static let models: [any Model.Type] = [
        Quadratic.self, Linear.self, MLP.self, CNN.self, Transformer.self, EmbeddingMLP.self, RecordedGradients.self,
    ]
    /// What is made of outputs and targets.
    public static let losses: [any Loss.Type] = [MeanSquaredError.self, CrossEntropyLoss.self]
    /// Rules for initial parameters.
    public static let initializers: [any Initializer.Type] = [
        UniformInitializer.self, NormalInitializer.self, XavierInitializer.self, FileInitializer.self,
    ]
    /// What can be trained on, drawn by a seed or read from files.
    public static let dataSets: [any DataSource.Type] = [
        QuadraticRegression.self, Sines.self, SineOfSum.self, LinearRegression.self, GaussianClasses.self,
        ModularArithmetic.self, AnchorSequences.self, MarkovText.self, TokenSum.self, GlyphImages.self,
        PrototypeImages.self, IDXImages.self, CIFAR10.self, CSVTable.self, TextFile.self, Shifts.self,
    ]
    /// The rules that move parameters.
    public static let optimizers: [any Optimizer.Type] = [
        SGD.self, RMSProp.self, Adam.self, AdamW.self, AMSGrad.self, NAdam.self, RAdam.self, AdaBelief.self,
        Adafactor.self, StableAdamW.self, ADOPT.self, Lion.self, LCMAdam.self, Adan.self, SPAM.self, Muon.self,
    ]
    /// How the learning rate moves over a run.
    public static let schedules: [any Schedule.Type] = [
        ConstantSchedule.self, WarmUp.self, CosineSchedule.self, StepSchedule.self,
    ]
    /// What changes gradients before the optimizer sees them.
    public static let gradientGuards: [any GradientGuard.Type] = [
        ClipNorm.self, ClipValue.self, ZClip.self, AdaGC.self,
    ]
    /// What shortens the steps that the optimizer took.
    public static let stepGuards: [any StepGuard.Type] = [ClipUpdate.self, ClipUpdateNorm.self]
    /// How the second moment begins.
    public static let secondMomentStarts: [any SecondMomentStart.Type] = [DataStart.self, ChiSquareStart.self]
    /// What can be measured at every step.
    public static let probes: [any Probe.Type] = [
        CurvatureProbe.self, MomentsProbe.self, RatioProbe.self, LayersProbe.self,
    ]
    /// What can be recorded of a step: what every run records, then what each probe declares.
    public static let columns: [TraceColumn] = TrainingLoop.columns + probes.flatMap { $0.columns }
}
