import Foundation
import Settings
import SourceTexts
import Testing

@testable import Reports

/// The sources that are compiled into the program.
@Suite struct CompiledListings {
    private static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

    @Test(arguments: ["Sources/Training/Optimizers/Adam.swift", "Sources/CKernels/kernels.h"])
    func areWhatStandsInTheFiles(path: String) throws {
        let file = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        #expect(Listing.source(of: path) == file)
    }

    @Test func coverTheCoreAndNoMore() {
        let modules = Set(Listing.files.map { $0.split(separator: "/").dropFirst().first ?? "" })
        let core: Set<Substring> = [
            "CKernels", "Tensors", "Curvature", "Traces", "Training", "Settings", "Analysis", "Experiments",
            "Diagnostics", "Storage",
        ]
        #expect(modules == core)
        #expect(Listing.files == Listing.files.sorted())
    }

    /// Every function that starts on a line of the core's sources is found, up to the end of its body.
    @Test func areCutIntoDeclarationsThroughout() throws {
        var count = 0
        for (path, text) in CompiledSources.files where path.hasSuffix(".swift") {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let found = SwiftDeclarations.all(in: text)
            for (index, line) in lines.enumerated() {
                guard let match = line.firstMatch(of: /^( {0,4})(?:[a-z]+(?:\([a-z]+\))? )*func (\w+)/) else {
                    continue
                }
                count += 1
                let declaration = found.first {
                    $0.path.last == String(match.output.2) && $0.lines.contains(index + 1)
                }
                let last = try #require(declaration, "\(path):\(index + 1)").lines.upperBound
                guard lines[last - 1].hasSuffix("}") else { continue }
                let isClosed = last == index + 1 || lines[last - 1].hasPrefix(match.output.1 + "}")
                #expect(isClosed || lines[last - 1].contains("{"), "\(path):\(index + 1) ends in \(last)")
            }
        }
        #expect(count > 300)
    }
}
