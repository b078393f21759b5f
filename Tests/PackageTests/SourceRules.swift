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

    /// What each file declares at its top, and all words in it.
    private static let sources = Result {
        try Repository.files(below: "Sources", endingIn: ".swift").map { file in
            let text = try Repository.text(file)
            let words = text.utf8.split { !(97...122 ~= $0 || 65...90 ~= $0 || 48...57 ~= $0 || $0 == 95) }
            return (
                declarations: TopDeclaration.all(in: text, of: file), words: Set(words.map { String(Substring($0)) })
            )
        }
    }

    /// Whoever meets a type finds its file.
    ///
    /// The name of a file begins with that of a type that other folders use, or the type's with the file's, as `Spike` in
    /// SpikeDetector.swift. The parts of a view may stand beside it.
    @Test func standWhereTheirNamesAreLookedFor() throws {
        let sources = try Self.sources.get()
        let users = sources.reduce(into: [String: Set<Substring>]()) { users, source in
            guard let folder = source.declarations.first?.folder else { return }
            for word in source.words { users[word, default: []].insert(folder) }
        }
        let types = sources.flatMap(\.declarations).filter { !$0.isExtension && !$0.isPrivate }
        #expect(types.count > 500)
        for type in types where !type.isNamed && !(type.type.hasSuffix("View") && type.subject.hasSuffix("View")) {
            let others = users[type.type, default: []].subtracting([type.folder]).sorted()
            #expect(others.isEmpty, "\(type.file) holds \(type.type), which is used in \(others)")
        }
    }

    /// What a module adds to types that it does not declare is found.
    ///
    /// It stands in a file that begins with the type's name, or in one of no type's name; only what a file needs itself may
    /// stand beside the type that the file is named after.
    @Test func extendTypesOfOthersInFilesOfTheirOwn() throws {
        let declarations = try Self.sources.get().flatMap(\.declarations)
        for (module, all) in Dictionary(grouping: declarations, by: { $0.file.split(separator: "/")[1] }) {
            let own = Set(all.filter { !$0.isExtension }.map(\.type))
            for one in all where one.isExtension && !one.isPrivate && !own.contains(one.type) && !one.isNamed {
                let isOfAType = own.contains(String(one.subject))
                #expect(!isOfAType, "\(one.file) extends \(one.type), which \(module) does not declare")
            }
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

    /// A text is escaped unless a writer says that it is markup, and these are the writers.
    @Test func takeTextsForMarkupInWritersAlone() throws {
        let writers = [
            "Formats/Markup", "Formats/MarkupPattern", "Formats/Sequence+Markup", "Formats/HTMLRenderer",
            "Formats/MarkdownRenderer",
            "Formats/MarkdownWriter", "Pages/PageTemplates", "Directives/Claim/ClaimView", "Directives/Claim/TrialBar",
            "Directives/Claim/TrialDots", "Directives/Claim/TrialStrip", "Directives/Figure/FigurePart",
            "Directives/Source/Highlighter",
        ].map { "Sources/Reports/\($0).swift" }
        let found = try Repository.files(below: "Sources/Reports", endingIn: ".swift").filter {
            try Repository.text($0).contains(/\bMarkup(\.init)?\(\s*written:/)
        }
        #expect(Set(found) == Set(writers))
    }

    /// Whether a text is escaped is said by its type, and a template has no say.
    @Test func escapeInNoTemplate() throws {
        let templates = try Repository.files(below: "Sources/Reports/Resources", endingIn: ".mustache")
        #expect(templates.count > 20)
        for file in templates {
            #expect(try !Repository.text(file).contains(/\{\{[{&]/), "\(file) asks for a text as it is")
        }
    }

    /// The numeric core is to run wherever Swift does, and its results must not depend on a platform's Foundation.
    @Test(arguments: ["Settings", "Tensors", "Curvature", "Traces", "Training", "Analysis", "Experiments"])
    func ofTheCoreImportNoFoundation(module: String) throws {
        let pattern = /^\s*(?:\w+ )*import (?:\w+ )?Foundation\w*/.anchorsMatchLineEndings()
        for file in try Repository.files(below: "Sources/\(module)", endingIn: ".swift") {
            #expect(try Repository.text(file).firstMatch(of: pattern) == nil, "\(file) imports Foundation")
        }
    }
}
