extension StringProtocol {
    /// The text with HTML's special characters written as entities, for texts and quoted attributes.
    var markupEscaped: String {
        guard utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return String(self) }
        var out = ""
        out.reserveCapacity(utf8.count + 16)
        for character in self {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.append(character)
            }
        }
        return out
    }
}
