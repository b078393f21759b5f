/// A file stands where a page of ours would, and no build has made it.
public struct ForeignFile: Error, CustomStringConvertible {
    /// The file.
    public let path: String

    /// One sentence with what to do.
    public var description: String {
        "\(path) was not made by spikebook and stays as it is: move it away, or choose another folder with --output"
    }
}
