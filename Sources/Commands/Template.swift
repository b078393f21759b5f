import Foundation
import Mustache

/// A file in this module's folder `Templates`, from which a new file is made.
struct Template {
    private let name: String
    private let template: MustacheTemplate

    /// Reads the template of a file; throws when the installation lacks it.
    init(_ name: String) throws {
        self.name = name
        let file = name + ".mustache"
        guard let template = try? MustacheTemplate(string: Self.contents(of: file)) else {
            throw TemplateMissing(file: file)
        }
        self.template = template
    }

    /// The text of a file in the folder as it is; throws when the installation lacks it.
    static func contents(of file: String) throws -> String {
        let place = Bundle.module.bundleURL.appending(path: "Templates/\(file)")
        guard let text = try? String(contentsOf: place, encoding: .utf8) else { throw TemplateMissing(file: file) }
        return text
    }

    /// The text with names replaced by words, and without the sections whose names are false.
    func text(_ words: [String: Any]) throws -> String { template.render(words) }
}

/// A template is missing in the installation.
struct TemplateMissing: Error, CustomStringConvertible {
    let file: String

    var description: String {
        "the resources lack Templates/\(file): install the program anew, or add the file to Sources/Commands"
    }
}
