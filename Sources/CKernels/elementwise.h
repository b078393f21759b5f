// Elementwise kernels.

static void NAME(fill)(void *x, double a, long n) { EACH(n, PUT(x, (V)(R)a);) }

static void NAME(copy)(void *x, const void *y, long n) { memmove(x, y, (unsigned long)n * sizeof(R)); }

static void NAME(from_double)(void *x, const double *y, long n) {
    for (long i = 0; i < n; ++i) ((R *)x)[i] = (R)y[i];
}

static void NAME(from_float)(void *x, const float *y, long n) {
    for (long i = 0; i < n; ++i) ((R *)x)[i] = (R)y[i];
}

static void NAME(scale)(void *x, double a, long n) { EACH(n, PUT(x, GET(x) * (R)a);) }

static void NAME(add)(void *x, const void *y, double a, long n) { EACH(n, PUT(x, GET(x) + GET(y) * (R)a);) }

static void NAME(add_scalar)(void *x, double a, long n) { EACH(n, PUT(x, GET(x) + (R)a);) }

static void NAME(combine)(void *x, double a, const void *y, double b, const void *z, long n) {
    EACH(n, PUT(x, GET(y) * (R)a + GET(z) * (R)b);)
}

static void NAME(interpolate)(void *x, const void *y, double w, long n) {
    const R weight = (R)w;
    if (weight < (R)0.5) {
        EACH(n, V v = GET(x); PUT(x, v + (GET(y) - v) * weight);)
    } else {
        EACH(n, V e = GET(y); PUT(x, e - (e - GET(x)) * ((R)1 - weight));)
    }
}

static void NAME(decay)(void *x, double b, const void *y, double w, long n) {
    EACH(n, PUT(x, GET(x) * (R)b + GET(y) * (R)w);)
}

static void NAME(decay_square)(void *x, double b, const void *y, double w, long n) {
    EACH(n, V v = GET(y); PUT(x, GET(x) * (R)b + v * (R)w * v);)
}

static void NAME(decay_square_difference)(void *x, double b, const void *y, const void *z, double w, long n) {
    EACH(n, V v = GET(y) - GET(z); PUT(x, GET(x) * (R)b + v * (R)w * v);)
}

static void NAME(root_over)(void *x, const void *y, double s, double e, long n) {
    // Division is the slowest part, so one division serves all elements.
    R inverse = 1 / (R)s;
    EACH(n, PUT(x, __builtin_elementwise_sqrt(GET(y)) * inverse + (R)e);)
}

static void NAME(root_inside)(void *x, const void *y, double e, long n) {
    EACH(n, PUT(x, __builtin_elementwise_sqrt(GET(y) + (R)e));)
}

static void NAME(subtract_quotient)(void *x, double a, const void *y, const void *z, long n) {
    EACH(n, PUT(x, GET(x) - GET(y) / GET(z) * (R)a);)
}

static void NAME(product)(void *x, const void *y, const void *z, long n) { EACH(n, PUT(x, GET(y) * GET(z));) }

static void NAME(add_product)(void *x, double a, const void *y, const void *z, long n) {
    EACH(n, PUT(x, GET(x) + GET(y) * GET(z) * (R)a);)
}

static void NAME(quotient)(void *x, const void *y, const void *z, long n) { EACH(n, PUT(x, GET(y) / GET(z));) }

// A comparison with NaN is false, so a NaN in z is selected by the choice, and one in y by the second condition.
static void NAME(maximum)(void *x, const void *y, const void *z, long n) {
    EACH(n, V v = GET(y); V u = GET(z); PUT(x, (v > u | v != v) ? v : u);)
}

static void NAME(clamp)(void *x, double low, double high, long n) {
    const V least = (R)low;
    const V most = (R)high;
    EACH(n, V v = GET(x); v = v < least ? least : v; PUT(x, v > most ? most : v);)
}

static void NAME(sign)(void *x, const void *y, long n) {
    const V one = 1;
    EACH(n, V v = GET(y); PUT(x, v > 0 ? one : v < 0 ? -one : v);)
}

static void NAME(magnitude)(void *x, const void *y, long n) { EACH(n, PUT(x, __builtin_elementwise_abs(GET(y)));) }

static void NAME(reciprocal)(void *x, long n) { EACH(n, PUT(x, (R)1 / GET(x));) }

static void NAME(exponential)(void *x, const void *y, long n) { EACH(n, PUT(x, NAME(exp)(GET(y)));) }
