// Kernels that normalise rows.

INLINE R NAME(fold_row)(V lanes) {
    for (int width = W / 2; width > 0; width /= 2) {
        for (int k = 0; k < width; ++k) lanes[k] += lanes[k + width];
    }
    return lanes[0];
}

// The largest element; of a row with NaN any.
INLINE R NAME(row_maximum)(const R *z, long n) {
    R most = z[0];
    for (long i = 1; i < n; ++i) most = z[i] > most ? z[i] : most;
    return most;
}

static void NAME(softmax)(void *y, const void *z, int causal, long rows, long cols) {
    for (long row = 0; row < rows; ++row) {
        const R *from = (const R *)z + row * cols;
        R *to = (R *)y + row * cols;
        const long used = causal ? row % cols + 1 : cols;
        const R most = NAME(row_maximum)(from, used);
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
        const R most = NAME(row_maximum)(from, cols);
        double sum = 0;
        for (long i = 0; i < cols; ++i) sum += exp((double)from[i] - most);
        ((R *)x)[row] = (R)(most + log(sum));
    }
}
