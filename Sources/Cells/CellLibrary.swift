public import Foundation
import Settings
public import Training

/// A compiled cell, loaded into this process.
public enum CellLibrary {
    /// Why a library cannot be loaded.
    private struct Unloadable: Error, CustomStringConvertible {
        let description: String
    }

    /// Adds the units of a library to those that experiments can name.
    ///
    /// Throws when it cannot be loaded.
    static func load(_ path: String) throws {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(handle, CellText.entryName) else {
            throw Unloadable(description: dlerror().map { String(cString: $0) } ?? "the library cannot be loaded")
        }
        typealias Entry = @convention(c) () -> Void
        unsafeBitCast(symbol, to: Entry.self)()
    }

    /// The optimizers of a cell, compiled and loaded into this process, which a trap in it would end.
    ///
    /// Throws what compiling and loading throw. `folder` receives the library.
    public static func optimizers(of cell: CellSource, in folder: URL) throws -> [any Optimizer.Type] {
        let path = folder.appending(path: "\(cell.id).so").path
        try? FileManager.default.removeItem(atPath: path)
        try CellLibraries(in: folder, CellToolchain()).copy(cell, to: path)
        let known = LoadedUnits.all.count
        try load(path)
        return LoadedUnits.all.dropFirst(known).compactMap { $0 as? any Optimizer.Type }
    }
}
