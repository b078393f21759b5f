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
