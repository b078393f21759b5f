/// Rewrites Cairo's SVG for use in a page: ids with the figure's prefix, colours as roles, short numbers.
///
/// It reads the styles of Cairo 1.16 (a `style` attribute) and of 1.18 (single attributes) alike. It writes both
/// variants of a figure at once, which differ in their colours only.
struct SVGFinisher {
    /// The drawing for a page whose style sheet defines the palette's variables.
    private(set) var inline = ""
    /// The drawing in plain colours that every program reads, with a class for each role.
    private(set) var standalone = ""
    /// The roles that occur in the drawing.
    private(set) var roles: Set<Role> = []

    private let prefix: String
    private let palette: Palette
    private let pictures: [String]
    private var ids: [Substring: String] = [:]
    /// The ids of glyphs without an outline, which are spaces.
    private var blank: Set<Substring> = []
    private var glyph: Substring?
    private var isSkipping = false

    /// Rewrites a drawing.
    ///
    /// `prefix` starts all its ids, and `pictures` are the SVG tags of its pictures.
    init(_ raw: [UInt8], prefix: String, palette: Palette, pictures: [String]) {
        self.prefix = prefix
        self.palette = palette
        self.pictures = pictures
        let tags = Array(SVGReader(String(decoding: raw, as: UTF8.self)))
        let used = Set(tags.compactMap { SVGFinisher.reference($0) })
        for tag in tags where tag.name != "svg" {
            if tag.isEnd { close(tag) } else { open(tag, used) }
        }
    }

    private mutating func append(_ text: String) {
        inline += text
        standalone += text
    }

    private static func reference(_ tag: SVGReader.Tag) -> Substring? {
        (tag["xlink:href"] ?? tag["href"])?.dropFirst()
    }

    private mutating func close(_ tag: SVGReader.Tag) {
        if glyph == nil { append("</\(tag.name)>") }
        (glyph, isSkipping) = (nil, false)
    }

    private mutating func open(_ tag: SVGReader.Tag, _ used: Set<Substring>) {
        if let id = tag["id"], id.hasPrefix("glyph") {
            glyph = id
            // Cairo adds the box for missing glyphs to every font, used or not.
            isSkipping = !used.contains(id)
        } else if let id = glyph {
            // The outline can be referenced directly, without the symbol around it.
            let outline = isSkipping ? "" : SVGPath.shorten(tag["d"] ?? "")
            if outline.isEmpty {
                blank.insert(id)
            } else {
                append("<path id=\"\(self.id(for: id))\" d=\"\(outline)\"/>")
            }
        } else if SVGFinisher.reference(tag).map(blank.contains) != true {
            write(tag)
        }
    }

    /// The style properties that equal SVG's defaults.
    private static let defaults: Set<String> = [
        "fill-rule:nonzero", "fill-opacity:1", "stroke-opacity:1", "stroke-linecap:butt", "stroke-linejoin:miter",
        "stroke-miterlimit:10", "stroke:none", "clip-rule:nonzero",
    ]

    private mutating func write(_ tag: SVGReader.Tag) {
        if case .picture(let number)? = tag["fill"].flatMap(SVGImage.meaning), pictures.indices.contains(number) {
            return append(pictures[number])
        }
        append("<" + tag.name)
        var classes: [String] = []
        for (name, value) in tag.attributes {
            switch name {
            case "id" where value.hasPrefix("surface"): break
            case "id": append(" id=\"\(id(for: value))\"")
            case "href", "xlink:href": append(" href=\"#\(id(for: value.dropFirst()))\"")
            case "clip-path": append(" clip-path=\"url(#\(id(for: value.dropFirst(5).dropLast())))\"")
            case "d": append(" d=\"\(SVGPath.shorten(value))\"")
            case _ where SVGFinisher.defaults.contains("\(name):\(value)"): break
            case "fill", "stroke": writeColour(name, value, &classes)
            default: append(" \(name)=\"\(SVGPath.short(value))\"")
            }
        }
        if !classes.isEmpty { standalone += " class=\"\(classes.joined(separator: " "))\"" }
        append(tag.isEmpty ? "/>" : ">")
    }

    private mutating func writeColour(_ name: Substring, _ value: Substring, _ classes: inout [String]) {
        guard case .colour(let colour)? = SVGImage.meaning(ofColour: value) else {
            return append(" \(name)=\"\(value)\"")
        }
        guard case .role(let role) = colour else {
            if case .shade(let shade) = colour { append(" \(name)=\"\(shade.hex)\"") }
            return
        }
        roles.insert(role)
        let (known, light) = (palette.name(of: role), Palette.hex(role, in: .light))
        inline += " \(name)=\"var(--chart-\(known),\(light))\""
        standalone += " \(name)=\"\(light)\""
        classes.append("\(name.prefix(1))-\(known)")
    }

    /// The figure's own id for one of Cairo's, numbered by first occurrence.
    private mutating func id(for old: Substring) -> String {
        if let known = ids[old] { return known }
        let new = "\(prefix)-g\(ids.count)"
        ids[old] = new
        return new
    }
}
