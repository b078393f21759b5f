public import Diagnostics
import Experiments
import SourceTexts

/// The Swift source of a cell, with its place in a chapter.
public struct CellSource: Sendable, Hashable {
    /// The name by which experiments name the unit that it declares.
    public var id: String
    /// The code.
    public var code: String
    /// The seconds without progress after which a run is ended.
    public var limit: Double
    /// The place of the code's first character.
    public var place: Place
    /// The place of its name.
    public var head: Place

    /// Creates a source.
    public init(id: String, code: String, limit: Double, place: Place, head: Place) {
        (self.id, self.code, self.limit, self.place, self.head) = (id, code, limit, place, head)
    }

    /// A digest of the code without comments, which is part of its runs' keys.
    public var meaning: String { Digest.sha256(SourceMeaning.ofSwift(code)) }

    /// A digest of everything that decides what a worker is.
    public var digest: String { Digest.sha256("\(id)\n\(place.file):\(place.line)\n\(code)") }

    /// The file, line and column as text.
    public var shownPlace: String { "\(head.file):\(head.line)" }
}
