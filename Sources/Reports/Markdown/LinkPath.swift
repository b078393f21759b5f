import Foundation

/// A path from a chapter to a file of its book, as written in a link or an image.
struct LinkPath: Sendable, Hashable {
    /// The file's path relative to the book's folder: percent signs decoded, without `.` components.
    let path: String
    /// The decoded text after `#`; nil when there is none.
    let anchor: String?

    /// Reads the address of a link; nil when it leads to another site.
    init?(link address: String) {
        guard Self.scheme(of: address) == nil, !address.hasPrefix("//") else { return nil }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        path = Self.plain(parts[0])
        anchor = parts.count > 1 ? String(parts[1]).addressDecoded : nil
    }

    /// Reads the address of an image, in which a `#` is part of the name; nil when it leads to another site.
    init?(image address: String) {
        guard Self.scheme(of: address) == nil, !address.hasPrefix("//") else { return nil }
        path = Self.plain(address)
        anchor = nil
    }

    /// Whether it leads out of the folder.
    var leavesFolder: Bool { path.hasPrefix("/") || path.split(separator: "/").contains("..") }

    /// The text before the colon of an address such as `https://…`; nil when there is none.
    static func scheme(of address: String) -> Substring? {
        let name = address.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
        return address.dropFirst(name.count).first == ":" ? name : nil
    }

    private static func plain(_ address: some StringProtocol) -> String {
        let parts = String(address).addressDecoded.split(separator: "/", omittingEmptySubsequences: false)
        let kept = parts.enumerated().filter { $1 != "." && ($1 != "" || $0 == 0) }.map(\.element)
        return kept.joined(separator: "/")
    }
}
