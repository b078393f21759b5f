import Testing

/// Rules for every source file.
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

    /// The top-level declarations of each file, and all words in it.
    private static let sources = Result {
        try Repository.files(below: "Sources", endingIn: ".swift").map { file in
            let text = try Repository.text(file)
            let words = text.utf8.split { !(97...122 ~= $0 || 65...90 ~= $0 || 48...57 ~= $0 || $0 == 95) }
            return (
                declarations: TopDeclaration.all(in: text, of: file), words: Set(words.map { String(Substring($0)) })
            )
        }
    }

    /// A type is found by the name of its file.
    ///
    /// For a type that other folders use, the file's name begins with the type's, or the type's with the file's, as
    /// for `Spike` in SpikeDetector.swift. Parts of a view may be in the view's file.
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

    /// Extensions of types from other modules are in files of their own.
    ///
    /// The file's name begins with the extended type's, or is no type's name. Private extensions may be in any file.
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

    /// Durations are not measured by the wall clock, which can be set back and give negative ones.
    @Test func measureTimeByAStopwatch() throws {
        for file in try Repository.files(below: "Sources", endingIn: ".swift") {
            #expect(try !Repository.text(file).contains("timeIntervalSince("), "\(file) measures by the wall clock")
        }
    }

    /// A directive's name occurs in its own folder only, apart from the list of all directives.
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

    /// Only the listed writers may declare text to be markup; all other text is escaped.
    @Test func takeTextsForMarkupInWritersAlone() throws {
        let writers = [
            "Formats/Markup", "Formats/MarkupPattern", "Formats/Sequence+Markup", "Formats/HTMLRenderer",
            "Formats/MarkdownRenderer",
            "Formats/MarkdownWriter", "Pages/PageTemplates", "Directives/Claim/ClaimView", "Directives/Claim/TrialBar",
            "Directives/Claim/TrialDots", "Directives/Claim/TrialStrip", "Directives/Figure/FigurePart",
            "Directives/Figure/SmallFigure",
            "Directives/Source/Highlighter",
        ].map { "Sources/Reports/\($0).swift" }
        let found = try Repository.files(below: "Sources/Reports", endingIn: ".swift").filter {
            try Repository.text($0).contains(/\bMarkup(\.init)?\(\s*written:/)
        }
        #expect(Set(found) == Set(writers))
    }

    /// Whether a text is escaped depends on its type, so templates may not ask for unescaped text.
    @Test func escapeInNoTemplate() throws {
        let templates = try Repository.files(below: "Sources/Reports/Resources", endingIn: ".mustache")
        #expect(templates.count > 20)
        for file in templates {
            #expect(try !Repository.text(file).contains(/\{\{[{&]/), "\(file) asks for a text as it is")
        }
    }

    /// The numeric core runs wherever Swift does, and its results must not depend on a platform's Foundation.
    @Test(arguments: ["Settings", "Tensors", "Curvature", "Traces", "Training", "Analysis", "Experiments"])
    func ofTheCoreImportNoFoundation(module: String) throws {
        let pattern = /^\s*(?:\w+ )*import (?:\w+ )?Foundation\w*/.anchorsMatchLineEndings()
        for file in try Repository.files(below: "Sources/\(module)", endingIn: ".swift") {
            #expect(try Repository.text(file).firstMatch(of: pattern) == nil, "\(file) imports Foundation")
        }
    }
}
