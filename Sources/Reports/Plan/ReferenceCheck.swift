import Diagnostics
import Settings

/// Checks that everything a chapter refers to exists.
struct ReferenceCheck {
    let book: Book
    let labels: LabelTable
    /// The index of the referring chapter.
    let chapter: Int

    /// The faults of references in the chapter to missing targets.
    var faults: [Diagnostic] {
        let chapter = book.chapters[chapter]
        let fragments = chapter.orderedDirectives.flatMap { ProseFragment.all(in: $0, citing: book.bibliography) }
        return faults(of: chapter.index) + fragments.flatMap(faults)
            + chapter.numbers.compactMap(number)
    }

    /// The faults of references in `book.yml` to missing targets.
    var configurationFaults: [Diagnostic] {
        guard !book.chapters.isEmpty else { return [] }
        return book.configurationProse.flatMap(faults) + book.configurationNumbers.compactMap(number)
    }

    private func faults(in fragment: ProseFragment) -> [Diagnostic] {
        (fragment.document.faults + faults(of: ProseIndex(fragment.document))).map(fragment.located)
    }

    private func faults(of index: ProseIndex) -> [Diagnostic] {
        index.crossReferences.compactMap { reference($0.item, at: $0.place) }
            + index.citedWorks.compactMap(citation)
            + index.links.compactMap { link($0.item, at: $0.place) }
            + index.images.compactMap { image($0.item, at: $0.place) }
    }

    private func reference(_ target: String, at place: Place) -> Diagnostic? {
        guard !book.faultyIDs.contains(target) else { return nil }
        if let label = labels.label(target, from: chapter) { return label.isShown ? nil : hidden(target, at: place) }
        let names = labels.names(from: chapter) + book.faultyIDs
        let help = NearMiss.nearest(to: target, in: names).map { "did you mean '#\($0)'?" }
        return Diagnostic(
            "reference.broken",
            at: place,
            "nothing is called '#\(target)'",
            help: help ?? "give a figure, table, claim, equation or heading this id"
        )
    }

    private func hidden(_ target: String, at place: Place) -> Diagnostic {
        let message = "'#\(target)' is a hidden query, which no page shows"
        let help = "take out its line hidden: true, or link to what shows it"
        return Diagnostic("reference.hidden", at: place, message, help: help)
    }

    private func citation(_ work: Inline.CitedWork) -> Diagnostic? {
        var fault = book.bibliography.fault(citing: work)
        if book.bibliography.entries.isEmpty {
            let file = book.files.shown(book.configuration.bibliography)
            fault?.help = """
                write \(file) with an entry for it, such as \
                @article{\(work.key), author = {Last, First}, title = {The title}, year = {2025}}
                """
        }
        return fault
    }

    private func number(_ number: CheckedNumber) -> Diagnostic? {
        let (id, key, place) = (number.source, number.key, number.place)
        guard !book.faultyIDs.contains(id) else { return nil }
        guard book.sources[id] != nil else {
            return Diagnostic(
                "value.unknown",
                at: place,
                "no query or claim is called '\(id)'",
                help: NearMiss.help(for: id, in: book.sources.keys)
            )
        }
        do {
            _ = try ValueKey(key)
        } catch {
            let fault = error as? ValueFault
            return Diagnostic("value.incomplete", at: place, fault?.message ?? "\(error)", help: fault?.help)
        }
        return WrittenNumber(number.text) == nil
            ? number.unreadable : number.unreadableTolerance
    }

    private func link(_ link: Inline.Link, at place: Place) -> Diagnostic? {
        guard let target = LinkPath(link: link.destination), target.path.hasSuffix(".md") else { return nil }
        if let index = book.chapterIndex(of: target) {
            return target.anchor.flatMap { anchor($0, in: index, at: place) }
        }
        let names = book.chapters.map { $0.name + ".md" }
        let isUnlisted = book.files.chapterNames?.contains(target.path) == true
        let help =
            isUnlisted
            ? "the file is there, add it to chapters: in book.yml" : NearMiss.help(for: target.path, in: names)
        return Diagnostic("reference.chapter", at: place, "there is no chapter '\(target.path)'", help: help)
    }

    private func anchor(_ anchor: String, in index: Int, at place: Place) -> Diagnostic? {
        let other = book.chapters[index]
        guard !anchor.isEmpty, labels.label(anchor: anchor, in: other, at: index) == nil,
            !book.faultyIDs.contains(anchor)
        else { return nil }
        let help = NearMiss.help(for: anchor, in: labels.anchors(in: other, at: index))
        return Diagnostic("reference.broken", at: place, "'\(other.name).md' has no '#\(anchor)'", help: help)
    }

    private func image(_ image: Inline.Image, at place: Place) -> Diagnostic? {
        guard let name = LinkPath(image: image.source), !name.leavesFolder else { return outside(image, at: place) }
        do {
            try book.files.file(name.path).check()
        } catch RegularFile.Refusal.unfit(let flaw) {
            return unfit(image, flaw, at: place)
        } catch {
            var help = "the path begins at the book's folder, \(book.files.shownAs)"
            if image.source.contains("%") { help += "; a percent sign in a name is written %25" }
            return Diagnostic("image.missing", at: place, "there is no file '\(name.path)'", help: help)
        }
        if book.files.leadsOutside(name.path) { return outside(image, at: place) }
        let isPicture = BookFiles.pictures.contains { name.path.lowercased().hasSuffix("." + $0) }
        return isPicture ? nil : unfit(image, "is no picture", at: place)
    }

    private func outside(_ image: Inline.Image, at place: Place) -> Diagnostic {
        let help = "put the picture into the book's folder, so that the report opens without network"
        let message = "the image '\(image.source)' lies outside the book"
        return Diagnostic("image.outside", at: place, message, help: help)
    }

    private func unfit(_ image: Inline.Image, _ flaw: String, at place: Place) -> Diagnostic {
        let help = "a picture is a plain file whose name ends with \(BookFiles.pictures.joined(separator: ", "))"
        return Diagnostic("image.unfit", at: place, "the image '\(image.source)' \(flaw)", help: help)
    }
}

extension Chapter {
    /// The keys of every work that the chapter cites, in its prose and in its directives.
    func citedKeys(of bibliography: Bibliography) -> [String] {
        let fragments = orderedDirectives.flatMap { ProseFragment.all(in: $0, citing: bibliography) }
        return ([index] + fragments.map { ProseIndex($0.document) }).flatMap { $0.citedWorks.map(\.key) }
    }
}
