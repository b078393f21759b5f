// All kernels of one precision: R is its type, W the number of elements in 64 bytes, NAME(x) a unique name for x.
#include "vectors.h"
#include "functions.h"
#include "elementwise.h"
#include "reductions.h"
#include "rows.h"
#include "distributions.h"
#include "products.h"
#include "indexed.h"
