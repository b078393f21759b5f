import Foundation

/// A clone of Spikebook's own repository.
struct Checkout {
    static let catalogue = "Sources/Training/Catalogue/Catalogue.swift"
    static let ownRules = "Tests/TrainingTests/OwnRules.swift"

    /// The root folder.
    let root: URL

    /// The clone that contains a folder; nil when there is none.
    init?(around folder: URL) {
        var root = folder.standardizedFileURL
        while !FileManager.default.fileExists(atPath: root.appending(path: Self.catalogue).path) {
            guard root.pathComponents.count > 1 else { return nil }
            root.deleteLastPathComponent()
        }
        self.root = root
    }

    /// A change of a file in the repository.
    struct Edit {
        var path: String
        var old: String
        var new: String
    }

    /// A source with an element appended to the list declared under a name; nil when the source declares none.
    func adding(_ element: String, to list: String, in path: String) -> Edit? {
        guard let old = try? String(contentsOf: root.appending(path: path), encoding: .utf8) else { return nil }
        guard let start = old.range(of: "static let \(list): "),
            let bracket = old[start.upperBound...].range(of: "= [")
        else { return nil }
        var new = old
        let rest = old[bracket.upperBound...]
        if rest.hasPrefix(":]") {
            new.replaceSubrange(
                rest.startIndex..<rest.index(rest.startIndex, offsetBy: 2),
                with: "\n        \(element)\n    ]"
            )
        } else if let end = rest.range(of: "\n    ]") {
            // The formatter demands a comma after each of several elements, and none after a single one.
            let comma = old[..<end.lowerBound].hasSuffix(",") ? "" : ","
            new.insert(contentsOf: "\(comma)\n        \(element),", at: end.lowerBound)
        } else {
            return nil
        }
        return Edit(path: path, old: old, new: new)
    }

    /// Where a type of that name is visible to the core or its tests; nil when it is not.
    func place(ofType type: String) -> String? {
        if Self.standardTypes.contains(type) { return "Swift itself" }
        guard let pattern = try? Regex("\\b(?:struct|class|enum|protocol|actor|typealias) \(type)\\b") else {
            return nil
        }
        for module in ["Diagnostics", "Tensors", "Curvature", "Traces", "Training"].map({ "Sources/\($0)" }) + [
            "Tests/TrainingTests"
        ] {
            let folder = root.appending(path: module)
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
            let declaring = paths.sorted().first { path in
                guard path.hasSuffix(".swift"),
                    let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
                else { return false }
                return text.firstMatch(of: pattern) != nil
            }
            if let declaring { return "\(module)/\(declaring)" }
        }
        return nil
    }

    /// Types used by rules and their tests, and names reserved by the language.
    private static let standardTypes: Set<String> = [
        "Any", "Array", "Bool", "Character", "Dictionary", "Double", "Error", "Float", "Int", "Never", "Optional",
        "Protocol", "Range", "Result", "Self", "Sendable", "Sequence", "Set", "String", "Suite", "Test", "Type", "Void",
    ]
}
