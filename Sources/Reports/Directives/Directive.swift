import Diagnostics
import Training

/// A fence of a chapter that is no code: its settings are read, it has a result, and it draws itself into the page.
///
/// A new kind is a file of its own and a line in `Directives.kinds`.
protocol Directive: Configurable {
    /// Lines of YAML that use it.
    static var example: String { get }
    /// The identifier, unique in the book.
    var id: String { get }
}

/// A directive where it stands.
struct PlacedDirective: Sendable {
    /// What it says.
    var directive: any Directive
    /// Where each of its values was written.
    var source: LocatedValue
    /// Its body as written.
    var text: String

    /// The identifier.
    var id: String { directive.id }

    /// Where the identifier is written.
    var place: Place { source.place(of: ["id"]) }

    /// Whether its page has a part with its identifier.
    var isShown: Bool { !id.isEmpty && (directive as? QueryDirective)?.isHidden != true }
}

/// Reads fences into directives.
enum Directives {
    /// Every kind of directive by the word in braces.
    static let kinds: [any Directive.Type] = [
        ExperimentDirective.self, QueryDirective.self, FigureDirective.self, ClaimDirective.self,
        SourceDirective.self,
    ]

    /// The directive of a fence; throws `Faults`.
    static func read(_ fence: Block.Fence, at place: Place) throws -> PlacedDirective {
        guard let kind = kinds.first(where: { $0.name == fence.name }) else {
            let help = NearMiss.help(for: fence.name, in: kinds.map { $0.name })
            throw Faults([
                Diagnostic("directive.unknown", at: place, "there is no directive '{\(fence.name)}'", help: help)
            ])
        }
        let source = try LocatedValue(yaml: fence.body)
        do {
            let directive = try kind.init(reading: source.value)
            return PlacedDirective(directive: directive, source: source, text: fence.body.text)
        } catch let error as SettingFaults {
            throw Faults(error.faults.map { source.diagnostic($0, of: fence.name) })
        }
    }
}

extension Directive {
    /// What each directive checks: an identifier of letters, digits, hyphens and underscores that begins with a letter.
    func validateID() throws {
        guard !id.isEmpty else {
            throw SettingFault(
                .missing,
                at: [],
                "the \(Self.name) has no id",
                help: "add a line id: and a name of its own"
            )
        }
        let isSound = id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        guard isSound, id.first?.isLetter == true else {
            throw SettingFault(
                .outOfRange,
                at: ["id"],
                "'\(id)' is no identifier",
                help: "begin with a letter; letters, digits, hyphens and underscores may follow"
            )
        }
    }

    /// A fault unless the text at a key was written.
    func required(_ key: String, _ text: String, help: String) -> SettingFault? {
        text.trimmed.isEmpty ? SettingFault(.missing, at: [], "\(Self.name) '\(id)' has no \(key)", help: help) : nil
    }

    /// Throws those of the faults that there are, all together.
    func stop(at faults: SettingFault?...) throws {
        let found = faults.compactMap { $0 }
        if !found.isEmpty { throw SettingFaults(found) }
    }
}
