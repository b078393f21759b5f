import Foundation
import Mustache

/// A file in this module's folder `Templates`, from which a new file is made.
struct Template {
    private let name: String
    private let template: MustacheTemplate

    /// Reads the template of a file; throws when the installation lacks it.
    init(_ name: String) throws {
        self.name = name
        let file = Bundle.module.bundleURL.appending(path: "Templates/\(name).mustache")
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let template = try? MustacheTemplate(string: text)
        else { throw TemplateMissing(name: name) }
        self.template = template
    }

    /// The text with names replaced by words, and without the sections whose names are false.
    func text(_ words: [String: Any]) throws -> String { template.render(words) }
}

/// A template is missing in the installation.
struct TemplateMissing: Error, CustomStringConvertible {
    let name: String

    var description: String {
        "the resources lack Templates/\(name).mustache: install the program anew, or add the file to Sources/Commands"
    }
}
