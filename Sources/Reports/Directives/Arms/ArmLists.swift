import Diagnostics
import Settings

/// The lists of variants of a book, by name.
struct ArmLists {
    private let lists: [String: ArmsDirective]

    /// The lists among some directives.
    init(_ directives: [PlacedDirective]) {
        let found = directives.compactMap { $0.directive as? ArmsDirective }
        lists = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }

    /// An experiment's tree with the variants of the list that its sweep names; the tree itself if it names none.
    ///
    /// Throws `SettingFaults` when there is no such list.
    func laid(over tree: Value) throws -> Value {
        guard case .text(let name)? = tree["sweep"] else { return tree }
        guard let list = lists[name] else {
            let help =
                lists.isEmpty ? "write a directive {arms} with that id" : NearMiss.help(for: name, in: lists.keys)
            throw SettingFaults([
                SettingFault(.missing, at: ["sweep"], "there is no list of arms '\(name)'", help: help)
            ])
        }
        return tree.setting(["sweep"], to: list.variants(beside: tree["optimizer"]))
    }
}
