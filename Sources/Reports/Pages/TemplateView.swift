internal import Mustache

/// A plain value that a template can show.
///
/// Templates see the stored properties under their own names, and what `derived` adds. The type of a property tells how it is
/// put in, and the template has no say: a `String` is escaped, `Markup` stands as it is, `Verbatim` as the format has it.
protocol TemplateView: Sendable {
    /// Ready strings and switches that the template needs beside the stored properties, since Mustache cannot compute.
    var derived: [String: Any] { get }
    /// The same where it is another one in each format.
    func derived(in format: PageFormat) -> [String: Any]
    /// Its texts that stand in fences where the format has them.
    var code: [Verbatim] { get }
}

extension TemplateView {
    var derived: [String: Any] { [:] }

    func derived(in format: PageFormat) -> [String: Any] { derived }

    var code: [Verbatim] { [] }

    /// The value as the template sees it.
    ///
    /// Reflected once for each value and not once for each tag, which is what the template library would do itself.
    func templateContext(in format: PageFormat = .html) -> [String: Any] {
        var context = derived(in: format).mapValues { templateValue($0, format) }
        for child in Mirror(reflecting: self).children {
            guard let name = child.label, context[name] == nil else { continue }
            context[name] = templateValue(child.value, format)
        }
        if let view = self as? any AnchoredView { context["anchor"] = templateValue(Verbatim(view.id), format) }
        if format == .markdown, !code.isEmpty { context["fence"] = code.map(\.text).joined(separator: "\n").fence }
        return context
    }
}

/// A view of something that links lead to.
protocol AnchoredView: TemplateView {
    /// The identifier in the page, which templates see as `anchor` where it is no text but an address; may be empty.
    var id: String { get }
}

/// A view model that has a template of its own.
protocol RenderedView: TemplateView {
    /// File name of the template without its extension.
    static var templateName: String { get }
}

/// What a template sees for an absent or empty value: false as a section, nothing as a variable.
///
/// A present value stops Mustache from looking for the same name in the enclosing view.
private struct Absent: MustacheCustomRenderable {
    let renderText = ""
    let isNull = true
}

private func shown(_ text: String) -> Any { text.isEmpty ? Absent() : text }

/// Turns one property into what Mustache understands.
private func templateValue(_ value: Any, _ format: PageFormat) -> Any {
    switch value {
    case let text as String: return shown(format.escaped(text))
    case let markup as Markup: return shown(markup.text)
    case let verbatim as Verbatim: return shown(format == .html ? format.escaped(verbatim.text) : verbatim.text)
    case let flag as Bool: return flag
    case let view as any TemplateView: return view.templateContext(in: format)
    case let views as [any TemplateView]: return views.map { $0.templateContext(in: format) }
    default: break
    }
    let mirror = Mirror(reflecting: value)
    guard mirror.displayStyle == .optional else { return value }
    guard let wrapped = mirror.children.first else { return Absent() }
    return templateValue(wrapped.value, format)
}
