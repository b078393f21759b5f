/// The role of a colour in a figure.
///
/// The code that draws a report decides what a role stands for, the same in all its figures.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The page itself.
    case page
    /// Text, thresholds, and the most important line when there is no other.
    case ink
    /// Secondary text.
    case muted
    /// Axes and their ticks.
    case axis
    /// Grid lines.
    case grid
    /// The band behind a highlighted range.
    case shade
    /// The first of four distinguishable series colours, the most prominent.
    case series1 = "series-1"
    /// The second series colour.
    case series2 = "series-2"
    /// The third series colour.
    case series3 = "series-3"
    /// The last series colour.
    case series4 = "series-4"
    /// The area of stage 1 of an instability, the calmest colour.
    case area1 = "area-1"
    /// The area of stage 2.
    case area2 = "area-2"
    /// The area of stage 3.
    case area3 = "area-3"
    /// The area of stage 4, the most striking colour.
    case area4 = "area-4"
    /// The area of stage 5.
    case area5 = "area-5"
    /// The first colour of an ordered sweep.
    case sweep1 = "sweep-1"
    /// The second colour of an ordered sweep.
    case sweep2 = "sweep-2"
    /// The third colour of an ordered sweep.
    case sweep3 = "sweep-3"
    /// The fourth colour of an ordered sweep.
    case sweep4 = "sweep-4"
    /// The fifth colour of an ordered sweep.
    case sweep5 = "sweep-5"
    /// The last colour of an ordered sweep.
    case sweep6 = "sweep-6"

    /// The area of one of the stages 1 to 5; the page's colour for any other number.
    public static func area(_ stage: Int) -> Role {
        let areas: [Role] = [.area1, .area2, .area3, .area4, .area5]
        return areas.indices.contains(stage - 1) ? areas[stage - 1] : .page
    }

    /// The colour of member `index`, from 0, of an ordered sweep with `count` members, spread over the whole range.
    public static func sweep(_ index: Int, of count: Int) -> Role {
        let ramp: [Role] = [.sweep1, .sweep2, .sweep3, .sweep4, .sweep5, .sweep6]
        guard count > 1 else { return .sweep1 }
        let place = Double(min(max(index, 0), count - 1)) / Double(count - 1) * Double(ramp.count - 1)
        return ramp[Int(place.rounded())]
    }
}
