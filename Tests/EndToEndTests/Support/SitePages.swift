import Foundation

/// The HTML ids and addresses on the pages of a site, as a browser reads them.
struct SitePages {
    /// The ids of each page, including repeated ones.
    private(set) var identifiers: [String: [String]] = [:]
    /// Every address of each page, and of the search index under its own name.
    private(set) var addresses: [String: [String]] = [:]
    private let files: Set<String>

    /// The site of a desk.
    init(_ desk: Desk, _ site: String = "Output/site") throws {
        let all = try desk.files(site)
        files = Set(all.keys)
        for (name, data) in all where name.hasSuffix(".html") {
            let text = String(decoding: data, as: UTF8.self)
            identifiers[name] = Self.values(of: " id", in: text)
            let labels = Self.values(of: " aria-labelledby", in: text).flatMap { $0.split(separator: " ") }
            addresses[name] = ["href", "src"].flatMap { Self.values(of: " " + $0, in: text) } + labels.map { "#\($0)" }
        }
        let index = String(decoding: all["search-index.js"] ?? Data(), as: UTF8.self)
        addresses["search-index.js"] = index.components(separatedBy: "\n[\"").dropFirst()
            .map { String($0.prefix { $0 != "\"" }) }
    }

    private static func values(of attribute: String, in text: String) -> [String] {
        text.components(separatedBy: attribute + "=\"").dropFirst().map { part in
            String(part.prefix { $0 != "\"" }).replacing("&amp;", with: "&").replacing("&#39;", with: "'")
        }
    }

    /// The problems on the pages; empty when ids are unique and all addresses lead somewhere.
    var flaws: [String] {
        let repeats = identifiers.flatMap { page, ids in
            Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.map {
                "\(page): \($0.key) \($0.value.count) times"
            }
        }
        let dead = addresses.flatMap { page, addresses in
            addresses.filter { isDead($0, on: page) }.map { "\(page): '\($0)' leads nowhere" }
        }
        return (repeats + dead).sorted()
    }

    private func isDead(_ address: String, on page: String) -> Bool {
        if address.hasPrefix("https:") || address.hasPrefix("data:image/") { return false }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        // A browser treats a percent sign before anything but two digits as an error.
        guard !parts[0].contains(where: { " ?:".contains($0) }), let path = parts[0].removingPercentEncoding else {
            return true
        }
        let file = path.isEmpty ? page : path
        guard files.contains(file) else { return true }
        return parts.count > 1 && identifiers[file]?.contains(parts[1]) != true
    }
}
