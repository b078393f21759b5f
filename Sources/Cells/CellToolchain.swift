import Experiments
import Foundation

/// What cells are compiled with: this program, the modules from which it was built, and the compiler.
struct CellToolchain: Sendable {
    /// The reason why no cell can be compiled here.
    struct Missing: Error {
        let sentence: String
        let help: String
    }

    /// The program that is started as a worker.
    let program: URL

    /// The toolchain of this process.
    ///
    /// Tests run in a program of their own, beside which the program lies.
    init() {
        let own = URL(filePath: Self.executable).resolvingSymlinksInPath()
        program = own.lastPathComponent == Self.name ? own : own.deletingLastPathComponent().appending(path: Self.name)
    }

    private static let name = "spikebook"

    private static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? Bundle.main.executablePath ?? CommandLine.arguments[0]
    }

    /// The folder of the modules, which the build leaves beside the program.
    var modules: URL { program.deletingLastPathComponent().appending(path: "Modules") }

    /// The modules' files, by whose times and sizes a library is known to fit them.
    private var interfaces: [URL] {
        ["Settings", "Tensors", "Curvature", "Traces", "Training", "Diagnostics"].map {
            modules.appending(path: "\($0).swiftmodule")
        }
    }

    /// Throws `Missing` unless a cell can be compiled; returns the compiler's path.
    func compiler() throws -> String {
        guard interfaces.allSatisfy({ FileManager.default.fileExists(atPath: $0.path) }) else {
            throw Missing(
                sentence:
                    "the program was copied without the folder '\(modules.path)', whose modules cells are compiled with",
                help: "call the program in its build folder, .build/release/spikebook, or copy that folder beside it"
            )
        }
        guard let path = Self.compilerPath else {
            throw Missing(
                sentence: "there is no Swift compiler: no 'swiftc' on PATH",
                help: "install it: swift.org/install"
            )
        }
        return path
    }

    private static var compilerPath: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The instructions of this machine's processor, for which cells are compiled.
    private static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").first { $0.hasPrefix("flags") || $0.hasPrefix("Features") }.map(String.init)
            ?? ""
    }

    /// What tells this toolchain from another; changes with the compiler and with each build of the modules.
    var fingerprint: String {
        let files =
            interfaces + [Self.compilerPath].compactMap { $0 }.map { URL(filePath: $0).resolvingSymlinksInPath() }
        let marks = files.map { file in
            let found = try? FileManager.default.attributesOfItem(atPath: file.path)
            let time = (found?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(file.path) \(found?[.size] ?? 0) \(time)"
        }
        return Digest.sha256((marks + [Self.processor]).joined(separator: "\n"))
    }
}
