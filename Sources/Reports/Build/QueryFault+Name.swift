public import Storage

extension QueryFault.Kind {
    /// The kind as diagnostics spell it, with hyphens between words.
    public var name: String {
        rawValue.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
    }
}
