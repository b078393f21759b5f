// Kernels over the rows of a matrix: biases, activations, and sums over its columns.
#define COLUMN(x) NAME(get)(x, column, m)

#ifndef ROWS
// Runs the body for each vector of each row: `column` is its first element's column, i its place.
#define ROWS(rows, cols, ...) \
    for (long row = 0; row < (rows); ++row) { \
        long column = 0; \
        for (; column + W <= (cols); column += W) { \
            const long m = W, i = row * (cols) + column; \
            __VA_ARGS__ \
        } \
        if (column < (cols)) { \
            const long m = (cols) - column, i = row * (cols) + column; \
            __VA_ARGS__ \
        } \
    }

// As ROWS, and adds the body's `term` up over each column into sums, which may be null.
//
// Strips of 8 vectors keep their sums in registers. Rows are summed by 32 and these sums then added, which keeps the
// rounding of long columns small.
#define ROWS_SUMMED(rows, cols, sums, accumulate, ...) \
    for (long strip = 0; strip < (cols); strip += 8 * W) { \
        const long end = (cols) < strip + 8 * W ? (cols) : strip + 8 * W; \
        V total[8] = {0}, part[8]; \
        if ((sums) && (accumulate)) NAME(get_strip)(total, sums, strip, end); \
        for (long group = 0; group < (rows); group += 32) { \
            const long last = (rows) < group + 32 ? (rows) : group + 32; \
            for (int k = 0; k < 8; ++k) part[k] = 0; \
            for (long row = group; row < last; ++row) { \
                long column = strip; \
                V *slot = part; \
                for (; column + W <= end; column += W) { \
                    const long m = W, i = row * (cols) + column; \
                    __VA_ARGS__ \
                    *slot++ += term; \
                } \
                if (column < end) { \
                    const long m = end - column, i = row * (cols) + column; \
                    __VA_ARGS__ \
                    *slot += term; \
                } \
            } \
            for (int k = 0; k < 8; ++k) total[k] += part[k]; \
        } \
        if (sums) NAME(put_strip)(total, sums, strip, end); \
    }

// Without anything that depends on the column, a matrix is one long row.
#define FLATTEN_UNLESS(condition) \
    if (!(condition)) { \
        cols *= rows; \
        rows = 1; \
    }
#endif

INLINE void NAME(get_strip)(V *strip, const void *x, long start, long end) {
    for (long i = start; i < end; i += W) *strip++ = NAME(get)(x, i, end - i < W ? end - i : W);
}

INLINE void NAME(put_strip)(const V *strip, void *x, long start, long end) {
    for (long i = start; i < end; i += W) NAME(put)(x, i, end - i < W ? end - i : W, *strip++);
}

static void NAME(add_bias)(void *z, const void *bias, long rows, long cols) {
    if (bias) ROWS(rows, cols, PUT(z, GET(z) + COLUMN(bias));)
}

static void NAME(column_sums)(void *sums, const void *x, int accumulate, long rows, long cols) {
    ROWS_SUMMED(rows, cols, sums, accumulate, V term = GET(x);)
}

static void NAME(tanh_bias)(void *z, const void *bias, long rows, long cols) {
    FLATTEN_UNLESS(bias)
    ROWS(rows, cols, V v = GET(z); if (bias) v += COLUMN(bias); PUT(z, NAME(tanh)(v));)
}

static void NAME(tanh_backward)(
    void *zbar, const void *ybar, const void *y, void *sums, int accumulate, long rows, long cols) {
    FLATTEN_UNLESS(sums)
    ROWS_SUMMED(rows, cols, sums, accumulate, V v = GET(y); V term = GET(ybar) * (1 - v * v); PUT(zbar, term);)
}

static void NAME(tanh_tangent)(
    void *ydot, const void *zdot, const void *biasdot, const void *y, long rows, long cols) {
    FLATTEN_UNLESS(biasdot)
    ROWS(rows, cols, V t = GET(zdot); if (biasdot) t += COLUMN(biasdot); V v = GET(y); PUT(ydot, (1 - v * v) * t);)
}

static void NAME(tanh_backward_tangent)(
    void *zbardot, const void *ybardot, const void *ybar, const void *y, const void *ydot, void *sums, int accumulate,
    long rows, long cols) {
    FLATTEN_UNLESS(sums)
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
    FLATTEN_UNLESS(bias)
    ROWS(rows, cols, V v = GET(z); if (bias) v += COLUMN(bias); PUT(z, v <= 0 ? (V)0 : v);)
}

static void NAME(relu_backward)(
    void *zbar, const void *ybar, const void *y, void *sums, int accumulate, long rows, long cols) {
    FLATTEN_UNLESS(sums)
    ROWS_SUMMED(rows, cols, sums, accumulate, V term = GET(y) > 0 ? GET(ybar) : (V)0; PUT(zbar, term);)
}

static void NAME(relu_tangent)(
    void *ydot, const void *zdot, const void *biasdot, const void *y, long rows, long cols) {
    FLATTEN_UNLESS(biasdot)
    ROWS(rows, cols, V t = GET(zdot); if (biasdot) t += COLUMN(biasdot); PUT(ydot, GET(y) > 0 ? t : (V)0);)
}

static void NAME(sin_bias)(
    void *y, const void *z, const void *bias, void *first, void *second, long rows, long cols) {
    FLATTEN_UNLESS(bias)
    ROWS(rows, cols, V v = GET(z); if (bias) v += COLUMN(bias); V cosine; V sine = NAME(sincos)(v, &cosine);
         PUT(y, sine); if (first) PUT(first, cosine); if (second) PUT(second, -sine);)
}

static void NAME(gelu_bias)(
    void *y, const void *z, const void *bias, void *first, void *second, long rows, long cols) {
    FLATTEN_UNLESS(bias)
    ROWS(rows, cols, V v = GET(z); if (bias) v += COLUMN(bias); V a; V b; PUT(y, NAME(gelu)(v, &a, &b));
         if (first) PUT(first, a); if (second) PUT(second, b);)
}

static void NAME(derivative_tangent)(
    void *ydot, void *zdot, const void *biasdot, const void *first, long rows, long cols) {
    FLATTEN_UNLESS(biasdot)
    ROWS(rows, cols, V t = GET(zdot); if (biasdot) { t += COLUMN(biasdot); PUT(zdot, t); } PUT(ydot, GET(first) * t);)
}

static void NAME(derivative_backward)(
    void *zbar, const void *ybar, const void *first, void *sums, int accumulate, long rows, long cols) {
    FLATTEN_UNLESS(sums)
    ROWS_SUMMED(rows, cols, sums, accumulate, V term = GET(first) * GET(ybar); PUT(zbar, term);)
}

static void NAME(derivative_backward_tangent)(
    void *zbardot, const void *ybardot, const void *ybar, const void *zdot, const void *first, const void *second,
    void *sums, int accumulate, long rows, long cols) {
    FLATTEN_UNLESS(sums)
    ROWS_SUMMED(rows, cols, sums, accumulate,
                V term = GET(first) * GET(ybardot) + GET(second) * GET(zdot) * GET(ybar); PUT(zbardot, term);)
}
