import Settings
import Training

/// A unit that a cell declares, as reference tables show it.
public struct CellUnit: Sendable, Hashable, Codable {
    /// A setting.
    public struct Row: Sendable, Hashable, Codable {
        public var name: String
        public var meaning: String
        public var allowed: String
        public var standard: String
    }

    /// The key under which experiments name it; empty for a kind that no cell can declare.
    public var kind: String
    public var name: String
    public var summary: String
    public var rows: [Row]

    /// Describes a unit of some catalogue.
    init(_ unit: any Configurable.Type) {
        let description = UnitDescription(unit)
        kind = Self.kind(of: unit)
        (name, summary) = (description.name, description.summary)
        rows = description.rows.map {
            Row(name: $0.name, meaning: $0.meaning, allowed: $0.allowed, standard: $0.standardText)
        }
    }

    private static func kind(of unit: any Configurable.Type) -> String {
        switch unit {
        case is any Optimizer.Type: "optimizer"
        case is any Model.Type: "model"
        case is any DataSource.Type: "data"
        case is any Loss.Type: "loss"
        case is any Initializer.Type: "initial"
        case is any Schedule.Type: "schedule"
        case is any GradientGuard.Type, is any StepGuard.Type: "guards"
        case is any SecondMomentStart.Type: "second_moment"
        default: ""
        }
    }
}
