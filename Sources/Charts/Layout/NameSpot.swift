/// Finds the position of a line's name beside the line, where it is farthest from everything else.
struct NameSpot {
    let placer: NotePlacer
    let plot: Box

    /// The space between a line and its name.
    private static let gap = 4.0
    /// How much nearer the name is to its own line than to any other.
    private static let lead = 5.0
    /// The distance from which more room makes a position no better.
    private static let enough = 40.0

    /// The best box for a name, above or below the line rather than beside it; nil where the line is nowhere apart from
    /// the others.
    func box(of name: Canvas.Name) -> Box? {
        best(of: name, among: above) ?? best(of: name, among: beside)
    }

    private func best(of name: Canvas.Name, among boxes: (Label, Point) -> [Box]) -> Box? {
        var best: Box?
        var most = 0.0
        for point in samples(of: name.line).reversed() {
            for box in boxes(name.label, point) where placer.isFree(box) {
                let room = placer.obstacles.distance(to: box, without: name.line, within: NameSpot.enough)
                let own = placer.obstacles.nearest(of: name.line, to: box)?.distance ?? NameSpot.enough
                guard room >= own + NameSpot.lead, own < NotePlacer.beside, room > most else { continue }
                (best, most) = (box, room)
            }
        }
        return best
    }

    /// Some points of a line that lie in the plot, in order.
    private func samples(of line: Range<Int>) -> [Point] {
        stride(from: line.lowerBound, to: line.upperBound, by: max(1, line.count / 60))
            .map { placer.obstacles.points[$0] }
            .filter(plot.contains)
    }

    private func above(_ label: Label, _ point: Point) -> [Box] {
        [point.y - NameSpot.gap - label.height, point.y + NameSpot.gap].map { top in
            Box(left: point.x - label.width / 2, top: top, width: label.width, height: label.height)
        }
    }

    private func beside(_ label: Label, _ point: Point) -> [Box] {
        [point.x + NameSpot.gap, point.x - NameSpot.gap - label.width].map { left in
            Box(left: left, top: point.y - label.height / 2, width: label.width, height: label.height)
        }
    }
}
