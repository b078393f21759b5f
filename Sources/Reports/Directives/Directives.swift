import Diagnostics
import Settings

/// Reads fences into directives.
enum Directives {
    /// Every kind of directive, found by the word in braces.
    static let kinds: [any Directive.Type] = [
        ExperimentDirective.self,
        QueryDirective.self,
        FigureDirective.self,
        ClaimDirective.self,
        SourceDirective.self,
        AsideDirective.self,
        CellDirective.self,
        ArmsDirective.self,
    ]

    /// The settings of a fence that could not be read as a directive; nil when they are no YAML.
    static func settings(of fence: Block.Fence) -> LocatedValue? {
        let kind = kinds.first { $0.name == fence.name }
        return try? LocatedValue(yaml: kind?.settings(in: fence.body) ?? fence.body)
    }

    /// Reads the directive of a fence; throws `Faults`.
    static func read(_ fence: Block.Fence, at place: Place) throws -> PlacedDirective {
        guard let kind = kinds.first(where: { $0.name == fence.name }) else {
            let help = NearMiss.help(for: fence.name, in: kinds.map { $0.name })
            throw Faults([
                Diagnostic("directive.unknown", at: place, "there is no directive '{\(fence.name)}'", help: help)
            ])
        }
        let source = try LocatedValue(yaml: kind.settings(in: fence.body))
        do {
            let directive = try kind.init(reading: source.value)
            return PlacedDirective(directive: directive, source: source, body: fence.body)
        } catch let error as SettingFaults {
            throw Faults(error.faults.map { source.diagnostic($0, of: fence.name) })
        }
    }
}
