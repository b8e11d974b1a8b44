/* The linear algebra that OpenCV asks for (32-bit numbers), done by the library that comes with NumPy (64-bit numbers):
   the program carries one OpenBLAS, not two. Interfaces: Netlib, "LAPACK Users' Guide" and "CBLAS". */
#include <stdint.h>
#include <stdlib.h>

typedef int64_t wide;

#define GEMM(letter, type, scalar) \
    void scipy_cblas_##letter##gemm64_(int, int, int, wide, wide, wide, scalar, const type *, wide, const type *, wide, scalar, type *, wide); \
    void cblas_##letter##gemm(int order, int ta, int tb, int m, int n, int k, scalar alpha, const type *a, int lda, const type *b, int ldb, \
                              scalar beta, type *c, int ldc) \
    { scipy_cblas_##letter##gemm64_(order, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc); }
GEMM(s, float, float)
GEMM(d, double, double)
GEMM(c, void, const void *)
GEMM(z, void, const void *)

/* Answers of which OpenCV reads the numbers come back as 32-bit ones; without memory nothing can be answered. */
static wide *widened(int count)
{
    wide *space = malloc((count > 0 ? count : 1) * sizeof(wide));
    if (!space) abort();
    return space;
}

static void narrowed(int *to, wide *from, int count)
{
    for (int i = 0; i < count; i++) to[i] = (int)from[i];
    free(from);
}

static int smaller(int a, int b) { return a < b ? a : b; }

#define LAPACK(letter, type) \
    void scipy_##letter##gesv_64_(wide *, wide *, type *, wide *, wide *, type *, wide *, wide *); \
    void letter##gesv_(int *n, int *nrhs, type *a, int *lda, int *ipiv, type *b, int *ldb, int *info) \
    { \
        wide n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, info_ = 0, *pivots = widened(*n); \
        scipy_##letter##gesv_64_(&n_, &nrhs_, a, &lda_, pivots, b, &ldb_, &info_); \
        narrowed(ipiv, pivots, *n); *info = (int)info_; \
    } \
    void scipy_##letter##getrf_64_(wide *, wide *, type *, wide *, wide *, wide *); \
    void letter##getrf_(int *m, int *n, type *a, int *lda, int *ipiv, int *info) \
    { \
        wide m_ = *m, n_ = *n, lda_ = *lda, info_ = 0; int count = smaller(*m, *n); wide *pivots = widened(count); \
        scipy_##letter##getrf_64_(&m_, &n_, a, &lda_, pivots, &info_); \
        narrowed(ipiv, pivots, count); *info = (int)info_; \
    } \
    void scipy_##letter##posv_64_(char *, wide *, wide *, type *, wide *, type *, wide *, wide *); \
    void letter##posv_(char *uplo, int *n, int *nrhs, type *a, int *lda, type *b, int *ldb, int *info) \
    { \
        wide n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, info_ = 0; \
        scipy_##letter##posv_64_(uplo, &n_, &nrhs_, a, &lda_, b, &ldb_, &info_); *info = (int)info_; \
    } \
    void scipy_##letter##potrf_64_(char *, wide *, type *, wide *, wide *); \
    void letter##potrf_(char *uplo, int *n, type *a, int *lda, int *info) \
    { \
        wide n_ = *n, lda_ = *lda, info_ = 0; \
        scipy_##letter##potrf_64_(uplo, &n_, a, &lda_, &info_); *info = (int)info_; \
    } \
    void scipy_##letter##gels_64_(char *, wide *, wide *, wide *, type *, wide *, type *, wide *, type *, wide *, wide *); \
    void letter##gels_(char *trans, int *m, int *n, int *nrhs, type *a, int *lda, type *b, int *ldb, type *work, int *lwork, int *info) \
    { \
        wide m_ = *m, n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, lwork_ = *lwork, info_ = 0; \
        scipy_##letter##gels_64_(trans, &m_, &n_, &nrhs_, a, &lda_, b, &ldb_, work, &lwork_, &info_); *info = (int)info_; \
    } \
    void scipy_##letter##geqrf_64_(wide *, wide *, type *, wide *, type *, type *, wide *, wide *); \
    void letter##geqrf_(int *m, int *n, type *a, int *lda, type *tau, type *work, int *lwork, int *info) \
    { \
        wide m_ = *m, n_ = *n, lda_ = *lda, lwork_ = *lwork, info_ = 0; \
        scipy_##letter##geqrf_64_(&m_, &n_, a, &lda_, tau, work, &lwork_, &info_); *info = (int)info_; \
    } \
    void scipy_##letter##gesdd_64_(char *, wide *, wide *, type *, wide *, type *, type *, wide *, type *, wide *, type *, wide *, wide *, wide *); \
    void letter##gesdd_(char *jobz, int *m, int *n, type *a, int *lda, type *s, type *u, int *ldu, type *vt, int *ldvt, type *work, int *lwork, \
                        int *iwork, int *info) \
    { \
        wide m_ = *m, n_ = *n, lda_ = *lda, ldu_ = *ldu, ldvt_ = *ldvt, lwork_ = *lwork, info_ = 0; \
        wide *space = widened(8 * smaller(*m, *n)); \
        scipy_##letter##gesdd_64_(jobz, &m_, &n_, a, &lda_, s, u, &ldu_, vt, &ldvt_, work, &lwork_, space, &info_); \
        free(space); *info = (int)info_; \
    }
LAPACK(s, float)
LAPACK(d, double)

void scipy_dgeev_64_(char *, char *, wide *, double *, wide *, double *, double *, double *, wide *, double *, wide *, double *, wide *, wide *);
void dgeev_(char *jobvl, char *jobvr, int *n, double *a, int *lda, double *wr, double *wi, double *vl, int *ldvl, double *vr, int *ldvr,
            double *work, int *lwork, int *info)
{
    wide n_ = *n, lda_ = *lda, ldvl_ = *ldvl, ldvr_ = *ldvr, lwork_ = *lwork, info_ = 0;
    scipy_dgeev_64_(jobvl, jobvr, &n_, a, &lda_, wr, wi, vl, &ldvl_, vr, &ldvr_, work, &lwork_, &info_);
    *info = (int)info_;
}
