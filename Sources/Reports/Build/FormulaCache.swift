import Foundation
import Storage
import Synchronization

/// Rendered formulas, cached so that a build without new formulas starts no script engine.
final class FormulaCache: MathCache, Sendable {
    let kept: DerivedStore
    /// The formulas looked up or rendered so far.
    private let known = Mutex<[String: String]>([:])
    private let asksAll = Mutex(true)

    init(archive: Archive) {
        kept = DerivedStore(memo: archive.memo, kind: "formula")
    }

    /// Whether every formula of the book was requested.
    var isWhole: Bool {
        get { asksAll.withLock { $0 } }
        set { asksAll.withLock { $0 = newValue } }
    }

    /// The keys of every formula that was requested.
    var keys: Set<String> { known.withLock { Set($0.keys) } }

    func lookup(_ key: String) throws -> String? {
        if let html = known.withLock({ $0[key] }) { return html }
        guard let data = try kept.content(key) else { return nil }
        let html = String(decoding: data, as: UTF8.self)
        known.withLock { $0[key] = html }
        return html
    }

    func store(_ key: String, html: String) throws {
        known.withLock { $0[key] = html }
        kept.keep(Data(html.utf8), under: key)
    }
}
