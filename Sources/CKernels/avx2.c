#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define LEVEL 1
#define TABLES kernels_avx2
#include "tables.h"
#pragma clang attribute pop
#endif
