// Kernels over the rows of a matrix: biases, activations, and sums over its columns.
#define COLUMN(x) NAME(get)(x, column, m)

#ifndef ROWS
// Runs the body for each vector of each row of n elements; the last vector may be shorter. `column` is the vector's
// first column, and i its index.
#define ROWS(n, cols, ...) \
    for (long row = 0, start = 0; start < (n); ++row, start += (cols)) { \
        const long end = (n) - start < (cols) ? (n) - start : (cols); \
        long column = 0; \
        for (; column + W <= end; column += W) { \
            const long m = W, i = start + column; \
            __VA_ARGS__ \
        } \
        if (column < end) { \
            const long m = end - column, i = start + column; \
            __VA_ARGS__ \
        } \
        (void)row; \
    }

// Like ROWS, but also sums the body's `term` over each column into sums, unless these are null.
//
// Strips of 4 vectors keep their sums in registers. Rows are summed by 32 and these sums then added, which keeps the
// rounding of long columns small.
#define ROWS_SUMMED(rows, cols, sums, accumulate, ...) \
    if (!(sums)) { \
        ROWS((rows) * (cols), cols, __VA_ARGS__ (void)term;) \
        return; \
    } \
    for (long strip = 0; strip < (cols); strip += 4 * W) { \
        const long end = (cols) < strip + 4 * W ? (cols) : strip + 4 * W; \
        V total[4] = {0}; \
        if (accumulate) NAME(get_strip)(total, sums, strip, end); \
        for (long group = 0; group < (rows); group += 32) { \
            const long last = (rows) < group + 32 ? (rows) : group + 32; \
            V part[4] = {0}; \
            if (end - strip == 4 * W) { \
                for (long row = group; row < last; ++row) { \
                    _Pragma("clang loop unroll(full)") for (int k = 0; k < 4; ++k) { \
                        const long m = W, column = strip + k * W, i = row * (cols) + column; \
                        __VA_ARGS__ \
                        part[k] += term; \
                        (void)column; \
                    } \
                } \
            } else { \
                for (long row = group; row < last; ++row) { \
                    for (long k = 0, column = strip; column < end; ++k, column += W) { \
                        const long i = row * (cols) + column; \
                        if (end - column >= W) { \
                            const long m = W; \
                            __VA_ARGS__ \
                            part[k] += term; \
                        } else { \
                            const long m = end - column; \
                            __VA_ARGS__ \
                            part[k] += term; \
                        } \
                    } \
                } \
            } \
            for (int k = 0; k < 4; ++k) total[k] += part[k]; \
        } \
        NAME(put_strip)(total, sums, strip, end); \
    }

// Prepares ROWS with a bias that may be null: n elements in all, and a repeated bias where rows are short.
#define BIASED_ROWS(bias) \
    const long n = rows * cols; \
    R tile[NARROW * W]; \
    bias = NAME(tiled)(tile, bias, rows, &cols);

// Rows with fewer elements than this are processed W at a time.
#define NARROW 64
#endif

// The bias for rows of the final length. Without a bias all elements form one row. W consecutive short rows are joined
// into one, with the bias repeated, so that vectors are full.
INLINE const void *NAME(tiled)(R *tile, const void *bias, long rows, long *cols) {
    const long length = *cols;
    if (!bias) {
        *cols *= rows;
        return bias;
    }
    if (length >= NARROW || length % W == 0 || rows < 2) return bias;
    for (long i = 0; i < W; ++i) {
        for (long k = 0; k < length; ++k) tile[i * length + k] = ((const R *)bias)[k];
    }
    *cols = length * W;
    return tile;
}

INLINE void NAME(get_strip)(V *strip, const void *x, long start, long end) {
    for (long i = start; i < end; i += W) *strip++ = NAME(get)(x, i, end - i < W ? end - i : W);
}

INLINE void NAME(put_strip)(const V *strip, void *x, long start, long end) {
    for (long i = start; i < end; i += W) NAME(put)(x, i, end - i < W ? end - i : W, *strip++);
}

static void NAME(add_bias)(void *z, const void *bias, long rows, long cols) {
    if (!bias) return;
    BIASED_ROWS(bias)
    ROWS(n, cols, PUT(z, GET(z) + COLUMN(bias));)
}

static void NAME(column_sums)(void *sums, const void *x, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V term = GET(x);)
}

