internal import CKernels

/// Elements named by lists of places; the places are not checked again.
extension Block {
    @inline(__always) private var kernels: UnsafePointer<kernels> { S.kernels.table }

    /// yᵢ ← x[placeᵢ], or 0 where the place is −1; this block is y.
    func setElements(of x: Block, at places: [Int32]) {
        kernels.pointee.gather(start, x.start, places, count)
    }

    /// x[placeᵢ] ← x[placeᵢ] + yᵢ in the order of i, places of −1 left out; this block is x.
    func addElements(_ y: Block, at places: [Int32]) {
        kernels.pointee.scatter_add(start, y.start, places, y.count)
    }

    /// yᵢ ← the mean of x at the i-th `size` places; this block is y.
    func setMeans(of x: Block, at places: [Int32], size: Int) {
        kernels.pointee.window_means(start, x.start, places, size, count)
    }

    /// x ← x + yᵢ/size at the i-th `size` places; this block is x.
    func addShares(_ y: Block, at places: [Int32], size: Int) {
        kernels.pointee.spread_over_windows(start, y.start, places, size, y.count)
    }
}
