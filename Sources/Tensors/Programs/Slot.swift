/// A contiguous part of one of the spaces.
struct Slot: Sendable, Hashable {
    var space: Space
    var offset: Int
    var count: Int
}
