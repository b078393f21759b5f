/// y_i = x[index_i], or 0 if the index is −1: patches of images, permutations, the last position of sequences.
///
/// It is linear, so tangents are gathered as values are, and adjoints are added back in the order of i.
struct Gather: Primitive {
    var input: Operand
    var output = Slot.unset
    let indices: [Int32]

    mutating func forEachOperand(_ body: (inout Operand) -> Void) {
        body(&input)
    }

    func value<S: Scalar>(_ memory: Memory<S>) {
        memory.value(output).setElements(of: memory.value(input.slot), at: indices)
    }

    func adjoint<S: Scalar>(_ memory: Memory<S>) {
        scatter(memory.adjoint(output), memory.adjoint(input.slot))
    }

    func tangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            memory.tangent(output, k).setElements(of: memory.tangent(input.slot, k), at: indices)
        }
    }

    func adjointTangent<S: Scalar>(_ memory: Memory<S>) {
        for k in 0..<memory.directions {
            scatter(memory.adjointTangent(output, k), memory.adjointTangent(input.slot, k))
        }
    }

    private func scatter<S: Scalar>(_ slopes: Block<S>, _ target: Block<S>) {
        if !input.adds { target.fill(0) }
        target.addElements(slopes, at: indices)
    }
}

extension Recorder {
    /// Records the elements of x at `indices`, with 0 for −1, as a node of `shape`.
    public mutating func gather(_ x: Node, _ indices: [Int32], shape: [Int]) -> Node {
        precondition(indices.count == shape.reduce(1, *), "\(indices.count) indices for \(shape)")
        precondition(indices.allSatisfy { $0 >= -1 && $0 < x.count }, "an index outside x of shape \(x.shape)")
        return record(Gather(input: Operand(x), indices: indices), shape: shape)
    }

    /// Records the patches of images around each pixel, with zeros beyond the edges, for a convolution that keeps the
    /// size.
    ///
    /// x has the shape images, height, width, channels; the patches have the shape images·height·width,
    /// channels·size·size. The channel varies slowest, so that a weight of shape outputs, channels, size, size
    /// multiplies them.
    public mutating func patches(_ x: Node, size: Int) -> Node {
        precondition(x.shape.count == 4 && size % 2 == 1, "patches of size \(size) from \(x.shape)")
        let (images, height, width, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
        let reach = size / 2
        var indices: [Int32] = []
        indices.reserveCapacity(x.count * size * size)
        for image in 0..<images {
            for row in 0..<height {
                for column in 0..<width {
                    for channel in 0..<channels {
                        for r in row - reach...row + reach {
                            for c in column - reach...column + reach {
                                let isInside = r >= 0 && r < height && c >= 0 && c < width
                                let pixel = (image * height + r) * width + c
                                indices.append(isInside ? Int32(pixel * channels + channel) : -1)
                            }
                        }
                    }
                }
            }
        }
        return gather(x, indices, shape: [images * height * width, channels * size * size])
    }
}
