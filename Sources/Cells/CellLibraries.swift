import Diagnostics
import Experiments
import Foundation
import Programs
import Synchronization

/// The compiled cells, in a folder beside the archive, each in a file named after its source and the toolchain.
final class CellLibraries: Sendable {
    private let folder: URL
    private let toolchain: CellToolchain
    /// What tells the toolchain from others, once a cell asks for it; most books have none.
    private let fingerprint = Mutex<String?>(nil)
    /// One compilation at a time.
    private let lock = Mutex(())

    init(in folder: URL, _ toolchain: CellToolchain) {
        self.folder = folder
        self.toolchain = toolchain
    }

    private func name(of cell: CellSource) -> String {
        let mark = fingerprint.withLock { known in
            let mark = known ?? toolchain.fingerprint
            known = mark
            return mark
        }
        return "\(cell.id)-\(Digest.sha256(cell.digest + mark).prefix(24)).so"
    }

    /// Copies the library of a cell to a path, compiled first if it is new.
    ///
    /// A copy stays when another process removes the library. Throws `Faults`, `CellToolchain.Missing`, or a
    /// `ProgramFailure`.
    func copy(_ cell: CellSource, to path: String) throws {
        let library = folder.appending(path: name(of: cell)).path
        let manager = FileManager.default
        if (try? manager.copyItem(atPath: library, toPath: path)) != nil { return }
        try lock.withLock { _ in
            if (try? manager.copyItem(atPath: library, toPath: path)) != nil { return }
            try compile(cell, to: path)
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            let draft = "\(library).\(ProcessInfo.processInfo.processIdentifier)"
            try? manager.removeItem(atPath: draft)
            try manager.copyItem(atPath: path, toPath: draft)
            guard rename(draft, library) == 0 else { return }
        }
    }

    /// Removes the libraries of sources that are no longer among those of the book.
    func clean(except cells: [CellSource]) {
        let kept = Set(cells.map(name))
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasSuffix(".so") && !kept.contains(name) {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
        if kept.isEmpty { try? FileManager.default.removeItem(at: folder) }
    }

    /// The seconds that a compilation may take.
    private static let limit = 300.0

    /// C modules that the modules' interfaces name, but whose declarations no cell can see, by file.
    private static let hidden = [
        "CBLAS.modulemap": "module CBLAS {}\n",
        "CKernels.modulemap": "module CKernels { header \"CKernels.h\" }\n",
        "CKernels.h": "#pragma once\ntypedef struct kernels kernels;\n",
    ]

    /// The paths of their module maps, which stay where they are, since the compiler caches modules by path.
    private func maps() throws -> [String] {
        let place = folder.appending(path: "maps")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let paths = try Self.hidden.sorted { $0.key < $1.key }.map { name, content in
            let file = place.appending(path: name)
            if (try? Data(contentsOf: file)) != Data(content.utf8) {
                try Data(content.utf8).write(to: file, options: .atomic)
            }
            return file.path
        }
        return paths.filter { $0.hasSuffix(".modulemap") }
    }

    /// Compiles a cell: with views of the vectors in an optimizer's step, or if it cannot be written so, without.
    private func compile(_ cell: CellSource, to path: String) throws {
        do {
            try compile(cell, CellText(cell, hasViews: true), to: path)
        } catch is Faults {
            try compile(cell, CellText(cell), to: path)
        }
    }

    private func compile(_ cell: CellSource, _ text: CellText, to path: String) throws {
        let compiler = try toolchain.compiler()
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let sources = ["Cell.swift": text.code, "Entry.swift": text.entry]
        for (name, content) in sources {
            try Data(content.utf8).write(to: URL(filePath: "\(scratch.run)/\(name)"))
        }
        let words =
            [compiler, "-emit-library", "-module-name", "Cell_" + cell.id.replacing("-", with: "_")] + Self.options
            + ["-I", toolchain.modules.path, "-o", path] + (try maps().flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] })
            + sources.keys.sorted()
        var call = ProgramCall(words, in: scratch.run, variables: Self.variables(scratch), shown: "swiftc")
        (call.scratch, call.limit) = (scratch, Self.limit)
        do {
            _ = try call.run(isCancelled: { false })
        } catch let failure as ProgramFailure where failure.output.contains("error:") {
            throw Faults(CompilerMessage.faults(in: failure.output, of: cell))
        }
    }

    /// The compiler's options.
    ///
    /// A square root that could set `errno` would keep a loop from the processor's vectors.
    private static let options =
        [
            "-O", "-wmo", "-g", "-swift-version", "6", "-parse-as-library", "-diagnostic-style", "llvm",
            "-Xcc", "-fno-math-errno",
        ] + platform

    /// The options of a system: this processor's vectors, or where this program's symbols are found.
    private static var platform: [String] {
        #if canImport(Darwin)
        ["-Xlinker", "-undefined", "-Xlinker", "dynamic_lookup"]
        #elseif arch(x86_64)
        ["-Xcc", "-march=native"]
        #else
        []
        #endif
    }

    private static func variables(_ scratch: ScratchFolder) -> [String: String] {
        ProgramEnvironment.variables(named: ["LANG", "SDKROOT", "DEVELOPER_DIR"], temporary: scratch.temporary)
    }
}
