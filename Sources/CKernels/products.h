// Small matrix products, for which the linear algebra library would spend more time on preparation than on work.

// c = a·op(A)·B + b·c with c of rows × cols, A(r, p) at r·ar + p·ap, and row strides of B and c. c is not read if b is 0.
static void NAME(small_product)(void *c, long stride, double b, double a, const void *left, long ar, long ap,
    const void *right, long apart, long rows, long inner, long cols) {
    for (long r = 0; r < rows; ++r) {
        const R *factors = (const R *)left + r * ar;
        R *line = (R *)c + r * stride;
        EACH(cols, V sum = 0;
            for (long p = 0; p < inner; ++p) sum += NAME(get)((const R *)right + p * apart, i, m) * factors[p * ap];
            V value = sum * (R)a;
            if (b != 0) value += GET(line) * (R)b;
            PUT(line, value);)
    }
}

// c = a·A·Bᵀ + b·c with row strides of A, B and c: dot products over whole vectors, folded by halves.
static void NAME(small_product_transposed)(void *c, long stride, double b, double a, const void *left, long ar,
    const void *right, long apart, long rows, long inner, long cols) {
    for (long r = 0; r < rows; ++r) {
        const R *x = (const R *)left + r * ar;
        R *line = (R *)c + r * stride;
        for (long col = 0; col < cols; ++col) {
            const R *y = (const R *)right + col * apart;
            V sum = 0;
            EACH(inner, sum += GET(x) * GET(y);)
            R total[W];
            *(U *)total = sum;
            for (int half = W / 2; half > 0; half /= 2)
                for (int k = 0; k < half; ++k) total[k] += total[k + half];
            line[col] = b != 0 ? total[0] * (R)a + line[col] * (R)b : total[0] * (R)a;
        }
    }
}
