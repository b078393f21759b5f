// Elementary functions of a vector.
#if SINGLE
#define LIBM(name) name##f
#else
#define LIBM(name) name
#endif

INLINE V NAME(tanh)(V x) {
    for (int k = 0; k < W; ++k) x[k] = LIBM(tanh)(x[k]);
    return x;
}

INLINE V NAME(exp)(V x) {
    for (int k = 0; k < W; ++k) x[k] = LIBM(exp)(x[k]);
    return x;
}

INLINE V NAME(sincos)(V x, V *cosine) {
    for (int k = 0; k < W; ++k) {
        (*cosine)[k] = LIBM(cos)(x[k]);
        x[k] = LIBM(sin)(x[k]);
    }
    return x;
}

// Φ(x), the normal distribution, with its density.
INLINE V NAME(normal)(V x, V *density) {
    for (int k = 0; k < W; ++k) {
        (*density)[k] = (R)0.3989422804014327 * LIBM(exp)(-x[k] * x[k] / 2);
        x[k] = (R)0.5 * LIBM(erfc)(-x[k] * (R)0.7071067811865476);
    }
    return x;
}
#undef LIBM
