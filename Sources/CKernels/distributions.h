// Kernels that normalise rows.

// Takes the first m elements from one vector and the others from another.
INLINE V NAME(keep)(V value, long m, R other) {
    I places;
    for (int k = 0; k < W; ++k) places[k] = k;
    return places < (I)m ? value : (V)other;
}

INLINE R NAME(fold_row)(V lanes) {
#if SINGLE
    const float __attribute__((ext_vector_type(8))) first = lanes.lo + lanes.hi;
    const float __attribute__((ext_vector_type(4))) half = first.lo + first.hi;
#else
    const double __attribute__((ext_vector_type(4))) half = lanes.lo + lanes.hi;
#endif
    return (half.x + half.z) + (half.y + half.w);
}

// The number subtracted before the exponential: the largest element, or 0 where that is infinite.
INLINE R NAME(row_shift)(const R *z, long n) {
    V lanes = -(R)INFINITY;
    EACH(n, V v = NAME(keep)(GET(z), m, -(R)INFINITY); lanes = v > lanes ? v : lanes;)
    const R most = __builtin_reduce_max(lanes);
    return __builtin_isinf(most) ? 0 : most;
}

static void NAME(softmax)(void *y, const void *z, int causal, long rows, long cols) {
    for (long row = 0; row < rows; ++row) {
        const R *from = (const R *)z + row * cols;
        R *to = (R *)y + row * cols;
        const long used = causal ? row % cols + 1 : cols;
        const R shift = NAME(row_shift)(from, used);
        if (used <= W) {
            const V terms = NAME(keep)(NAME(exp)(NAME(get)(from, 0, used) - shift), used, 0);
            NAME(put)(to, 0, used, terms / NAME(fold_row)(terms));
        } else {
            V sums = 0;
            EACH(used, V v = NAME(exp)(GET(from) - shift); PUT(to, v); sums += NAME(keep)(v, m, 0);)
            const R sum = NAME(fold_row)(sums);
            EACH(used, PUT(to, GET(to) / sum);)
        }
        for (long column = used; column < cols; ++column) to[column] = 0;
    }
}

// y·(v − Σ y·v): the tangent for v = ż, the adjoint for v = ȳ.
static void NAME(softmax_derivative)(void *x, const void *v, const void *y, long rows, long cols) {
    for (long row = 0; row < rows; ++row) {
        const R *a = (const R *)v + row * cols, *b = (const R *)y + row * cols;
        R *to = (R *)x + row * cols;
        V sums = 0;
        EACH(cols, sums += GET(a) * GET(b);)
        const R sum = NAME(fold_row)(sums);
        EACH(cols, PUT(to, GET(b) * (GET(a) - sum));)
    }
}

// The tangent of y·(ȳ − Σ y·ȳ).
static void NAME(softmax_backward_tangent)(
    void *zbardot, const void *ybardot, const void *ybar, const void *y, const void *ydot, long rows, long cols) {
    for (long row = 0; row < rows; ++row) {
        const long start = row * cols;
        const R *p = (const R *)y + start, *pdot = (const R *)ydot + start;
        const R *a = (const R *)ybar + start, *adot = (const R *)ybardot + start;
        R *to = (R *)zbardot + start;
        V sums = 0, dots = 0;
        EACH(cols, V v = GET(a); V u = GET(p); sums += u * v; dots += GET(pdot) * v + u * GET(adot);)
        const R sum = NAME(fold_row)(sums), dot = NAME(fold_row)(dots);
        EACH(cols, PUT(to, GET(pdot) * (GET(a) - sum) + GET(p) * (GET(adot) - dot));)
    }
}

static void NAME(log_sum_exp)(void *x, const void *z, long rows, long cols) {
    for (long row = 0; row < rows; ++row) {
        const R *from = (const R *)z + row * cols;
        const R shift = NAME(row_shift)(from, cols);
        V sums = 0;
        EACH(cols, sums += NAME(keep)(NAME(exp)(GET(from) - shift), m, 0);)
        ((R *)x)[row] = (R)(shift + logarithm(NAME(fold_row)(sums)));
    }
}
