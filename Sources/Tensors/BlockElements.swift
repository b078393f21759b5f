internal import CKernels

/// Elementwise operations; s is this block.
extension Block {
    @inline(__always) private var kernels: UnsafePointer<kernels> { S.kernels.table }

    /// s ← x.
    public func fill(_ x: Double) {
        kernels.pointee.fill(start, x, count)
    }

    /// s ← x.
    public func copy(from x: Block) {
        require(x)
        kernels.pointee.copy(start, x.start, count)
    }

    /// s ← x, rounded to this block's precision.
    public func convert<T: Scalar>(from x: Block<T>) {
        require(x)
        if let x = x as? Block<Double> {
            kernels.pointee.from_double(start, x.start, count)
        } else if let x = x as? Block<Float> {
            kernels.pointee.from_float(start, x.start, count)
        } else {
            for i in 0..<count { start[i] = S(x.start[i]) }
        }
    }

    /// s ← a·s.
    public func scale(by a: Double) {
        kernels.pointee.scale(start, a, count)
    }

    /// s ← s + a·x.
    public func add(_ x: Block, times a: Double = 1) {
        require(x)
        kernels.pointee.add(start, x.start, a, count)
    }

    /// s ← s + x.
    public func add(_ x: Double) {
        kernels.pointee.add_scalar(start, x, count)
    }

    /// s ← a·x + b·y.
    public func combine(_ a: Double, _ x: Block, _ b: Double, _ y: Block) {
        require(x)
        require(y)
        kernels.pointee.combine(start, a, x.start, b, y.start, count)
    }

    /// s ← s + w·(x − s) for w < ½, else x − (x − s)·(1 − w), which reaches x exactly at w = 1 (PyTorch's `lerp`).
    public func interpolate(to x: Block, weight w: Double) {
        require(x)
        kernels.pointee.interpolate(start, x.start, w, count)
    }

    /// s ← β·s + w·x.
    public func decay(by beta: Double, adding x: Block, times w: Double) {
        require(x)
        kernels.pointee.decay(start, beta, x.start, w, count)
    }

    /// s ← β·s + (w·x)·x.
    public func decay(by beta: Double, addingSquareOf x: Block, times w: Double) {
        require(x)
        kernels.pointee.decay_square(start, beta, x.start, w, count)
    }

    /// s ← β·s + (w·d)·d with d = x − y.
    public func decay(by beta: Double, addingSquareOf x: Block, minus y: Block, times w: Double) {
        require(x)
        require(y)
        kernels.pointee.decay_square_difference(start, beta, x.start, y.start, w, count)
    }

    /// s ← √v·(1/d) + e.
    public func setRoot(of v: Block, over d: Double = 1, plus e: Double) {
        require(v)
        kernels.pointee.root_over(start, v.start, d, e, count)
    }

    /// s ← √(v + e).
    public func setRoot(of v: Block, plusInside e: Double) {
        require(v)
        kernels.pointee.root_inside(start, v.start, e, count)
    }

    /// s ← s − a·(x/d).
    public func subtract(_ a: Double, times x: Block, over d: Block) {
        require(x)
        require(d)
        kernels.pointee.subtract_quotient(start, a, x.start, d.start, count)
    }

    /// s ← s·x.
    public func multiply(by x: Block) {
        setProduct(self, x)
    }

    /// s ← s/x.
    public func divide(by x: Block) {
        setQuotient(self, x)
    }

    /// s ← x·y.
    public func setProduct(_ x: Block, _ y: Block) {
        require(x)
        require(y)
        kernels.pointee.product(start, x.start, y.start, count)
    }

    /// s ← s + a·(x·y).
    public func addProduct(_ x: Block, _ y: Block, times a: Double = 1) {
        require(x)
        require(y)
        kernels.pointee.add_product(start, a, x.start, y.start, count)
    }

    /// s ← x/y.
    public func setQuotient(_ x: Block, _ y: Block) {
        require(x)
        require(y)
        kernels.pointee.quotient(start, x.start, y.start, count)
    }

    /// s ← max(x, y), and NaN where either is.
    public func setMaximum(_ x: Block, _ y: Block) {
        require(x)
        require(y)
        kernels.pointee.maximum(start, x.start, y.start, count)
    }

    /// s ← max(s, low); NaN stays.
    public func floor(at low: Double) {
        clamp(low, .infinity)
    }

    /// s ← min(max(s, low), high); NaN stays.
    public func clamp(_ low: Double, _ high: Double) {
        kernels.pointee.clamp(start, low, high, count)
    }

    /// s ← −1, 0 or 1 as x is negative, zero or positive; a zero keeps its sign, NaN stays.
    public func setSign(of x: Block) {
        require(x)
        kernels.pointee.sign(start, x.start, count)
    }

    /// s ← |x|.
    public func setMagnitude(of x: Block) {
        require(x)
        kernels.pointee.magnitude(start, x.start, count)
    }

    /// s ← s².
    public func square() {
        setProduct(self, self)
    }

    /// s ← 1/s.
    public func reciprocal() {
        kernels.pointee.reciprocal(start, count)
    }

    /// s ← exp x, to 1.1 units of the last place, through the subnormal numbers down to 0.
    public func setExponential(of x: Block) {
        require(x)
        kernels.pointee.exponential(start, x.start, count)
    }
}
