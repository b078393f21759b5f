// Elementary functions of a vector. They use basic operations only, so that their bits are the same everywhere.
//
// Arguments are reduced as by Cody and Waite (1980), without fused multiply-adds: the leading parts of the constants
// have so few digits that their products with the integer are exact. Polynomials are interpolated at Chebyshev nodes, with
// errors far below a unit in the last place.

// The nearest integer is found by adding CENTRE, which leaves it in the sum's last bits; with BIAS added these bits,
// shifted by DIGITS, are the power of two.
#if SINGLE
#define CENTRE 0x1.8p23f
#define BIAS 127
#define DIGITS 23
#define LN2_HIGH 0x1.62e4p-1f
#define LN2_LOW 0x1.7f7d1cp-20f
#define TANH_END 10
#define EXP_LOWEST -105
#define EXP_HIGHEST 89
#define TANH_COEFFICIENTS -0x1.555554p-2f, 0x1.110b54p-3f, -0x1.b221bcp-5f
#define EXP_COEFFICIENTS 0x1p-1f, 0x1.5554dcp-3f, 0x1.555518p-5f, 0x1.120be2p-7f, 0x1.6d117cp-10f
#else
#define CENTRE 0x1.8p52
#define BIAS 1023
#define DIGITS 52
#define LN2_HIGH 0x1.62e42fefa38p-1
#define LN2_LOW 0x1.ef35793c7673p-45
#define TANH_END 20
#define EXP_LOWEST -747
#define EXP_HIGHEST 710
#define TANH_COEFFICIENTS \
    -0x1.555555555554cp-2, 0x1.11111111065c2p-3, -0x1.ba1ba1792f12fp-5, 0x1.664f0074541a1p-6, -0x1.224a00254caffp-7, \
        0x1.c5fd61257cff8p-9
#define EXP_COEFFICIENTS \
    0x1p-1, 0x1.5555555555556p-3, 0x1.5555555553d37p-5, 0x1.11111111109a6p-7, 0x1.6c16c1789d1d7p-10, \
        0x1.a01a01a7cebcdp-13, 0x1.a019b8ca26fcfp-16, 0x1.71de0d85293b8p-19, 0x1.2891d4ffbb0f9p-22, \
        0x1.af390ba7e6f47p-26
#endif

#ifndef POLYNOMIAL
// The polynomial of x with the given coefficients, constant first.
#define POLYNOMIAL(value, x, ...) \
    { \
        const R coefficients[] = {__VA_ARGS__}; \
        int order = sizeof(coefficients) / sizeof(R) - 1; \
        value = coefficients[order]; \
        while (--order >= 0) value = value * x + coefficients[order]; \
    }
#endif

// With |x| = k·log 2 / 2 + h and s = tanh h, an odd polynomial,
// tanh |x| = ((2ᵏ − 1) + s(2ᵏ + 1)) / ((2ᵏ + 1) + s(2ᵏ − 1)).
INLINE V NAME(tanh)(V x) {
    const I sign = (I)x & (I)(V)(R)-0.0;
    V a = __builtin_elementwise_abs(x);
    a = a > TANH_END ? (V)TANH_END : a;
    const V shifted = a * (R)0x1.71547652b82fep+1 + (CENTRE + BIAS);
    const V k = shifted - (CENTRE + BIAS);
    const V power = (V)((I)shifted << DIGITS);
    const V h = (a - k * (LN2_HIGH / 2)) - k * (LN2_LOW / 2);
    const V square = h * h;
    V s;
    POLYNOMIAL(s, square, TANH_COEFFICIENTS)
    s = h + h * square * s;
    const V low = power - 1, high = power + 1;
    return (V)((I)((low + s * high) / (high + s * low)) | sign);
}

