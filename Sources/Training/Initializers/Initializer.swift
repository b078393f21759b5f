public import Settings
public import Tensors

/// A rule for the initial parameters.
public protocol Initializer: Configurable {
    /// The paths of the files it reads, as the author wrote them; none by default.
    var files: [String] { get }
    /// The parameters of a model, `layout.count` numbers in the layout's order.
    ///
    /// `files` contains the bytes of each of `self.files` by its path. Throws a ``DataFault`` when a file is not
    /// valid, and `SettingFaults`, whose paths begin at this rule, when the rule does not fit the layout.
    func parameters(of layout: ParameterLayout, random: inout Random, files: [String: [UInt8]]) throws -> [Double]
}

extension Initializer {
    public var files: [String] { [] }
}
