import Tensors

extension ParameterLayout {
    /// The parameters returned by `number` one by one, in the layout's order; normalisation is initialised as the
    /// identity.
    ///
    /// `number` is called only for weights, biases and tables.
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
    /// Whether it is the gain of a normalisation; otherwise it is the shift.
    fileprivate var isGain: Bool { name.hasSuffix(".gain") }
    /// The length of a table's rows.
    var rowLength: Int { shape.last ?? 1 }
}
