import Tensors

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
