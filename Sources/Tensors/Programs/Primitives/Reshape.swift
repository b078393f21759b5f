extension Node {
    /// The same numbers under other extents, which hold as many; nothing is computed.
    public func reshaped(to shape: [Int]) -> Node {
        precondition(shape.reduce(1, *) == count, "\(self.shape) as \(shape)")
        return Node(slot: slot, shape: shape)
    }
}
