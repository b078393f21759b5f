/// Thrown when a file that no build made is in the place of a page.
public struct ForeignFile: Error, CustomStringConvertible {
    /// The file's path.
    public let path: String

    /// One sentence that says what to do.
    public var description: String {
        "\(path) was not made by spikebook and stays as it is: move it away, or choose another folder with --output"
    }
}
