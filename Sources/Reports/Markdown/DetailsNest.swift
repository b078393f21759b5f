import Diagnostics

/// Collects blocks and pairs `<details>` with `</details>`, which cmark gives as separate pieces of HTML.
struct DetailsNest {
    private struct Level {
        var details: Block.Details
        var place: Place
        var hasSummary = false
        var isInSummary = false
    }

    private var levels: [Level] = []
    private var outer: [Block] = []
    /// The number of open elements beyond the limit; their content is not nested.
    private var tooDeep = 0

    /// The collected blocks, once every element is closed.
    var blocks: [Block] { outer }

    /// Adds a block to the innermost open element.
    mutating func append(_ kind: Block.Kind, at place: Place) {
        append(Block(kind: kind, place: place))
    }

    /// Attaches a label on the following line to a formula; false when there is no unlabelled formula just before.
    mutating func label(_ label: String, line: Int) -> Bool {
        let last = levels.last?.details.blocks.last ?? (levels.isEmpty ? outer.last : nil)
        guard case .formula(var formula) = last?.kind, formula.label == nil, let place = last?.place else {
            return false
        }
        formula.label = label
        removeLast()
        append(.formula(formula), at: place)
        return true
    }

    /// Reads a piece of raw HTML; returns its fault.
    mutating func read(_ token: RawMarkup.Token, at place: Place) -> Diagnostic? {
        switch token {
        case .comment: return nil
        case .open("details", let attributes) where ["", "open", "open=\"\""].contains(attributes):
            guard levels.count < NestingLimit.blocks else {
                tooDeep += 1
                return tooDeep == 1 ? NestingLimit.fault(at: place) : nil
            }
            let details = Block.Details(summary: "", isOpen: !attributes.isEmpty, blocks: [])
            levels.append(Level(details: details, place: place))
            return nil
        case .close("details") where tooDeep > 0:
            tooDeep -= 1
            return nil
        case .open("summary", attributes: "") where tooDeep > 0, .close("summary") where tooDeep > 0: return nil
        case .close("details"):
            guard !levels.isEmpty else {
                return Diagnostic("markdown.html", at: place, "</details> closes nothing that is open here")
            }
            return closeInnermost()
        case .open("summary", attributes: ""): return summary(begins: true, at: place)
        case .close("summary"): return summary(begins: false, at: place)
        case .text(let text): return self.text(text, at: place)
        case .open(let name, _), .close(let name): return InlineReader.refusal(of: name, at: place)
        }
    }

    /// Closes the elements that are still open; returns a fault for each.
    mutating func close() -> [Diagnostic] {
        var faults: [Diagnostic] = []
        while let level = levels.last {
            faults.append(Diagnostic("markdown.html", at: level.place, "<details> is never closed"))
            _ = closeInnermost()
        }
        return faults
    }

    private mutating func append(_ block: Block) {
        if levels.isEmpty { outer.append(block) } else { levels[levels.count - 1].details.blocks.append(block) }
    }

    private mutating func removeLast() {
        if levels.isEmpty { outer.removeLast() } else { levels[levels.count - 1].details.blocks.removeLast() }
    }

    private mutating func closeInnermost() -> Diagnostic? {
        guard let level = levels.popLast() else { return nil }
        append(.details(level.details), at: level.place)
        if !level.details.summary.isEmpty { return nil }
        return Diagnostic(
            "markdown.html",
            at: level.place,
            "<details> has no summary",
            help: "put `<summary>What is inside</summary>` under it"
        )
    }

    private mutating func summary(begins: Bool, at place: Place) -> Diagnostic? {
        guard let last = levels.indices.last, levels[last].isInSummary != begins, !(begins && levels[last].hasSummary)
        else {
            return Diagnostic("markdown.html", at: place, "<summary> stands once, directly under <details>")
        }
        levels[last].isInSummary = begins
        levels[last].hasSummary = true
        return nil
    }

    private mutating func text(_ text: String, at place: Place) -> Diagnostic? {
        let text = text.blankTrimmed
        guard !text.isEmpty else { return nil }
        guard let last = levels.indices.last, levels[last].isInSummary else {
            return Diagnostic(
                "markdown.html",
                at: place,
                "text inside raw HTML is not read as Markdown",
                help: "leave a blank line between the tag and the text"
            )
        }
        levels[last].details.summary += text
        return nil
    }
}
