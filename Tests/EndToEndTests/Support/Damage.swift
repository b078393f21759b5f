import Foundation

/// Damage to the bytes of a file, as by a disk, an interrupted copy or an editor.
struct Damage: Sendable {
    let name: String
    let change: @Sendable (inout Data, inout Chance) -> Void

    /// Damage that can happen to any file.
    static let ofAnyFile = [
        Damage(name: "a flipped bit") { data, chance in
            guard !data.isEmpty else { return }
            data[chance.index(below: data.count)] ^= 1 << UInt8(chance.number(0...7))
        },
        Damage(name: "cut off") { data, chance in data = Data(data.prefix(chance.number(0...data.count))) },
        Damage(name: "emptied") { data, _ in data = Data() },
        Damage(name: "followed by something") { data, chance in
            data += (0..<chance.number(1...5_000)).map { _ in UInt8(chance.number(0...255)) }
        },
        Damage(name: "zeroed in the middle") { data, chance in
            let start = chance.number(0...data.count)
            let end = chance.number(start...data.count)
            data.replaceSubrange(start..<end, with: Data(count: end - start))
        },
    ]

    /// Damage to a file that consists of pages.
    static let ofAnArchive =
        ofAnyFile + [
            Damage(name: "a flipped bit of the header") { data, chance in
                data[chance.index(below: 100)] ^= 1 << UInt8(chance.number(0...7))
            },
            Damage(name: "a zeroed page") { data, chance in
                let page = chance.index(below: data.count / pageSize) * pageSize
                data.replaceSubrange(page..<page + pageSize, with: Data(count: pageSize))
            },
            Damage(name: "a page in another's place") { data, chance in
                let pages = (0..<2).map { _ in chance.index(below: data.count / pageSize) * pageSize }
                data.replaceSubrange(pages[0]..<pages[0] + pageSize, with: data[pages[1]..<pages[1] + pageSize])
            },
            Damage(name: "cut off after a page") { data, chance in
                data = Data(data.prefix(chance.number(0...data.count / pageSize) * pageSize))
            },
        ]

    private static let pageSize = 4_096
}
