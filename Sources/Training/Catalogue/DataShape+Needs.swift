import Settings

extension DataShape {
    /// The extents of inputs that are real numbers.
    ///
    /// Throws a `SettingFault` for tokens, or for several targets a sample, in the words of `model`.
    public func extents(for model: some Network) throws -> [Int] { try model.extents(of: self) }

    /// The length of sequences and the vocabulary of inputs that are tokens.
    ///
    /// Throws a `SettingFault` for real numbers, in the words of `model`.
    public func tokens(for model: some Network) throws -> (length: Int, vocabulary: Int) { try model.tokens(of: self) }
}
