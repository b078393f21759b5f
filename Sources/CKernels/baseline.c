#include "CKernels.h"

#define LEVEL 0
#define TABLES kernels_baseline
#include "tables.h"
