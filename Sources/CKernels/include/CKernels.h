// Vector kernels of the numeric core.
//
// All kernels of one precision are in one table. A table exists for every instruction set that the library was
// compiled for; all of them give the same bits, because each operation is rounded by itself (no contraction to fused
// multiply-adds) and each reduction folds a fixed number of lanes in a fixed order.
//
// Conventions: arrays are contiguous, matrices row by row; elements are double or float as the table says. Pointers of
// one call may be equal where the kernel works element by element, but arrays must not overlap partly.
#ifndef CKERNELS_H
#define CKERNELS_H

#define KERNEL(result, name, parameters) result (*name) parameters;
struct kernels {
#include "kernel_list.h"
};
#undef KERNEL

#pragma clang assume_nonnull begin

/// Instruction sets, each a superset of the one before.
enum kernel_level { kernel_level_baseline = 0, kernel_level_avx2 = 1, kernel_level_avx512 = 2 };

/// The highest level that both this processor and this build support.
int kernels_highest_level(void);

/// Selects the kernels of a level, or of the highest available one below it, and returns the level in use.
///
/// Initially the highest level is in use. The level affects no result; tests change it to verify that.
int kernels_select(int level);

/// The tables of the kernels in use, by precision.
extern const struct kernels *_Nonnull kernels_in_use[2];

static inline const struct kernels *kernels_for_double(void) {
    return __atomic_load_n(&kernels_in_use[0], __ATOMIC_RELAXED);
}

static inline const struct kernels *kernels_for_float(void) {
    return __atomic_load_n(&kernels_in_use[1], __ATOMIC_RELAXED);
}

#pragma clang assume_nonnull end

#endif
