import Diagnostics

/// Collects inlines and pairs the opening and closing tags of raw elements, so that the written HTML is always
/// nested.
struct SpanNest {
    private var levels: [[Inline]] = [[]]
    private var opened: [(name: String, place: Place)] = []
    /// The number of open elements beyond the limit; their content is not nested.
    private var tooDeep = 0

    /// The collected inlines, once every element is closed.
    var inlines: [Inline] { levels[0] }

    /// Adds an inline to the innermost open element.
    mutating func append(_ kind: Inline.Kind, at place: Place) {
        levels[levels.count - 1].append(Inline(kind: kind, place: place))
    }

    /// Removes the text added last, whose source is `source`; false when the last inlines are something else.
    mutating func takeBack(_ source: String) -> Bool {
        guard let (count, kept) = tail(source) else { return false }
        levels[levels.count - 1].removeLast(count)
        if let kept { levels[levels.count - 1].append(kept) }
        return true
    }

    /// The number of last inlines that make up a source, and the part of the first of them before it.
    private func tail(_ source: String) -> (count: Int, kept: Inline?)? {
        var rest = source[...]
        for (index, inline) in levels[levels.count - 1].reversed().enumerated() {
            if rest.isEmpty { return (index, nil) }
            switch inline.kind {
            case .softBreak: rest = rest.dropLast(rest.reversed().prefix(while: \.isWhitespace).count)
            case .text(let text) where rest.hasSuffix(text): rest = rest.dropLast(text.count)
            case .text(let text) where text.hasSuffix(rest):
                return (index + 1, Inline(kind: .text(String(text.dropLast(rest.count))), place: inline.place))
            default: return nil
            }
        }
        return rest.isEmpty ? (levels[levels.count - 1].count, nil) : nil
    }

    /// Opens an element; returns a fault when too many are open.
    mutating func open(_ name: String, at place: Place) -> Diagnostic? {
        guard opened.count < NestingLimit.inlines else {
            tooDeep += 1
            return tooDeep == 1 ? NestingLimit.fault(at: place) : nil
        }
        opened.append((name, place))
        levels.append([])
        return nil
    }

    /// Closes the innermost element; returns a fault when that has another name.
    mutating func close(_ name: String, at place: Place) -> Diagnostic? {
        if tooDeep > 0 {
            tooDeep -= 1
            return nil
        }
        guard opened.last?.name == name else {
            return Diagnostic("markdown.html", at: place, "</\(name)> closes nothing that is open here")
        }
        closeInnermost()
        return nil
    }

    /// Closes the elements that are still open; returns a fault for each.
    mutating func close() -> [Diagnostic] {
        var faults: [Diagnostic] = []
        while let last = opened.last {
            faults.append(Diagnostic("markdown.html", at: last.place, "<\(last.name)> is never closed"))
            closeInnermost()
        }
        return faults
    }

    private mutating func closeInnermost() {
        guard let element = opened.popLast(), let content = levels.popLast() else { return }
        append(.element(element.name, content), at: element.place)
    }
}
