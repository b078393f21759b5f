/// The samples within one column of half a pixel: indices of its first, last, least and greatest sample.
struct Column: Sendable {
    var index: Int
    var first: Int
    var last: Int
    var low: Int
    var high: Int
    var count: Int
}