// exp(x + tail) for a tail much smaller than x.
INLINE V NAME(exp_of_sum)(V x, V tail) {
    x = x < EXP_LOWEST ? (V)EXP_LOWEST : x;
    x = x > EXP_HIGHEST ? (V)EXP_HIGHEST : x;
    const V k = (x * (R)0x1.71547652b82fep+0 + CENTRE) - CENTRE;
    const V r = ((x - k * LN2_HIGH) - k * LN2_LOW) + tail;
    V e;
    POLYNOMIAL(e, r, EXP_COEFFICIENTS)
    e = 1 + (r + r * r * e);
    // 2ᵏ is applied as two factors, since a single one could overflow where the result does not.
    const V half = k * (R)0.5 + (CENTRE + BIAS);
    const V rest = k - (half - (CENTRE + BIAS)) + (CENTRE + BIAS);
    return e * (V)((I)half << DIGITS) * (V)((I)rest << DIGITS);
}

INLINE V NAME(exp)(V x) { return NAME(exp_of_sum)(x, (V)0); }

#if SINGLE
// Computed in double precision, then rounded.
INLINE V NAME(sincos)(V x, V *cosine) {
    double_vector cosines[2];
    const double_vector low = double_sincos(__builtin_convertvector(x.lo, double_vector), &cosines[0]);
    const double_vector high = double_sincos(__builtin_convertvector(x.hi, double_vector), &cosines[1]);
    cosine->lo = __builtin_convertvector(cosines[0], float_half);
    cosine->hi = __builtin_convertvector(cosines[1], float_half);
    V sine;
    sine.lo = __builtin_convertvector(low, float_half);
    sine.hi = __builtin_convertvector(high, float_half);
    return sine;
}

INLINE V NAME(gelu)(V x, V *first, V *second) {
    double_vector firsts[2], seconds[2];
    const double_vector low = double_gelu(__builtin_convertvector(x.lo, double_vector), &firsts[0], &seconds[0]);
    const double_vector high = double_gelu(__builtin_convertvector(x.hi, double_vector), &firsts[1], &seconds[1]);
    first->lo = __builtin_convertvector(firsts[0], float_half);
    first->hi = __builtin_convertvector(firsts[1], float_half);
    second->lo = __builtin_convertvector(seconds[0], float_half);
    second->hi = __builtin_convertvector(seconds[1], float_half);
    V y;
    y.lo = __builtin_convertvector(low, float_half);
    y.hi = __builtin_convertvector(high, float_half);
    return y;
}
#else
// Sine and cosine. Beyond 1.5·2¹⁹, about 2¹⁹ quarter turns, the C library's functions are called for each element.
INLINE V NAME(sincos)(V x, V *cosine) {
    const V shifted = x * 0x1.45f306dc9c883p-1 + CENTRE;
    const V k = shifted - CENTRE;
    // π/2 in three parts of 33 bits and a rest. The products of k and the first three parts are exact.
    const V t = x - k * 0x1.921fb544p+0;
    const V w = k * 0x1.0b4611a6p-34;
    const V u = t - w;
    const V lost = ((t - u) - w) - k * 0x1.b839a252049c1p-104;
    const V third = k * 0x1.3198a2ep-69;
    const V y = u - (third - lost);
    const V tail = (u - y) - (third - lost);
    const V square = y * y;
    V s, c;
    POLYNOMIAL(s, square, -0x1.5555555555555p-3, 0x1.1111111110ba5p-7, -0x1.a01a019e80693p-13, 0x1.71de379252004p-19,
               -0x1.ae60069e53ef1p-26, 0x1.5e098556d302ep-33)
    POLYNOMIAL(c, square, 0x1.5555555555555p-5, -0x1.6c16c16c16960p-10, 0x1.a01a019f4d0edp-16, -0x1.27e4fa15bd814p-22,
               0x1.1eeb66b683028p-29, -0x1.907c0e63adbb6p-37)
    const V half = square * 0.5;
    s = y + (y * square * s + tail * (1 - half));
    const V leading = 1 - half;
    c = leading + (((1 - leading) - half) + (square * square * c - y * tail));
    const I quarter = (I)shifted;
    const I swaps = (quarter & 1) != 0;
    V sine = swaps ? c : s;
    V other = swaps ? s : c;
    sine = (V)((I)sine ^ (quarter & 2) << 62);
    *cosine = (V)((I)other ^ ((quarter + 1) & 2) << 62);
    const I far = !(__builtin_elementwise_abs(x) < 0x1.8p19);
    if (__builtin_reduce_or(far)) {
        for (int i = 0; i < W; ++i) {
            if (!far[i]) continue;
            sine[i] = sin(x[i]);
            (*cosine)[i] = cos(x[i]);
        }
    }
    // The sums above lose the sign of zero.
    return x == 0 ? x : sine;
}

