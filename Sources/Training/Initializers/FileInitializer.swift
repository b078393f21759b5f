public import Settings
public import Tensors

/// Reads all parameters from a file of numbers, so that runs can start where another program's do.
public struct FileInitializer: Initializer, Hashable {
    public static let name = "file"
    public static let summary = "All parameters from a CSV file, in the order of the model's tensors."
    public static let settings: [Setting<FileInitializer>] = [
        Setting("path", \.path, "The file: as many numbers as the model has parameters, in one row or one column.")
    ]

    /// The file, as the author wrote it.
    public var path = "parameters.csv"

    public init() {}

    public var files: [String] { [path] }

    public func parameters(
        of layout: ParameterLayout,
        random: inout Random,
        files: [String: [UInt8]]
    ) throws -> [Double] {
        guard let bytes = files[path] else {
            throw DataFault(path, .whole, found: "no such file", wanted: "a file with \(layout.count) parameters")
        }
        return try ParameterFiles.parameters(bytes, file: path, layout: layout)
    }
}
