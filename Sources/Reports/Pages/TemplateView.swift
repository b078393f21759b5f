internal import Mustache

/// A value that a template can show.
///
/// Templates see the stored properties under their own names, and the entries of `derived`. The type of a property
/// decides how it is inserted: a `String` is escaped, `Markup` is inserted as it is, and `Verbatim` is escaped as the
/// format requires.
protocol TemplateView: Sendable {
    /// Texts and flags that the template needs besides the stored properties, since Mustache cannot compute.
    var derived: [String: Any] { get }
    /// The same for values that depend on the format.
    func derived(in format: PageFormat) -> [String: Any]
    /// Texts that a format may place in fences.
    var code: [Verbatim] { get }
}

extension TemplateView {
    var derived: [String: Any] { [:] }

    func derived(in format: PageFormat) -> [String: Any] { derived }

    var code: [Verbatim] { [] }

    /// The value in the form that the template library reads.
    ///
    /// It is reflected once for each value; the template library would do so for each tag.
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

/// A view that links can lead to.
protocol AnchoredView: TemplateView {
    /// The HTML id, available to templates as `anchor` in the form for addresses; may be empty.
    var id: String { get }
}

/// A view with a template of its own.
protocol RenderedView: TemplateView {
    /// The file name of the template without its extension.
    static var templateName: String { get }
}

/// The template's value for an absent or empty property: false as a section, nothing as a variable.
///
/// A value that exists stops Mustache from searching for the name in the enclosing view.
private struct Absent: MustacheCustomRenderable {
    let renderText = ""
    let isNull = true
}

private func shown(_ text: String) -> Any { text.isEmpty ? Absent() : text }

/// Converts a property into a value that Mustache understands.
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
