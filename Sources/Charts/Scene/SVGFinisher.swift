/// Makes Cairo's SVG fit for a page: ids of the figure's own, colours as roles, short numbers, and words for readers
/// who cannot see it.
///
/// It reads the styles of Cairo 1.16 (a `style` attribute) and of 1.18 (single attributes) alike.
struct SVGFinisher {
    /// Where the file will live.
    enum Use {
        /// Within a page whose style sheet defines the variables.
        case inline
        /// Alone: plain colours, which every program understands, and a style for dark readers.
        case standalone
    }

    private let figure: Figure
    private let scene: Scene
    private let use: Use
    private var ids: [Substring: String] = [:]
    private var body = ""
    /// Glyphs without an outline: spaces.
    private var blank: Set<Substring> = []
    private var usedRoles: Set<Role> = [.page]

    static func finish(_ raw: [UInt8], figure: Figure, scene: Scene, for use: Use) -> String {
        var finisher = SVGFinisher(figure: figure, scene: scene, use: use)
        finisher.rewrite(String(decoding: raw, as: UTF8.self))
        return finisher.document
    }

    private init(figure: Figure, scene: Scene, use: Use) {
        self.figure = figure
        self.scene = scene
        self.use = use
    }

    /// A tag of the input: its name, its attributes with the styles among them, and whether it has no content.
    private struct Tag {
        var name: Substring
        var attributes: [(name: Substring, value: Substring)] = []
        var isEmpty = false

        subscript(name: String) -> Substring? {
            attributes.first { $0.name == name }?.value
        }
    }

