import Foundation

/// Prepares the process's file descriptors before anything uses them.
enum Descriptors {
    /// The number of descriptors that must be free, since the system's libraries end the process silently without
    /// them.
    private static let needed = 32

    /// Opens missing standard descriptors and raises the limit; returns an error when too few others are free.
    static func prepare() -> String? {
        // Otherwise the next file opened, perhaps the archive, would become standard output. The descriptor is
        // read-only, so that writing fails as on a closed one.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
        raiseLimit()
        let taken = (0..<needed).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        for descriptor in taken where descriptor >= 0 { close(descriptor) }
        guard taken.contains(where: { $0 < 0 }) else { return nil }
        return "the system lets this process open too few files, \(needed) are needed; try 'ulimit -n 256'"
    }

    /// Raises the limit of open files as far as the system allows.
    private static func raiseLimit() {
        var limit = rlimit()
        #if canImport(Glibc)
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
        let kind = RLIMIT_NOFILE
        #endif
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < 256 else { return }
        limit.rlim_cur = min(limit.rlim_max, 256)
        _ = setrlimit(kind, &limit)
    }
}
