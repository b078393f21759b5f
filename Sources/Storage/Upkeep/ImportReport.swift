/// The result of an import.
public struct ImportReport: Sendable, Hashable {
    /// The number of runs that were new.
    public var added: Int
    /// The number of runs that were already stored.
    public var known: Int
    /// The number of damaged runs that were left out.
    public var leftOut: Int
    /// The number of analyses of stored runs that were new.
    public var analyses: Int
}