// x·Φ(x) with its derivatives Φ + x·φ and φ·(2 − x²); Φ is the share of the standard normal distribution below x, φ its
// density. For x ≤ 0, Φ(x) = φ(x)·M(−x) with Mills' ratio M; (a + 5)·M(a) is a polynomial of (a − 5)/(a + 5).
INLINE V NAME(gelu)(V x, V *first, V *second) {
    V a = __builtin_elementwise_abs(x);
    a = a > 40 ? (V)40 : a;
    // a² = square + rest to more than double precision: the upper 26 bits of a have an exact square.
    const V upper = (V)((I)a & ~0x7ffffffL);
    const V square = upper * upper;
    const V rest = (a - upper) * (a + upper);
    const V density = NAME(exp_of_sum)(-0.5 * square, -0.5 * rest) * 0x1.9884533d43651p-2;
    const V inverse = 1 / (a + 5);
    const V t = (a - 5) * inverse;
    // Even and odd orders are summed separately, which halves the number of consecutive roundings.
    V even, odd;
    POLYNOMIAL(
        even, (t * t),
        0x1.ed96b8318f6c5p+0, 0x1.3dd60739e7975p+0, 0x1.a7927af8f0d3cp-2, 0x1.ab031a04afac5p-5,
        -0x1.062396833b2fep-9, -0x1.3820269b5e070p-13, 0x1.5ec45442097c2p-15, -0x1.d215351b0aabdp-18,
        0x1.2591ceaf1f8fap-20, -0x1.79915c2980ca4p-23, 0x1.d0ce30701f181p-26, -0x1.8f2f24cb4d9c6p-29)
    POLYNOMIAL(
        odd, (t * t),
        -0x1.aaf94e206d6dap+0, -0x1.9262efbe12c56p-1, -0x1.62d360c63c393p-3, -0x1.ebbc325bccf4bp-8,
        0x1.660d42c2f4586p-10, -0x1.05971eb159d82p-13, 0x1.4ebc4f7bcfee8p-17, -0x1.c241da286a050p-21,
        0x1.b0aa33d584199p-24, -0x1.70cd27192b508p-26, 0x1.7ef29ff2aed30p-28, -0x1.06a000da503e0p-30)
    const V beyond = density * ((even + t * odd) * inverse);
    const V below = x > 0 ? 1 - beyond : beyond;
    // Beyond ±40 the density is 0, and its products with x must be 0 too.
    const V inner = x < 0 ? -a : a;
    *first = below + inner * density;
    *second = density * (2 - inner * inner);
    return (x < 0 ? inner : x) * below;
}

#ifndef LOGARITHM
#define LOGARITHM
// log x of a single number, by 2·artanh((m − 1)/(m + 1)) with x = 2ᵉ·m and m between √½ and √2.
static double logarithm(double x) {
    if (!(x > 0 && x < (double)INFINITY)) return x == 0 ? -(double)INFINITY : x;
    int exponent;
    double m = frexp(x, &exponent);
    if (m < 0.7071067811865476) {
        m *= 2;
        exponent -= 1;
    }
    const double ratio = (m - 1) / (m + 1), square = ratio * ratio;
    double sum = 0;
    // |ratio| < 0.172, so the term of order 25 is below 1e-19.
    for (int order = 23; order > 1; order -= 2) sum = (sum + 1.0 / order) * square;
    return exponent * 0x1.62e42fefa38p-1 + (2 * ratio + (2 * ratio * sum + exponent * 0x1.ef35793c7673p-45));
}
#endif
#endif
#undef CENTRE
#undef BIAS
#undef DIGITS
#undef LN2_HIGH
#undef LN2_LOW
#undef TANH_END
#undef EXP_LOWEST
#undef EXP_HIGHEST
#undef TANH_COEFFICIENTS
#undef EXP_COEFFICIENTS
