/// Moves labels along one direction until none touches its neighbour.
enum Spacing {
    /// Places at least `spacing` apart and as near as possible (least squares) to the wanted ones, which are sorted.
    ///
    /// Neighbours that touch are pooled and share their mean; within the limits when there is room at all.
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
            // In coordinates where touching labels share one place.
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
