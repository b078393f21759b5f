// Both precisions' kernels for one instruction set: LEVEL is its number, TABLES the name of the array of two tables.
#include <math.h>
#include <string.h>

// An operation is rounded by itself: a fused multiply-add would give other bits where the processor has one.
#pragma clang fp contract(off)

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define SINGLE 0
#define R double
#define W 8
#define NAME(x) double_##x
#include "kernels.h"
#undef NAME
#undef W
#undef R
#undef SINGLE

#define SINGLE 1
#define R float
#define W 16
#define NAME(x) float_##x
#include "kernels.h"
#undef NAME
#undef W
#undef R
#undef SINGLE

extern const struct kernels TABLES[2];
const struct kernels TABLES[2] = {
#define KERNEL(result, name, parameters) .name = double_##name,
    {
#include "kernel_list.h"
    },
#undef KERNEL
#define KERNEL(result, name, parameters) .name = float_##name,
    {
#include "kernel_list.h"
    },
#undef KERNEL
};
