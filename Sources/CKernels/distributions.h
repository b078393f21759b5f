// Kernels that normalise rows.

INLINE R NAME(fold_row)(V lanes) {
    for (int width = W / 2; width > 0; width /= 2) {
        for (int k = 0; k < width; ++k) lanes[k] += lanes[k + width];
    }
    return lanes[0];
}

// What is subtracted before the exponential: the largest element, or 0 where that is infinite.
INLINE R NAME(row_shift)(const R *z, long n) {
    V most = -(R)INFINITY;
    EACH(n, V v = GET(z); if (m < W) { for (long k = m; k < W; ++k) v[k] = z[0]; } most = v > most ? v : most;)
    for (int k = 1; k < W; ++k) most[0] = most[k] > most[0] ? most[k] : most[0];
    return __builtin_isinf(most[0]) ? 0 : most[0];
}

static void NAME(softmax)(void *y, const void *z, int causal, long rows, long cols) {
    for (long row = 0; row < rows; ++row) {
        const R *from = (const R *)z + row * cols;
        R *to = (R *)y + row * cols;
        const long used = causal ? row % cols + 1 : cols;
        const R most = NAME(row_shift)(from, used);
        V sums = 0;
        EACH(used, V v = NAME(exp)(GET(from) - most); PUT(to, v); sums += NAME(get)(to, i, m);)
        const R sum = NAME(fold_row)(sums);
        EACH(used, PUT(to, GET(to) / sum);)
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
        const R most = NAME(row_shift)(from, cols);
        V sums = 0;
        EACH(cols, V v = NAME(exp)(GET(from) - most); for (long k = m; k < W; ++k) v[k] = 0; sums += v;)
        ((R *)x)[row] = (R)(most + logarithm(NAME(fold_row)(sums)));
    }
}
