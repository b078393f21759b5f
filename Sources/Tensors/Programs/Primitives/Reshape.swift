extension Node {
    /// The same numbers with another shape of equal count; nothing is computed.
    public func reshaped(to shape: [Int]) -> Node {
        precondition(shape.reduce(1, *) == count, "\(self.shape) as \(shape)")
        return Node(slot: slot, shape: shape)
    }
}
