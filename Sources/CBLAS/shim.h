#include <cblas.h>

// LAPACK's driver for selected eigenvalues of a dense symmetric matrix, which OpenBLAS carries; its Fortran symbol has
// no header of its own in the distributions' packages. All arrays are column-major.
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a, const int *lda,
             const double *vl, const double *vu, const int *il, const int *iu, const double *abstol, int *found,
             double *w, double *z, const int *ldz, int *isuppz, double *work, const int *lwork, int *iwork,
             const int *liwork, int *info);