    private mutating func rewrite(_ text: String) {
        let used = SVGFinisher.references(in: text)
        var isSkipping = false
        var glyph: Substring?
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let content = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            guard let first = content.first, first != "?", first != "!" else { continue }
            if first == "/" {
                let name = content.dropFirst()
                if name == "svg" { continue }
                let isEndOfGlyph = isSkipping || glyph != nil
                if !isEndOfGlyph { body += "</\(name)>" }
                if isEndOfGlyph { (isSkipping, glyph) = (false, nil) }
                continue
            }
            let tag = SVGFinisher.tag(content)
            if tag.name == "svg" || isSkipping { continue }
            if let id = tag["id"], id.hasPrefix("glyph") {
                // Cairo writes the box for missing glyphs into every font, used or not.
                isSkipping = !used.contains(id)
                glyph = id
            } else if let id = glyph {
                // The outline can be used as it is, without the symbol around it.
                let outline = SVGPath.shorten(tag["d"] ?? "")
                if outline.isEmpty {
                    blank.insert(id)
                } else {
                    body += "<path id=\"\(self.id(for: id))\" d=\"\(outline)\"/>"
                }
            } else if tag.name != "use" || !blank.contains(tag["xlink:href"]?.dropFirst() ?? "") {
                write(tag)
            }
        }
    }

    private static func references(in text: String) -> Set<Substring> {
        var found: Set<Substring> = []
        var rest = Substring(text)
        while let hash = rest.firstIndex(of: "#") {
            rest = rest[rest.index(after: hash)...]
            found.insert(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" })
        }
        return found
    }

    private static func tag(_ content: Substring) -> Tag {
        let name = content.prefix { !$0.isWhitespace && $0 != "/" }
        var tag = Tag(name: name)
        tag.isEmpty = content.last == "/"
        var rest = content.dropFirst(name.count)
        while let equals = rest.firstIndex(of: "=") {
            let key = rest[..<equals].drop { $0.isWhitespace }
            let start = rest.index(equals, offsetBy: 2)
            guard start <= rest.endIndex, let end = rest[start...].firstIndex(of: "\"") else { break }
            let value = rest[start..<end]
            rest = rest[rest.index(after: end)...]
            guard key == "style" else {
                tag.attributes.append((key, value))
                continue
            }
            for declaration in value.split(separator: ";") {
                let parts = declaration.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { continue }
                tag.attributes.append((parts[0].drop { $0 == " " }, parts[1].drop { $0 == " " }))
            }
        }
        return tag
    }

    /// What every renderer assumes anyway.
    private static let defaults: Set<String> = [
        "fill-rule:nonzero", "fill-opacity:1", "stroke-opacity:1", "stroke-linecap:butt", "stroke-linejoin:miter",
        "stroke-miterlimit:10", "stroke:none", "clip-rule:nonzero",
    ]

    private mutating func write(_ tag: Tag) {
        body += "<" + tag.name
        var classes: [String] = []
        for (name, value) in tag.attributes where !SVGFinisher.defaults.contains("\(name):\(value)") {
            switch name {
            case "id":
                if !value.hasPrefix("surface") { body += " id=\"\(id(for: value))\"" }
            case "href", "xlink:href": body += " href=\"#\(id(for: value.dropFirst()))\""
            case "clip-path": body += " clip-path=\"url(#\(id(for: value.dropFirst(5).dropLast())))\""
            case "d": body += " d=\"\(SVGPath.shorten(value))\""
            case "x", "y", "width", "height", "stroke-width":
                body += " \(name)=\"\(SVGFinisher.short(value))\""
            case "fill-opacity", "stroke-opacity": body += " \(name)=\"\(SVGFinisher.short(value))\""
            case "fill", "stroke": writeColour(String(name), value, &classes)
            default: body += " \(name)=\"\(value)\""
            }
        }
        if !classes.isEmpty { body += " class=\"\(classes.joined(separator: " "))\"" }
        body += tag.isEmpty ? "/>" : ">"
    }

    private mutating func writeColour(_ name: String, _ value: Substring, _ classes: inout [String]) {
        guard let role = SVGImage.role(ofColour: value) else {
            body += " \(name)=\"\(value)\""
            return
        }
        usedRoles.insert(role)
        let light = Palette.hex(role, in: .light)
        switch use {
        case .inline: body += " \(name)=\"var(--chart-\(role.rawValue),\(light))\""
        case .standalone:
            body += " \(name)=\"\(light)\""
            classes.append("\(name.prefix(1))-\(role.rawValue)")
        }
    }

    private static func short(_ value: Substring) -> String {
        guard let number = Double(value) else { return String(value) }
        return SVGPath.text(hundredths: Int((number * 100).rounded()))
    }

    /// The figure's own id for one of Cairo's, numbered in the order of the file.
    private mutating func id(for old: Substring) -> String {
        if let known = ids[old] { return known }
        let new = "\(figure.id)-g\(ids.count)"
        ids[old] = new
        return new
    }

    private var document: String {
        let (width, height) = (SVGFinisher.short("\(scene.width)"), SVGFinisher.short("\(scene.height)"))
        let id = figure.id
        var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\""
        text += " viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\">"
        text += "<title id=\"\(id)-t\">\(figure.title.escapedForXML)</title>"
        text += "<desc id=\"\(id)-d\">\(figure.description.escapedForXML)</desc>"
        if use == .standalone {
            text += "<style>@media (prefers-color-scheme:dark){\(darkRules)}</style>"
            text += "<rect width=\"\(width)\" height=\"\(height)\""
            text += " fill=\"\(Palette.hex(.page, in: .light))\" class=\"f-page\"/>"
        }
        return text + "<g aria-hidden=\"true\">" + body + "</g></svg>\n"
    }

    private var darkRules: String {
        Role.allCases.filter(usedRoles.contains).map { role in
            let dark = Palette.hex(role, in: .dark)
            return ".f-\(role.rawValue){fill:\(dark)}.s-\(role.rawValue){stroke:\(dark)}"
        }.joined()
    }
}

extension String {
    /// With the characters that mean something in XML written as entities.
    var escapedForXML: String {
        reduce(into: "") { text, character in
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            default: text.append(character)
            }
        }
    }
}
