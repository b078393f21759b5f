/// All log formats that can be read.
public enum LogFormats {
    /// The formats in the order in which they are tried, the most specific first.
    static let all: [any LogFormat.Type] = [
        NativeTrace.self,
        TensorBoard.self,
        HFTrainer.self,
        WandbChart.self,
        WandbTable.self,
        LLaMAFactory.self,
        WandbHistory.self,
        OLMo.self,
        Levanter.self,
        Lingua.self,
        Composer.self,
        DeepSpeedTable.self,
        Lightning.self,
        Keras.self,
        MLflow.self,
        HFOutput.self,
        Megatron.self,
        Nanotron.self,
        NanoGPT.self,
        LLMC.self,
        LLMCOutput.self,
        ModdedNanoGPT.self,
        Nanochat.self,
        Torchtitan.self,
        Torchtune.self,
        Fairseq.self,
        MMEngine.self,
        MLXLM.self,
        OLMoOutput.self,
        DeepSpeed.self,
        JSONLines.self,
        JSONDocument.self,
        Delimited.self,
        KeyedLines.self,
    ]

    /// The names of all formats.
    public static var names: [String] { all.map { $0.name } }

    /// The description of each format, with its name.
    public static var summaries: [(name: String, summary: String)] { all.map { ($0.name, $0.summary) } }

    static func named(_ name: String) -> (any LogFormat.Type)? { all.first { $0.name == name } }
}
