/// The position of each tensor of a model in the flat parameter vector.
///
/// Tensors follow one another in the order in which the model declares them, each row by row.
public struct ParameterLayout: Sendable, Hashable {
    /// The role of a tensor, which initialisers and per-tensor rules use.
    public enum Role: String, Sendable, Hashable {
        case weight, bias, embedding, normalization
    }

    /// One tensor of the layout.
    public struct Slice: Sendable, Hashable {
        /// Its name, such as `dense1.weight`; unique in the layout.
        public var name: String
        /// The layer to which it belongs: the name up to the last point.
        public var layer: String { String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)]) }
        /// Its extents; a vector has one, a matrix two: outputs, inputs.
        public var shape: [Int]
        /// Its role.
        public var role: Role
        /// The number of inputs that each of its outputs sums over; a bias has that of its weight.
        public var fanIn: Int
        /// The number of outputs that each of its inputs affects.
        public var fanOut: Int
        /// The index of its first element in the flat vector.
        public var offset: Int
        /// The number of its elements.
        public var count: Int { shape.reduce(1, *) }
        /// Its index range in the flat vector.
        public var range: Range<Int> { offset..<offset + count }
    }

    /// The tensors in the flat vector's order.
    public private(set) var slices: [Slice] = []
    /// The length of the flat vector.
    public private(set) var count = 0

    /// A layout without tensors.
    public init() {}

    /// A layout of one vector of `count` elements, for problems without layers.
    public init(vector count: Int, name: String = "theta") {
        append(name: name, shape: [count], role: .weight, fanIn: 1, fanOut: 1)
    }

    /// Adds a tensor with a new name at the end and returns its slice.
    @discardableResult
    public mutating func append(name: String, shape: [Int], role: Role, fanIn: Int, fanOut: Int) -> Slice {
        precondition(!slices.contains { $0.name == name }, "two tensors named \(name)")
        let slice = Slice(name: name, shape: shape, role: role, fanIn: fanIn, fanOut: fanOut, offset: count)
        slices.append(slice)
        count += slice.count
        return slice
    }

    /// The names of the layers in order, each once.
    public var layers: [String] {
        var names: [String] = []
        for slice in slices where names.last != slice.layer && !names.contains(slice.layer) {
            names.append(slice.layer)
        }
        return names
    }
}
