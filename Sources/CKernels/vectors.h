// Vectors of 64 bytes, whole or in part, and loops over them.
#define V NAME(vector)
#define U NAME(unaligned_vector)
#define I NAME(integers)
#define L NAME(lanes)
#define GET(x) NAME(get)(x, i, m)
#define PUT(x, value) NAME(put)(x, i, m, value)

typedef R V __attribute__((ext_vector_type(W)));
typedef R U __attribute__((ext_vector_type(W), aligned(sizeof(R))));
#if SINGLE
typedef float float_half __attribute__((ext_vector_type(W / 2)));
typedef int I __attribute__((ext_vector_type(W)));
#else
typedef double double_half __attribute__((ext_vector_type(W / 2)));
typedef long I __attribute__((ext_vector_type(W)));
#endif

#ifndef INLINE
#define INLINE static inline __attribute__((always_inline))
// Runs the body for each vector of n elements: i is the index of its first element, m the number of its elements.
// The body is expanded twice, so that m is a constant in the loop.
#define EACH(n, ...) \
    { \
        long i = 0; \
        for (; i + W <= (n); i += W) { \
            const long m = W; \
            __VA_ARGS__ \
        } \
        if (i < (n)) { \
            const long m = (n) - i; \
            __VA_ARGS__ \
        } \
    }
#endif

#if LEVEL == 1
// A mask with the first m elements set.
INLINE I NAME(mask)(long m) {
    I places;
    for (int k = 0; k < W; ++k) places[k] = k;
    return places < (I)m;
}
#endif

// Reads the elements i … i + m − 1, fewer than W, padded with zeros. Nothing else is read.
INLINE V NAME(get_part)(const void *x, long i, long m) {
    const R *from = (const R *)x + i;
#if LEVEL == 2 && SINGLE
    return (V)_mm512_maskz_loadu_ps((__mmask16)((1u << m) - 1), from);
#elif LEVEL == 2
    return (V)_mm512_maskz_loadu_pd((__mmask8)((1u << m) - 1), from);
#else
    V value = 0;
#if LEVEL == 1 && SINGLE
    const I mask = NAME(mask)(m);
    value.lo = (float_half)_mm256_maskload_ps(from, (__m256i)mask.lo);
    value.hi = (float_half)_mm256_maskload_ps(from + W / 2, (__m256i)mask.hi);
#elif LEVEL == 1
    const I mask = NAME(mask)(m);
    value.lo = (double_half)_mm256_maskload_pd(from, (__m256i)mask.lo);
    value.hi = (double_half)_mm256_maskload_pd(from + W / 2, (__m256i)mask.hi);
#else
    for (long k = 0; k < m; ++k) value[k] = from[k];
#endif
    return value;
#endif
}

INLINE V NAME(get)(const void *x, long i, long m) {
    return m == W ? *(const U *)((const R *)x + i) : NAME(get_part)(x, i, m);
}

// Writes the first m elements of the value at index i and after.
INLINE void NAME(put)(void *x, long i, long m, V value) {
    R *to = (R *)x + i;
    if (m == W) {
        *(U *)to = value;
        return;
    }
#if LEVEL == 2 && SINGLE
    _mm512_mask_storeu_ps(to, (__mmask16)((1u << m) - 1), (__m512)value);
#elif LEVEL == 2
    _mm512_mask_storeu_pd(to, (__mmask8)((1u << m) - 1), (__m512d)value);
#elif LEVEL == 1 && SINGLE
    const I mask = NAME(mask)(m);
    _mm256_maskstore_ps(to, (__m256i)mask.lo, (__m256)value.lo);
    _mm256_maskstore_ps(to + W / 2, (__m256i)mask.hi, (__m256)value.hi);
#elif LEVEL == 1
    const I mask = NAME(mask)(m);
    _mm256_maskstore_pd(to, (__m256i)mask.lo, (__m256d)value.lo);
    _mm256_maskstore_pd(to + W / 2, (__m256i)mask.hi, (__m256d)value.hi);
#else
    for (long k = 0; k < m; ++k) to[k] = value[k];
#endif
}
