import Foundation

/// The process's open files, before anything else uses them.
enum Descriptors {
    /// How many must be free: the system's libraries end the process without a word where they get none.
    private static let needed = 32

    /// Makes the standard descriptors fit for use; says what is wrong when there are too few others.
    static func prepare() -> String? {
        // Otherwise the next file that is opened, the archive perhaps, would be the standard output. It is opened for
        // reading, so that writing fails as it does on a closed descriptor.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
        raiseLimit()
        let taken = (0..<needed).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        for descriptor in taken where descriptor >= 0 { close(descriptor) }
        guard taken.contains(where: { $0 < 0 }) else { return nil }
        return "the system lets this process open too few files, \(needed) are needed; try 'ulimit -n 256'"
    }

    /// Takes what the system grants for the asking.
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
