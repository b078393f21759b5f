/// What an import did.
public struct ImportReport: Sendable, Hashable {
    /// Runs that were not known before.
    public var added: Int
    /// Runs that were stored already.
    public var known: Int
    /// Runs that were unsound and left out.
    public var leftOut: Int
    /// Analyses of stored runs that were not known before.
    public var analyses: Int
}
