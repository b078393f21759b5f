// Kernels on elements selected by lists of indices.

static void NAME(gather)(void *y, const void *x, const int *places, long n) {
    const R *from = x;
    R *to = y;
    for (long i = 0; i < n; ++i) to[i] = places[i] < 0 ? 0 : from[places[i]];
}

static void NAME(scatter_add)(void *x, const void *y, const int *places, long n) {
    const R *from = y;
    R *to = x;
    for (long i = 0; i < n; ++i)
        if (places[i] >= 0) to[places[i]] += from[i];
}

static void NAME(window_means)(void *y, const void *x, const int *places, long size, long n) {
    const R *from = x;
    R *to = y;
    for (long i = 0; i < n; ++i, places += size) {
        R sum = 0;
        for (long k = 0; k < size; ++k) sum += from[places[k]];
        to[i] = sum / (R)size;
    }
}

static void NAME(spread_over_windows)(void *x, const void *y, const int *places, long size, long n) {
    const R *from = y;
    R *to = x;
    for (long i = 0; i < n; ++i, places += size) {
        const R share = from[i] / (R)size;
        for (long k = 0; k < size; ++k) to[places[k]] += share;
    }
}
