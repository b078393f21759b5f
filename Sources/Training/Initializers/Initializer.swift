public import Settings
public import Tensors

/// A rule for the initial parameters.
public protocol Initializer: Configurable {
    /// The paths of the files it reads, as the author wrote them; none unless said otherwise.
    var files: [String] { get }
    /// The parameters of a model, `layout.count` numbers in the layout's order.
    ///
    /// `files` holds the bytes of each of `self.files` by its path. Throws a ``DataFault`` when a file is not as it should be,
    /// and `SettingFaults`, paths beginning at this rule, when the rule cannot serve the layout.
    func parameters(of layout: ParameterLayout, random: inout Random, files: [String: [UInt8]]) throws -> [Double]
}

extension Initializer {
    public var files: [String] { [] }
}

extension ParameterLayout {
    /// The parameters that `number` gives one by one, in the layout's order; normalisation starts as the identity.
    ///
    /// `number` is asked for nothing but weights, biases and tables.
    func parameters(_ number: (Slice) -> Double) -> [Double] {
        var all: [Double] = []
        all.reserveCapacity(count)
        for slice in slices {
            if slice.role == .normalization {
                all += repeatElement(slice.isGain ? 1 : 0, count: slice.count)
            } else {
                for _ in 0..<slice.count { all.append(number(slice)) }
            }
        }
        return all
    }
}

extension ParameterLayout.Slice {
    /// Whether a normalisation multiplies by it; otherwise it is added.
    fileprivate var isGain: Bool { name.hasSuffix(".gain") }
    /// The length of a table's rows.
    var rowLength: Int { shape.last ?? 1 }
}
