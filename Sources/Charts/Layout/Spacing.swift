/// Moves labels along one direction until none touches its neighbour.
enum Spacing {
    /// Positions at least `spacing` apart that are as near as possible, in least squares, to the sorted wanted ones.
    ///
    /// Neighbours that touch are pooled and share their mean (isotonic regression by pooling adjacent violators). The
    /// result lies within the limits if there is room.
    static func places(for wanted: [Double], spacing: Double, from low: Double, to high: Double) -> [Double] {
        struct Block {
            var sum: Double
            var count: Int
            var first: Double { sum / Double(count) }
        }
        guard !wanted.isEmpty else { return [] }
        let slack = max(0, high - low - spacing * Double(wanted.count - 1))
        var blocks: [Block] = []
        for (index, place) in wanted.enumerated() {
            // In these coordinates labels that touch have the same position.
            let free = min(max(place, low), high) - spacing * Double(index)
            blocks.append(Block(sum: free, count: 1))
            while blocks.count > 1, blocks[blocks.count - 2].first > blocks[blocks.count - 1].first {
                let last = blocks.removeLast()
                blocks[blocks.count - 1].sum += last.sum
                blocks[blocks.count - 1].count += last.count
            }
        }
        var places: [Double] = []
        for block in blocks {
            let start = min(max(block.first, low), low + slack)
            for _ in 0..<block.count { places.append(start + spacing * Double(places.count)) }
        }
        return places
    }
}
