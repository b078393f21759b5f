import Diagnostics
import Settings

extension SourceDirective: PageDirective {
    var numberedAs: String? { "Listing" }

    var prose: [[String]] { [["caption"]] }

    var searched: String { caption }

    var shownTexts: [String] { (try? Listing(self).text).map { [$0] } ?? [] }

    /// The fault of its file, declaration or lines.
    func faults(of placed: PlacedDirective, in check: PlanCheck) -> [Diagnostic] {
        do {
            _ = try Listing(self)
            return []
        } catch let fault as SettingFault {
            return [placed.source.diagnostic(fault, of: Self.name)]
        } catch {
            return [Diagnostic("source.unreadable", at: placed.place, "\(error)")]
        }
    }

    func prepare(for site: Site) throws { _ = try site.highlighting() }

    func listingKey(for site: Site) throws -> String? { try site.highlighting().key(of: Listing(self)) }

    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup {
        try SourcePart(directive: self, placed: placed, context: context).html()
    }
}
