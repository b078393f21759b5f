import Foundation
import PackagePlugin

/// Gives a module a file with the digest of the sources that decide its results.
@main
struct DigestPlugin: BuildToolPlugin {
    /// By module: the type that holds the digest, what it is, and the modules whose sources it covers.
    private static let digests: [String: (type: String, summary: String, modules: Set<String>)] = [
        "Experiments": (
            "CoreVersion", "The version of the numeric core: part of every run's key.",
            ["CKernels", "Tensors", "Curvature", "Training", "Experiments"]
        ),
        "Reports": (
            "RendererVersion", "The version of the renderer: part of every page's key, and of no run's.",
            ["Diagnostics", "Charts", "Storage", "Reports"]
        ),
    ]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let digest = Self.digests[target.name] else { return [] }
        let sources = context.package.targets
            .filter { digest.modules.contains($0.name) }
            .compactMap { $0 as? any SourceModuleTarget }
            .flatMap { Self.sources(of: $0) + Self.resources(of: $0) }
            .filter { !$0.path.contains("/.build") }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "\(digest.type).swift")
        let root = context.package.directoryURL.path
        return [
            .buildCommand(
                displayName: "Digesting the sources of \(digest.type)",
                executable: try context.tool(named: "DigestTool").url,
                arguments: [output.path, digest.type, digest.summary, root] + sources.map(\.path),
                inputFiles: sources,
                outputFiles: [output]
            )
        ]
    }

    /// The files of a module that decide what it does: Swift, or C with its headers, which are no sources to SwiftPM.
    private static func sources(of module: any SourceModuleTarget) -> [URL] {
        files(below: module.directoryURL).filter { ["swift", "c", "h"].contains($0.pathExtension) }
    }

    /// The files of a module's folder of resources, which pages are made from as much as from code.
    private static func resources(of module: any SourceModuleTarget) -> [URL] {
        files(below: module.directoryURL.appending(path: "Resources")).filter { !$0.pathExtension.isEmpty }
    }

    private static func files(below folder: URL) -> [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return paths.map { folder.appending(path: $0) }
    }
}
