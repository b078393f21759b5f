/// The samples that fall into one column of half a pixel: by index, in the order of the series.
struct Column: Sendable {
    var index: Int
    var first: Int
    var last: Int
    var low: Int
    var high: Int
    var count: Int
}
