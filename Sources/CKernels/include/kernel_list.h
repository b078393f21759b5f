// The list of kernels: KERNEL(result, name, (parameters)). It is included wherever code is generated for each kernel.
//
// x, y, z, … are arrays of n or of rows × cols elements. Unless noted, the first one is written.

#pragma clang assume_nonnull begin

// Elementwise operations.
KERNEL(void, fill, (void *x, double a, long n))                                                        // a
KERNEL(void, copy, (void *x, const void *y, long n))                                                   // y
KERNEL(void, from_double, (void *x, const double *y, long n))                                          // y, rounded
KERNEL(void, from_float, (void *x, const float *y, long n))                                            // y
KERNEL(void, scale, (void *x, double a, long n))                                                       // a·x
KERNEL(void, add, (void *x, const void *y, double a, long n))                                          // x + a·y
KERNEL(void, add_scalar, (void *x, double a, long n))                                                  // x + a
KERNEL(void, combine, (void *x, double a, const void *y, double b, const void *z, long n))             // a·y + b·z
KERNEL(void, interpolate, (void *x, const void *y, double w, long n))                                  // x + w(y − x)
KERNEL(void, decay, (void *x, double b, const void *y, double w, long n))                              // b·x + w·y
KERNEL(void, decay_square, (void *x, double b, const void *y, double w, long n))                       // b·x + (w·y)·y
KERNEL(void, decay_square_difference, (void *x, double b, const void *y, const void *z, double w, long n))
KERNEL(void, root_over, (void *x, const void *y, double s, double e, long n))                          // √y / s + e
KERNEL(void, root_inside, (void *x, const void *y, double e, long n))                                  // √(y + e)
KERNEL(void, subtract_quotient, (void *x, double a, const void *y, const void *z, long n))             // x − a·(y/z)
KERNEL(void, product, (void *x, const void *y, const void *z, long n))                                 // y·z
KERNEL(void, add_product, (void *x, double a, const void *y, const void *z, long n))                   // x + a·(y·z)
KERNEL(void, quotient, (void *x, const void *y, const void *z, long n))                                // y / z
KERNEL(void, maximum, (void *x, const void *y, const void *z, long n))                                 // NaN if any is
KERNEL(void, clamp, (void *x, double low, double high, long n))                                        // NaN stays
KERNEL(void, sign, (void *x, const void *y, long n))                                                   // −1, 0, 1
KERNEL(void, magnitude, (void *x, const void *y, long n))                                              // |y|
KERNEL(void, reciprocal, (void *x, long n))                                                            // 1 / x
KERNEL(void, exponential, (void *x, const void *y, long n))                                            // exp y

// Reductions, accumulated in double precision.
KERNEL(double, sum, (const void *x, long n))
KERNEL(double, sum_of_squares, (const void *x, long n))
KERNEL(double, dot, (const void *x, const void *y, long n))
KERNEL(double, sum_of_squares_of_difference, (const void *x, const void *y, long n))
KERNEL(double, maximum_magnitude, (const void *x, long n))                                             // NaN if any is
KERNEL(double, minimum, (const void *x, long n))                                                       // NaN if any is
KERNEL(int, is_finite, (const void *x, long n))

// Rows and columns. A bias has cols elements. A null bias means zero, and null sums are not computed.
KERNEL(void, add_bias, (void *z, const void *_Nullable bias, long rows, long cols))
KERNEL(void, column_sums, (void *_Nullable sums, const void *x, int accumulate, long rows, long cols))

// Activations y = f(z + bias), with their adjoints (ybar, zbar) and tangents (dot).
KERNEL(void, tanh_bias, (void *z, const void *_Nullable bias, long rows, long cols))
KERNEL(void, tanh_backward, (void *zbar, const void *ybar, const void *y, void *_Nullable sums, int accumulate,
    long rows, long cols))
KERNEL(void, tanh_tangent, (void *ydot, const void *zdot, const void *_Nullable biasdot, const void *y, long rows,
    long cols))
KERNEL(void, tanh_backward_tangent, (void *zbardot, const void *ybardot, const void *ybar, const void *y,
    const void *ydot, void *_Nullable sums, int accumulate, long rows, long cols))
KERNEL(void, tanh_backward_outer, (void *zbar, const void *o, const void *w, const void *y, void *_Nullable sums,
    int accumulate,
    long rows, long cols))
KERNEL(void, tanh_backward_tangent_outer, (void *zbardot, const void *o, const void *w, const void *odot,
    const void *wdot, const void *y, const void *ydot, void *_Nullable sums, int accumulate, long rows, long cols))
KERNEL(void, relu_bias, (void *z, const void *_Nullable bias, long rows, long cols))
KERNEL(void, relu_backward, (void *zbar, const void *ybar, const void *y, void *_Nullable sums, int accumulate,
    long rows, long cols))
KERNEL(void, relu_tangent, (void *ydot, const void *zdot, const void *_Nullable biasdot, const void *y, long rows,
    long cols))
KERNEL(void, sin_bias, (void *y, const void *z, const void *_Nullable bias, void *_Nullable first,
    void *_Nullable second, long rows, long cols))
KERNEL(void, gelu_bias, (void *y, const void *z, const void *_Nullable bias, void *_Nullable first,
    void *_Nullable second, long rows, long cols))
KERNEL(void, derivative_tangent, (void *ydot, void *zdot, const void *_Nullable biasdot, const void *first,
    long rows, long cols))
KERNEL(void, derivative_backward, (void *zbar, const void *ybar, const void *first, void *_Nullable sums,
    int accumulate,
    long rows, long cols))
KERNEL(void, derivative_backward_tangent, (void *zbardot, const void *ybardot, const void *ybar, const void *zdot,
    const void *first, const void *second, void *_Nullable sums, int accumulate, long rows, long cols))

// Rows as probability distributions. If causal, row r uses the columns 0…(r mod cols).
KERNEL(void, softmax, (void *y, const void *z, int causal, long rows, long cols))
KERNEL(void, softmax_derivative, (void *x, const void *v, const void *y, long rows, long cols))
KERNEL(void, softmax_backward_tangent, (void *zbardot, const void *ybardot, const void *ybar, const void *y,
    const void *ydot, long rows, long cols))
KERNEL(void, log_sum_exp, (void *x, const void *z, long rows, long cols))

// Small matrix products: c = a·op(A)·B + b·c, and c = a·A·Bᵀ + b·c.
KERNEL(void, small_product, (void *c, long stride, double b, double a, const void *left, long ar, long ap,
    const void *right, long apart, long rows, long inner, long cols))
KERNEL(void, small_product_transposed, (void *c, long stride, double b, double a, const void *left, long ar,
    const void *right, long apart, long rows, long inner, long cols))

// Elements selected by lists of indices; −1 selects none.
KERNEL(void, gather, (void *y, const void *x, const int *places, long n))
KERNEL(void, scatter_add, (void *x, const void *y, const int *places, long n))
KERNEL(void, window_means, (void *y, const void *x, const int *places, long size, long n))
KERNEL(void, spread_over_windows, (void *x, const void *y, const int *places, long size, long n))

#pragma clang assume_nonnull end
