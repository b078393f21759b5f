internal import CKernels

/// Operations on elements given by lists of indices, which are not checked again.
extension Block {
    @inline(__always) private var kernels: UnsafePointer<kernels> { S.kernels.table }

    /// yᵢ ← x[indexᵢ], or 0 if the index is −1; this block is y.
    func setElements(of x: Block, at places: [Int32]) {
        kernels.pointee.gather(start, x.start, places, count)
    }

    /// x[indexᵢ] ← x[indexᵢ] + yᵢ in the order of i, skipping indices of −1; this block is x.
    func addElements(_ y: Block, at places: [Int32]) {
        kernels.pointee.scatter_add(start, y.start, places, y.count)
    }

    /// yᵢ ← the mean of x over the i-th group of `size` indices; this block is y.
    func setMeans(of x: Block, at places: [Int32], size: Int) {
        kernels.pointee.window_means(start, x.start, places, size, count)
    }

    /// x ← x + yᵢ/size at the i-th group of `size` indices; this block is x.
    func addShares(_ y: Block, at places: [Int32], size: Int) {
        kernels.pointee.spread_over_windows(start, y.start, places, size, y.count)
    }
}
