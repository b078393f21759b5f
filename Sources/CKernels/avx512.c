#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl"))), apply_to = function)
#define LEVEL 2
#define TABLES kernels_avx512
#include "tables.h"
#pragma clang attribute pop
#endif
