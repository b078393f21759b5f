import Diagnostics

extension Bibliography {
    /// The fault of citing a work that is not in the bibliography; nil when it is.
    func fault(citing work: Inline.CitedWork) -> Diagnostic? {
        guard self[work.key] == nil else { return nil }
        var place = work.place
        place.length = work.key.count + 1
        return Diagnostic(
            "bibliography.unknown",
            at: place,
            "no work has the key '\(work.key)'",
            help: NearMiss.help(for: work.key, in: entries.map(\.key))
                + (work.prefix == nil ? "" : "; an at sign that cites nothing is written \\@")
        )
    }
}
