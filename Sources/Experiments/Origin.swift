import Tensors

/// Where a run was made: by which code, with which kernel, on which kind of host.
public struct Origin: Sendable, Hashable, Codable {
    /// The digest of the numeric core's sources.
    public var core: String
    /// The linear algebra kernel that the processor got.
    public var kernel: String
    /// The kind of host, such as `x86_64-linux`; never a host's name, since archives are handed on.
    public var host: String

    /// An origin with given marks.
    public init(core: String, kernel: String, host: String) {
        self.core = core
        self.kernel = kernel
        self.host = host
    }

    /// This program on this host.
    public static let here = Origin(
        core: CoreVersion.digest,
        kernel: MatrixKernels.name,
        host: "\(processor)-\(system)"
    )

    #if arch(x86_64)
    private static let processor = "x86_64"
    #elseif arch(arm64)
    private static let processor = "arm64"
    #else
    private static let processor = "other"
    #endif

    #if os(Linux)
    private static let system = "linux"
    #elseif os(macOS)
    private static let system = "macos"
    #else
    private static let system = "other"
    #endif
}
