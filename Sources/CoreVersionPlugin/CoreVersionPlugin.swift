import Foundation
import PackagePlugin

/// Gives the module it is applied to a file with the digest of the numeric core's sources.
@main
struct CoreVersionPlugin: BuildToolPlugin {
    /// The modules that decide what a run computes.
    private static let core: Set<String> = ["Curvature", "Training", "Experiments"]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let sources = context.package.targets
            .filter { Self.core.contains($0.name) }
            .compactMap { $0 as? SwiftSourceModuleTarget }
            .flatMap { $0.sourceFiles(withSuffix: "swift").map(\.url) }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "CoreVersion.swift")
        let root = context.package.directoryURL.path
        return [
            .buildCommand(
                displayName: "Digesting the numeric core",
                executable: try context.tool(named: "CoreVersionTool").url,
                arguments: [output.path, root] + sources.map(\.path),
                inputFiles: sources,
                outputFiles: [output]
            )
        ]
    }
}
