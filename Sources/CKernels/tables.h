// The kernels of both precisions for one instruction set: LEVEL is its number, TABLES the array of the two tables.
#include <math.h>
#include <string.h>

// Each operation is rounded separately. Fused multiply-adds would give other bits on processors that have them.
#pragma clang fp contract(off)

// Functions that take vectors are always inlined, so that their calling convention does not matter.
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
