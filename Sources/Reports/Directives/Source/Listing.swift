import Diagnostics
import Settings
import SourceTexts

/// A part of the source code from which this program was compiled.
struct Listing: Sendable, Hashable {
    /// The file's path from the package's root.
    let file: String
    /// The lines of the file, from 1.
    let lines: ClosedRange<Int>
    /// The lines, without their common indentation.
    let text: String

    /// The language's name in highlight.js.
    var language: String { file.hasSuffix(".swift") ? "swift" : "cpp" }

    /// The text of a file.
    static func source(of file: String) -> String? { CompiledSources.files.first { $0.path == file }?.text }

    /// The paths of all files that can be shown.
    static var files: [String] { CompiledSources.files.map(\.path) }

    /// A text that is a file of its own.
    init(_ text: String, file: String) {
        self.file = file
        self.text = text
        lines = 1...max(1, text.split(separator: "\n", omittingEmptySubsequences: false).count)
    }

    /// Finds the listing that a directive names; throws `SettingFault`.
    init(_ directive: SourceDirective) throws {
        guard let source = Self.source(of: directive.file) else { throw Self.noFile(directive.file) }
        try self.init(directive, in: source)
    }

    /// Finds the listing that a directive names in the text of its file; throws `SettingFault`.
    init(_ directive: SourceDirective, in source: String) throws {
        file = directive.file
        var all = source.split(separator: "\n", omittingEmptySubsequences: false)
        if all.last?.isEmpty == true { all.removeLast() }
        var range = 1...all.count
        if !directive.declaration.isEmpty {
            let declared = try Self.declaration(directive.declaration, in: source, of: file).lines
            range = Self.documentation(above: declared.lowerBound, in: all)...declared.upperBound
        }
        if directive.lines.count == 2 {
            let (first, last) = (Int(directive.lines[0]), Int(directive.lines[1]))
            guard first >= 1, first <= last, last <= range.count else {
                throw SettingFault(
                    .outOfRange,
                    at: ["lines"],
                    "there are no lines \(first) to \(last)",
                    help: "lines count from 1; there are \(range.count)"
                )
            }
            range = (range.lowerBound + first - 1)...(range.lowerBound + last - 1)
        }
        lines = range
        text = Self.unindented(all[(range.lowerBound - 1)...(range.upperBound - 1)])
    }

    /// The line on which the documentation of a declaration begins.
    private static func documentation(above line: Int, in all: [Substring]) -> Int {
        var first = line
        while first > 1, all[first - 2].drop(while: { $0 == " " }).hasPrefix("///") { first -= 1 }
        return first
    }

    private static func unindented(_ lines: ArraySlice<Substring>) -> String {
        let margin = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { $0.dropFirst(margin) }.joined(separator: "\n")
    }

    // MARK: - Names

    /// The declaration of a name, which may omit the enclosing type and the labels if it remains unique.
    private static func declaration(_ name: String, in source: String, of file: String) throws -> SwiftDeclaration {
        let wanted = name.prefix { $0 != "(" }.split(separator: ".").map(String.init)
        let labels = String(name.drop { $0 != "(" })
        let all = SwiftDeclarations.all(in: source)
        var found = all.filter { declaration in
            declaration.path.suffix(wanted.count) == wanted[...] && (labels.isEmpty || declaration.labels == labels)
        }
        // A full path is preferred to one with the same end, and a type to its extensions.
        for isBetter in [{ $0.path == wanted }, { !$0.isExtension }] as [(SwiftDeclaration) -> Bool]
        where found.contains(where: isBetter) {
            found = found.filter(isBetter)
        }
        if let first = found.first, found.count == 1 { return first }
        guard found.isEmpty else {
            let names = Set(found.map(\.name)).sorted()
            let lines = "lines: [\(found[0].lines.lowerBound), \(found[0].lines.upperBound)]"
            throw SettingFault(
                .outOfRange,
                at: ["declaration"],
                "\(found.count) declarations of \(file) are called '\(name)'",
                help: names.count > 1
                    ? "write one of " + names.joined(separator: ", ")
                    : "they differ in types alone: leave declaration out and name the file's lines, such as \(lines)"
            )
        }
        throw SettingFault(
            .outOfRange,
            at: ["declaration"],
            "\(file) declares no '\(name)'",
            help: help(for: name, among: all)
        )
    }

    /// Suggests the nearest full or own name, or else lists the names of the file.
    private static func help(for name: String, among all: [SwiftDeclaration]) -> String {
        let own = name.prefix { $0 != "(" }.split(separator: ".").last.map(String.init) ?? name
        if let namesake = all.first(where: { $0.path.last == own }) { return "did you mean '\(namesake.name)'?" }
        let names = Set(all.flatMap { [$0.name, $0.path.joined(separator: ".")] })
        if let near = NearMiss.nearest(to: name, in: names) { return "did you mean '\(near)'?" }
        if let near = NearMiss.nearest(to: own, in: all.compactMap(\.path.last)),
            let declaration = all.first(where: { $0.path.last == near })
        {
            return "did you mean '\(declaration.name)'?"
        }
        let known = Set(all.filter { $0.path.count <= 2 }.map(\.name)).sorted()
        return known.isEmpty ? "there is none; name lines instead" : "known: " + known.joined(separator: ", ")
    }

    private static func noFile(_ path: String) -> SettingFault {
        let base = path.split(separator: "/").last ?? ""
        let namesake = files.first { $0.split(separator: "/").last == base }
        let near = NearMiss.nearest(to: path, in: files) ?? namesake
        return SettingFault(
            .outOfRange,
            at: ["file"],
            "this program was not compiled from '\(path)'",
            help: near.map { "did you mean '\($0)'?" }
                ?? "the core's sources can be shown, such as Sources/Training/Optimizers/AdamSteps.swift"
        )
    }
}
