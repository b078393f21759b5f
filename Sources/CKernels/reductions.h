// Sums in double over 32 lanes: element i goes to lane i mod 32, and lanes are folded by halves at the end.
// This number of lanes hides the latency of additions, and their order does not depend on the instruction set.
#if SINGLE
typedef float NAME(many) __attribute__((ext_vector_type(32)));
typedef float NAME(unaligned_many) __attribute__((ext_vector_type(32), aligned(4)));
#else
typedef double NAME(many) __attribute__((ext_vector_type(32)));
typedef double NAME(unaligned_many) __attribute__((ext_vector_type(32), aligned(8)));
#endif
typedef double L __attribute__((ext_vector_type(32)));

INLINE double NAME(fold)(L lanes) {
    double __attribute__((ext_vector_type(16))) a = lanes.lo + lanes.hi;
    double __attribute__((ext_vector_type(8))) b = a.lo + a.hi;
    double __attribute__((ext_vector_type(4))) c = b.lo + b.hi;
    return (c.x + c.z) + (c.y + c.w);
}

// The elements i … i + m − 1 in double precision, padded with zeros to 32.
INLINE L NAME(widen)(const void *x, long i, long m) {
    const R *from = (const R *)x + i;
    if (m == 32) return __builtin_convertvector(*(const NAME(unaligned_many) *)from, L);
    union {
        V pieces[32 / W];
        NAME(many) all;
    } part;
    for (long k = 0; k < 32 / W; ++k) {
        const long rest = m - k * W;
        part.pieces[k] = rest >= W ? *(const U *)(from + k * W) : NAME(get_part)(from, k * W, rest > 0 ? rest : 0);
    }
    return __builtin_convertvector(part.all, L);
}

// Sums the body's `term` over all elements. WIDE(x) gives the current 32 elements of x.
#define WIDE(x) NAME(widen)(x, i, m)
#ifndef SUM
#define SUM(n, ...) \
    L lanes = 0; \
    long i = 0; \
    for (; i + 32 <= (n); i += 32) { \
        const long m = 32; \
        __VA_ARGS__ \
        lanes += term; \
    } \
    if (i < (n)) { \
        const long m = (n) - i; \
        __VA_ARGS__ \
        lanes += term; \
    } \
    return NAME(fold)(lanes);
#endif

static double NAME(sum)(const void *x, long n) { SUM(n, L term = WIDE(x);) }

static double NAME(sum_of_squares)(const void *x, long n) { SUM(n, L v = WIDE(x); L term = v * v;) }

static double NAME(dot)(const void *x, const void *y, long n) { SUM(n, L term = WIDE(x) * WIDE(y);) }

static double NAME(sum_of_squares_of_difference)(const void *x, const void *y, long n) {
    SUM(n, L v = WIDE(x) - WIDE(y); L term = v * v;)
}

// Read as integers, the bits of magnitudes have the order of the magnitudes, and NaN is above infinity.
static double NAME(maximum_magnitude)(const void *x, long n) {
    I most = 0;
    EACH(n, I v = (I)__builtin_elementwise_abs(GET(x)); most = v > most ? v : most;)
    for (int k = 1; k < W; ++k) most[0] = most[k] > most[0] ? most[k] : most[0];
    return ((V)most)[0];
}

static double NAME(minimum)(const void *x, long n) {
    V least = (R)INFINITY;
    for (long i = 0; i + W <= n; i += W) {
        V v = *(const U *)((const R *)x + i);
        least = (v < least | v != v) ? v : least;
    }
    for (long i = n - n % W; i < n; ++i) {
        R v = ((const R *)x)[i];
        if (v < least[0] || v != v) least[0] = v;
    }
    for (int k = 1; k < W; ++k) {
        if (least[k] < least[0] || least[k] != least[k]) least[0] = least[k];
    }
    return least[0];
}

static int NAME(is_finite)(const void *x, long n) {
    const I infinity = (I)(V)(R)INFINITY;
    I faults = 0;
    EACH(n, faults |= ((I)GET(x) & infinity) == infinity;)
    int found = 0;
    for (int k = 0; k < W; ++k) found |= faults[k] != 0;
    return !found;
}
