/// One layer at one step, as the probe `layers` records it.
public struct LayerRecord: Sendable, Hashable {
    /// A quantity of a layer.
    public enum Column: Int, Sendable, CaseIterable {
        case gradNorm, sumV, updateNorm, parameterNorm, effectiveRate, dip, share

        /// Its name in tables and CSV.
        public var name: String {
            switch self {
            case .gradNorm: "grad_norm"
            case .sumV: "sum_v"
            case .updateNorm: "update_norm"
            case .parameterNorm: "parameter_norm"
            case .effectiveRate: "effective_rate"
            case .dip: "dip"
            case .share: "share"
            }
        }

        /// Its definition, with formula and convention.
        public var documentation: String {
            switch self {
            case .gradNorm: "|g| over the layer's parameters."
            case .sumV: "Σv over the layer, without bias correction."
            case .updateNorm: "|Δθ| over the layer."
            case .parameterNorm: "|θ| over the layer before the update."
            case .effectiveRate: "The median of η/√v̂ over the layer."
            case .dip: "Hartigan's dip of m/√v over the layer."
            case .share:
                "Σq² over the layer, q the top eigenvector of D^½HD^½: the layer's share in the unstable direction."
            }
        }
    }

    /// The step, from 1.
    public var step: Int
    /// The layer's index in the model, from 0 at the input.
    public var layer: Int
    /// The layer's name.
    public var name: String
    private var values: [Double]

    /// A record without values.
    public init(step: Int, layer: Int, name: String) {
        self.step = step
        self.layer = layer
        self.name = name
        values = Array(repeating: .nan, count: Column.allCases.count)
    }

    /// The value in a column; NaN if it was not probed.
    public subscript(_ column: Column) -> Double {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }

    private var bits: [UInt64] { values.map(\.bitPattern) }

    /// Compares bit patterns, so that NaN equals NaN.
    public static func == (left: LayerRecord, right: LayerRecord) -> Bool {
        left.step == right.step && left.layer == right.layer && left.name == right.name && left.bits == right.bits
    }

    /// Hashes the properties that `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(step)
        hasher.combine(layer)
        hasher.combine(bits)
    }
}

extension LayerRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        case step, layer, name, values
    }

    /// Reads a record; throws `DecodingError` when it does not have a value for each quantity.
    public init(from decoder: any Decoder) throws {
        let record = try decoder.container(keyedBy: CodingKeys.self)
        step = try record.decode(Int.self, forKey: .step)
        layer = try record.decode(Int.self, forKey: .layer)
        name = try record.decode(String.self, forKey: .name)
        values = try record.decode([Double].self, forKey: .values)
        guard values.count == Column.allCases.count else {
            let reason = "a layer has a value for each quantity"
            throw DecodingError.dataCorruptedError(forKey: .values, in: record, debugDescription: reason)
        }
    }
}
