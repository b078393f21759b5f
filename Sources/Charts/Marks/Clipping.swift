/// Cuts lines at a box.
///
/// Clamping far points would change the slope of the visible part, and Cairo cannot hold large coordinates.
enum Clipping {
    static func clamp(_ y: Double, in box: Box) -> Double {
        min(max(y, box.top), box.bottom)
    }

    /// The pieces of a polyline that lie within a box.
    static func pieces(of points: [Point], in box: Box) -> [[Point]] {
        if points.allSatisfy(box.contains) { return [points] }
        var pieces: [[Point]] = []
        var piece: [Point] = []
        for (start, end) in zip(points, points.dropFirst()) {
            guard let (from, to) = cut(start, end, at: box) else {
                if piece.count > 1 { pieces.append(piece) }
                piece = []
                continue
            }
            if piece.last != from {
                if piece.count > 1 { pieces.append(piece) }
                piece = [from]
            }
            piece.append(to)
        }
        if piece.count > 1 { pieces.append(piece) }
        return pieces
    }

    /// The part of a segment within a box, by the algorithm of Liang and Barsky.
    static func cut(_ start: Point, _ end: Point, at box: Box) -> (Point, Point)? {
        if box.contains(start), box.contains(end) { return (start, end) }
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        guard dx.isFinite, dy.isFinite else { return nil }
        var (enter, leave) = (0.0, 1.0)
        let edges = [
            (-dx, start.x - box.left), (dx, box.right - start.x), (-dy, start.y - box.top), (dy, box.bottom - start.y),
        ]
        for (slope, room) in edges {
            if slope == 0 {
                if room < 0 { return nil }
            } else if slope < 0 {
                enter = max(enter, room / slope)
            } else {
                leave = min(leave, room / slope)
            }
        }
        guard enter <= leave else { return nil }
        let from = enter == 0 ? start : Point(start.x + enter * dx, start.y + enter * dy)
        let to = leave == 1 ? end : Point(start.x + leave * dx, start.y + leave * dy)
        return (from, to)
    }
}
