/// Every format that can be read, a line each.
public enum LogFormats {
    /// In the order in which they are tried: what is written more specially comes first.
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

    /// The names by which formats can be asked for.
    public static var names: [String] { all.map { $0.name } }

    /// What writes each format, by its name.
    public static var summaries: [(name: String, summary: String)] { all.map { ($0.name, $0.summary) } }

    static func named(_ name: String) -> (any LogFormat.Type)? { all.first { $0.name == name } }
}
