import Foundation
import PackagePlugin

/// Generates files about a module's sources: a digest of those that decide its results, or their texts.
@main
struct DigestPlugin: BuildToolPlugin {
    /// A file to be generated for a module.
    private struct Product {
        /// `digest`, `code`, `core` or `texts`.
        var kind: String
        /// The type that the file declares.
        var type: String
        /// The documentation of that type.
        var summary: String
        /// The modules, or folders of modules, whose sources it covers.
        var modules: Set<String>
        /// Folders of those modules that it leaves out.
        var without: Set<String> = []
    }

    /// The sources that act on traces; those that read a specification do not, since a key is made from what was
    /// read.
    private static let core: Set<String> = [
        "CKernels", "Tensors", "Curvature", "Traces", "Training", "Experiments/Running",
    ]

    /// The sources, other than those of the trace, that act on analyses; a diagnosis reads a log itself, and nothing of
    /// it is stored.
    private static let analysis: Set<String> = ["Analysis", "Experiments/Analysing"]

    private static let products: [String: [Product]] = [
        "Experiments": [
            Product(
                kind: "core",
                type: "CoreVersion",
                summary: "The version of the numeric core: part of every run's key.",
                modules: core
            ),
            Product(
                kind: "code",
                type: "AnalysisVersion",
                summary: "The version of the analysis: part of every analysis' key, and of few runs'.",
                modules: analysis,
                without: ["Analysis/Diagnosis"]
            ),
            Product(
                kind: "code",
                type: "ReaderVersion",
                summary: "The version of what reads logs: part of the keys of runs that were made elsewhere.",
                modules: ["Logs", "Traces", "Experiments/Recorded"]
            ),
        ],
        "Reports": [
            Product(
                kind: "digest",
                type: "RendererVersion",
                summary: "The version of the renderer: part of every page's key, and of no run's.",
                modules: ["Settings", "Diagnostics", "Charts", "Storage", "Reports"]
            ),
            Product(
                kind: "code",
                type: "AnswerVersion",
                summary: "The version of what answers queries: part of every answer's key.",
                modules: ["Storage/Queries", "Storage/Schema"]
            ),
            Product(
                kind: "code",
                type: "PlanVersion",
                summary: "The version of what resolves experiments: part of the key of what is kept of them.",
                modules: core.union([
                    "Analysis", "Settings", "Experiments", "Cells", "Reports/Plan", "Reports/Directives",
                    "Reports/Book",
                ])
            ),
            Product(
                kind: "texts",
                type: "CompiledSources",
                summary: "The sources from which this program was compiled, as far as pages may show them.",
                modules: core.union(["Analysis", "Settings", "Experiments", "Diagnostics", "Storage"])
            ),
        ],
    ]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let tool = try context.tool(named: "DigestTool").url
        let root = context.package.directoryURL.path
        return Self.products[target.name, default: []].map { product in
            let sources = context.package.targets
                .compactMap { $0 as? any SourceModuleTarget }
                .flatMap { Self.files(of: $0, for: product) }
                .filter { !$0.path.contains("/.build") }
                .sorted { $0.path < $1.path }
            let output = context.pluginWorkDirectoryURL.appending(path: "\(product.type).swift")
            return .buildCommand(
                displayName: "Reading the sources of \(product.type)",
                executable: tool,
                arguments: [product.kind, output.path, product.type, product.summary, root] + sources.map(\.path),
                inputFiles: sources,
                outputFiles: [output]
            )
        }
    }

    /// The files of a module that a product covers.
    private static func files(of module: any SourceModuleTarget, for product: Product) -> [URL] {
        func folders(_ named: Set<String>) -> [String] {
            named.filter { $0.hasPrefix(module.name + "/") }
                .map { module.directoryURL.appending(path: $0.dropFirst(module.name.count + 1)).path + "/" }
        }
        let (wanted, unwanted) = (folders(product.modules), folders(product.without))
        let isWhole = product.modules.contains(module.name)
        let sources = sources(of: module).filter { file in
            (isWhole || wanted.contains { file.path.hasPrefix($0) }) && !unwanted.contains { file.path.hasPrefix($0) }
        }
        return sources + (isWhole && product.kind == "digest" ? resources(of: module) : [])
    }

    /// The files that decide what a module does: Swift, and C with its headers, which SwiftPM does not list as
    /// sources.
    private static func sources(of module: any SourceModuleTarget) -> [URL] {
        files(below: module.directoryURL).filter { ["swift", "c", "h"].contains($0.pathExtension) }
    }

    /// The resources of a module, on which pages depend as much as on code.
    private static func resources(of module: any SourceModuleTarget) -> [URL] {
        files(below: module.directoryURL.appending(path: "Resources")).filter { !$0.pathExtension.isEmpty }
    }

    private static func files(below folder: URL) -> [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return paths.map { folder.appending(path: $0) }
    }
}
