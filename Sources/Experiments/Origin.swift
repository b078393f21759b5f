import Tensors

/// Where a run was made: with which code, which kernel, and on which kind of host.
public struct Origin: Sendable, Hashable, Codable {
    /// The digest of the numeric core's sources.
    public var core: String
    /// The name of the linear algebra kernel in use.
    public var kernel: String
    /// The kind of host, such as `x86_64-linux`; never a host's name, since archives are passed on.
    public var host: String

    /// An origin with the given properties.
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