static void NAME(tanh_bias)(void *z, const void *bias, long rows, long cols) {
    BIASED_ROWS(bias)
    ROWS(n, cols, V v = GET(z); if (bias) v += COLUMN(bias); PUT(z, NAME(tanh)(v));)
}

static void NAME(tanh_backward)(
    void *zbar, const void *ybar, const void *y, void *sums, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V v = GET(y); V term = GET(ybar) * (1 - v * v); PUT(zbar, term);)
}

static void NAME(tanh_tangent)(
    void *ydot, const void *zdot, const void *biasdot, const void *y, long rows, long cols) {
    BIASED_ROWS(biasdot)
    ROWS(n, cols, V t = GET(zdot); if (biasdot) t += COLUMN(biasdot); V v = GET(y); PUT(ydot, (1 - v * v) * t);)
}

static void NAME(tanh_backward_tangent)(
    void *zbardot, const void *ybardot, const void *ybar, const void *y, const void *ydot, void *sums, int accumulate,
    long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V v = GET(y);
                V term = (1 - v * v) * GET(ybardot) - 2 * v * GET(ydot) * GET(ybar); PUT(zbardot, term);)
}

static void NAME(tanh_backward_outer)(
    void *zbar, const void *o, const void *w, const void *y, void *sums, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V v = GET(y);
                V term = COLUMN(w) * ((const R *)o)[row] * (1 - v * v); PUT(zbar, term);)
}

static void NAME(tanh_backward_tangent_outer)(
    void *zbardot, const void *o, const void *w, const void *odot, const void *wdot, const void *y, const void *ydot,
    void *sums, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V v = GET(y); R a = ((const R *)o)[row]; R b = ((const R *)odot)[row];
                V ybar = COLUMN(w) * a; V ybardot = COLUMN(w) * b + COLUMN(wdot) * a;
                V term = (1 - v * v) * ybardot - 2 * v * GET(ydot) * ybar; PUT(zbardot, term);)
}

// NaN stays NaN.
static void NAME(relu_bias)(void *z, const void *bias, long rows, long cols) {
    BIASED_ROWS(bias)
    ROWS(n, cols, V v = GET(z); if (bias) v += COLUMN(bias); PUT(z, v <= 0 ? (V)0 : v);)
}

static void NAME(relu_backward)(
    void *zbar, const void *ybar, const void *y, void *sums, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V term = GET(y) > 0 ? GET(ybar) : (V)0; PUT(zbar, term);)
}

static void NAME(relu_tangent)(
    void *ydot, const void *zdot, const void *biasdot, const void *y, long rows, long cols) {
    BIASED_ROWS(biasdot)
    ROWS(n, cols, V t = GET(zdot); if (biasdot) t += COLUMN(biasdot); PUT(ydot, GET(y) > 0 ? t : (V)0);)
}

static void NAME(sin_bias)(
    void *y, const void *z, const void *bias, void *first, void *second, long rows, long cols) {
    BIASED_ROWS(bias)
    ROWS(n, cols, V v = GET(z); if (bias) v += COLUMN(bias); V cosine; V sine = NAME(sincos)(v, &cosine);
         PUT(y, sine); if (first) PUT(first, cosine); if (second) PUT(second, -sine);)
}

static void NAME(gelu_bias)(
    void *y, const void *z, const void *bias, void *first, void *second, long rows, long cols) {
    BIASED_ROWS(bias)
    ROWS(n, cols, V v = GET(z); if (bias) v += COLUMN(bias); V a; V b; PUT(y, NAME(gelu)(v, &a, &b));
         if (first) PUT(first, a); if (second) PUT(second, b);)
}

static void NAME(derivative_tangent)(
    void *ydot, void *zdot, const void *biasdot, const void *first, long rows, long cols) {
    BIASED_ROWS(biasdot)
    ROWS(n, cols, V t = GET(zdot); if (biasdot) { t += COLUMN(biasdot); PUT(zdot, t); } PUT(ydot, GET(first) * t);)
}

static void NAME(derivative_backward)(
    void *zbar, const void *ybar, const void *first, void *sums, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V term = GET(first) * GET(ybar); PUT(zbar, term);)
}

static void NAME(derivative_backward_tangent)(
    void *zbardot, const void *ybardot, const void *ybar, const void *zdot, const void *first, const void *second,
    void *sums, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate,
                V term = GET(first) * GET(ybardot) + GET(second) * GET(zdot) * GET(ybar); PUT(zbardot, term);)
}
