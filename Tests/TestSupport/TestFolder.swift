public import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Folders for the files of tests.
public enum TestFolder {
    /// The folder that holds them all: in memory where a system has room for that, else the usual one.
    ///
    /// Archives are written to the disk before a test goes on, and waiting for the disk was a fifth of the suite's time.
    /// `TMPDIR` names another folder.
    public static let all: URL = {
        let usual = FileManager.default.temporaryDirectory
        let isNamed = ProcessInfo.processInfo.environment["TMPDIR"] != nil
        return !isNamed && isSpacious(memory) ? URL(filePath: memory) : usual
    }()

    /// The address of a folder that does not exist yet.
    public static func new(_ kind: String) -> URL { all.appending(path: "spikebook-\(kind)-\(UUID().uuidString)") }

    private static let memory = "/dev/shm"

    /// `ST_NOEXEC` of statvfs(3), which the headers declare for GNU sources only.
    private static let noPrograms: UInt = 8

    /// Whether a folder can be written to, has two gigabytes left, and may hold programs.
    private static func isSpacious(_ folder: String) -> Bool {
        #if canImport(Glibc)
        var state = statvfs()
        guard access(folder, W_OK | X_OK) == 0, statvfs(folder, &state) == 0 else { return false }
        let mayRun = state.f_flag & noPrograms == 0
        return mayRun && UInt64(state.f_bavail) * UInt64(state.f_frsize) >= 2 << 30
        #else
        return false
        #endif
    }
}
