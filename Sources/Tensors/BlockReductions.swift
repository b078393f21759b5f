internal import CKernels

/// Reductions to one number, computed in double precision for elements of either precision, with the same bits on
/// every processor.
extension Block {
    @inline(__always) private var kernels: UnsafePointer<kernels> { S.kernels.table }

    /// Σ s.
    public var sum: Double { kernels.pointee.sum(start, count) }

    /// Σ s².
    public var sumOfSquares: Double { kernels.pointee.sum_of_squares(start, count) }

    /// Σ s·x.
    public func dot(_ x: Block) -> Double {
        require(x)
        return kernels.pointee.dot(start, x.start, count)
    }

    /// Σ (s − x)².
    public func sumOfSquares(ofDifference x: Block) -> Double {
        require(x)
        return kernels.pointee.sum_of_squares_of_difference(start, x.start, count)
    }

    /// max |s|; 0 without elements, NaN if any element is NaN.
    public var maximumMagnitude: Double { kernels.pointee.maximum_magnitude(start, count) }

    /// min s; ∞ without elements, NaN if any element is NaN.
    public var minimum: Double { kernels.pointee.minimum(start, count) }

    /// Whether no element is infinite or NaN.
    public var isFinite: Bool { kernels.pointee.is_finite(start, count) != 0 }
}
