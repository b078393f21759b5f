#include "CKernels.h"

extern const struct kernels kernels_baseline[2];
const struct kernels *kernels_in_use[2] = {&kernels_baseline[0], &kernels_baseline[1]};

#if defined(__x86_64__)
extern const struct kernels kernels_avx2[2], kernels_avx512[2];
static const struct kernels *const levels[] = {kernels_baseline, kernels_avx2, kernels_avx512};

int kernels_highest_level(void) {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2")) return kernel_level_baseline;
    int has512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    return has512 ? kernel_level_avx512 : kernel_level_avx2;
}
#else
static const struct kernels *const levels[] = {kernels_baseline};

int kernels_highest_level(void) { return kernel_level_baseline; }
#endif

int kernels_select(int level) {
    int highest = kernels_highest_level();
    if (level > highest) level = highest;
    if (level < kernel_level_baseline) level = kernel_level_baseline;
    for (int precision = 0; precision < 2; ++precision) {
        __atomic_store_n(&kernels_in_use[precision], &levels[level][precision], __ATOMIC_RELAXED);
    }
    return level;
}

__attribute__((constructor)) static void select_highest(void) { kernels_select(kernel_level_avx512); }
