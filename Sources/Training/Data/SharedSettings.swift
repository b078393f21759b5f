import Settings

// Settings shared by several data sets, declared once.

extension Setting {
    /// The number of samples.
    static func samples(_ key: any WritableKeyPath<Owner, Int> & Sendable) -> Setting {
        Setting("samples", key, in: 1...10_000_000, "How many samples are drawn; more of them keep the first ones.")
    }

    /// The standard deviation of noise on real targets.
    static func targetNoise(_ key: any WritableKeyPath<Owner, Double> & Sendable) -> Setting {
        Setting("noise", key, in: .nonnegative, "The standard deviation of Gaussian noise on the targets.")
    }

    /// The share of wrong labels.
    static func labelNoise(_ key: any WritableKeyPath<Owner, Double> & Sendable) -> Setting {
        Setting(
            "label_noise",
            key,
            in: .closed(0...1),
            "The chance of each label to be replaced by another class, all others being equally likely."
        )
    }

    /// The number of samples used from a file.
    static func limit(_ key: any WritableKeyPath<Owner, Int> & Sendable) -> Setting {
        Setting("limit", key, in: 0...100_000_000, "How many samples are used, from the file's first on; 0 uses all.")
    }
}
