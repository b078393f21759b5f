import Testing

/// What holds for every source file.
@Suite struct SourceRules {
    @Test func areFormattedAsSwiftFormatFormats() throws {
        let command = ["swift", "format", "lint", "--strict", "--parallel", "--recursive"]
        let result = try Repository.run(command + ["Sources", "Tests", "Package.swift"])
        #expect(result.code == 0, "\(result.output)")
    }

    @Test func areShort() throws {
        let files = try ["Sources", "Tests"].flatMap { try Repository.files(below: $0, endingIn: ".swift") }
        #expect(files.count > 100)
        for file in files {
            let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
            #expect(lines <= 420, "\(file) has \(lines) lines")
        }
    }

    /// The clock on the wall may be set back, and a run would have taken less than no time.
    @Test func measureTimeByAStopwatch() throws {
        for file in try Repository.files(below: "Sources", endingIn: ".swift") {
            #expect(try !Repository.text(file).contains("timeIntervalSince("), "\(file) measures by the wall clock")
        }
    }

    /// What a directive knows stands in its folder, where it is found and changed; the list alone knows all of them.
    @Test func nameADirectiveInItsFolderAlone() throws {
        let root = "Sources/Reports/Directives/"
        let files = try Repository.files(below: "Sources", endingIn: ".swift")
        let kinds = try Repository.files(below: root, endingIn: "Directive.swift").compactMap { file -> String? in
            let parts = file.split(separator: "/")
            return parts.count == 5 && parts[4] == "\(parts[3])Directive.swift" ? String(parts[3]) : nil
        }
        #expect(kinds.count >= 6)
        for file in files where file != root + "Directives.swift" {
            let text = try Repository.text(file)
            for kind in kinds where !file.hasPrefix("\(root)\(kind)/") {
                #expect(!text.contains("\(kind)Directive"), "\(file) names the directive \(kind)")
            }
        }
    }

    /// The numeric core is to run wherever Swift does, and its results must not hang on a platform's Foundation.
    @Test(arguments: ["Settings", "Tensors", "Curvature", "Training", "Analysis", "Experiments"])
    func ofTheCoreImportNoFoundation(module: String) throws {
        let pattern = /^\s*(?:\w+ )*import (?:\w+ )?Foundation\w*/.anchorsMatchLineEndings()
        for file in try Repository.files(below: "Sources/\(module)", endingIn: ".swift") {
            #expect(try Repository.text(file).firstMatch(of: pattern) == nil, "\(file) imports Foundation")
        }
    }
}
