/// The two SVG files of a figure, with texts for screen readers.
struct SVGDocument {
    /// The SVG for a page whose style sheet defines the palette's variables.
    let inline: String
    /// The SVG for a file, with a style for readers who prefer a dark page.
    let standalone: String

    /// Draws the scene of a figure.
    init(_ scene: Scene, of figure: Figure, fonts: FontMap) throws {
        let drawing = SVGFinisher(
            try SVGImage.draw(scene, fonts: fonts),
            prefix: figure.id,
            palette: figure.palette,
            pictures: try scene.pictures.map { try $0.tag() }
        )
        let (width, height) = (SVGPath.short("\(scene.width)"), SVGPath.short("\(scene.height)"))
        let id = figure.id
        let head = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="\(id)-t \(id)-d">\
            <title id="\(id)-t">\(figure.title.escapedForXML)</title>\
            <desc id="\(id)-d">\(figure.description.escapedForXML)</desc>
            """
        inline = head + "<g aria-hidden=\"true\">\(drawing.inline)</g></svg>\n"
        let rules = SVGDocument.darkRules(for: drawing.roles.union([.page]), figure.palette)
        let page = Palette.hex(.page, in: .light)
        standalone =
            head + "<style>@media (prefers-color-scheme:dark){\(rules)}</style>"
            + "<g aria-hidden=\"true\"><rect width=\"\(width)\" height=\"\(height)\" fill=\"\(page)\" class=\"f-\(figure.palette.name(of: .page))\"/>"
            + drawing.standalone + "</g></svg>\n"
    }

    private static func darkRules(for roles: Set<Role>, _ palette: Palette) -> String {
        Role.allCases.filter(roles.contains).map { role in
            let (name, dark) = (palette.name(of: role), Palette.hex(role, in: .dark))
            return ".f-\(name){fill:\(dark)}.s-\(name){stroke:\(dark)}"
        }.joined()
    }
}

extension String {
    /// The text with XML's reserved characters as entities and without the characters that XML forbids.
    fileprivate var escapedForXML: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\t", "\n": text += " "
            case _ where scalar.value < 32: break
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
