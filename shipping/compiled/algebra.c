/* Products of matrices and vectors as NumPy asks for them (CBLAS, 64-bit numbers, the names of its OpenBLAS), in one small file.
   With NumPy's own LAPACK beside it, this takes the place of 27 MB. Interface: "CBLAS", BLAS Technical Forum standard, appendix B.
   The product is blocked as in Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int64_t wide;

enum { ROW_MAJOR = 101, NO_TRANS = 111, CONJUGATED = 113, UPPER = 121 };

/* One function, made for the processor that it runs on. */
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

/* A tile of the product is ROWS x two vectors; DEEP x ACROSS of the right side stays in the second cache, DEEP x TALL of the left too. */
enum { VECTOR = 32, ROWS = 6, DEEP = 256, TALL = 96, ACROSS = 2048 };

static wide less(wide a, wide b) { return a < b ? a : b; }

static void *space(size_t bytes)
{
    void *made = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!made) abort();
    return made;
}

/* Element (i, j) of a matrix is at a[i * down + j * right]: order and transposition are only strides. */
static void strides(int order, int trans, wide lead, wide *down, wide *right)
{
    int by_rows = (order == ROW_MAJOR) == (trans == NO_TRANS);
    *down = by_rows ? lead : 1;
    *right = by_rows ? 1 : lead;
}

#define REAL(letter, type) \
    typedef type letter##vector __attribute__((vector_size(VECTOR))); \
    enum { letter##WIDTH = VECTOR / sizeof(type), letter##COLUMNS = 2 * VECTOR / sizeof(type) }; \
    \
    /* sum[ROWS][COLUMNS] = left (deep x ROWS) by right (deep x COLUMNS), both packed. */ \
    static inline __attribute__((always_inline)) void letter##tile(wide deep, const type *left, const letter##vector *right, type *sum) \
    { \
        letter##vector total[ROWS][2] = {{{0}}}; \
        for (wide k = 0; k < deep; k++, left += ROWS, right += 2) \
            for (int i = 0; i < ROWS; i++) { total[i][0] += left[i] * right[0]; total[i][1] += left[i] * right[1]; } \
        memcpy(sum, total, sizeof total); \
    } \
    \
    FOR_EACH_PROCESSOR static void letter##block(wide m, wide n, wide deep, type alpha, const type *left, const type *right, type *c, \
                                                 wide down, wide across) \
    { \
        type sum[ROWS * letter##COLUMNS] __attribute__((aligned(64))); \
        for (wide j = 0; j < n; j += letter##COLUMNS) \
            for (wide i = 0; i < m; i += ROWS) { \
                letter##tile(deep, left + i * deep, (const letter##vector *)(right + j * deep), sum); \
                for (wide y = 0; y < less(ROWS, m - i); y++) \
                    for (wide x = 0; x < less(letter##COLUMNS, n - j); x++) \
                        c[(i + y) * down + (j + x) * across] += alpha * sum[y * letter##COLUMNS + x]; \
            } \
    } \
    \
    /* Lay `count` rows of `deep` numbers side by side in groups of `group`; what is missing in the last is nothing. */ \
    static void letter##pack(wide count, wide deep, wide group, const type *from, wide down, wide right, type *to) \
    { \
        for (wide first = 0; first < count; first += group) \
            for (wide k = 0; k < deep; k++) \
                for (wide i = 0; i < group; i++) *to++ = first + i < count ? from[(first + i) * down + k * right] : 0; \
    } \
    \
    static void letter##product(wide m, wide n, wide k, type alpha, const type *a, wide ad, wide ar, const type *b, wide bd, wide br, type *c, \
                                wide cd, wide cr) \
    { \
        if (m <= 0 || n <= 0 || k <= 0) return; \
        type *left = space(sizeof(type) * DEEP * (TALL + ROWS)), *right = space(sizeof(type) * DEEP * (less(n, ACROSS) + letter##COLUMNS)); \
        for (wide j = 0; j < n; j += ACROSS) \
            for (wide p = 0; p < k; p += DEEP) { \
                wide deep = less(DEEP, k - p), across = less(ACROSS, n - j); \
                letter##pack(across, deep, letter##COLUMNS, b + p * bd + j * br, br, bd, right); \
                for (wide i = 0; i < m; i += TALL) { \
                    wide tall = less(TALL, m - i); \
                    letter##pack(tall, deep, ROWS, a + i * ad + p * ar, ad, ar, left); \
                    letter##block(tall, across, deep, alpha, left, right, c + i * cd + j * cr, cd, cr); \
                } \
            } \
        free(left); free(right); \
    } \
    \
    FOR_EACH_PROCESSOR static type letter##sum_of_products(wide n, const type *x, const type *y) \
    { \
        type part[16] = {0}, total = 0; \
        wide i = 0; \
        for (; i + 16 <= n; i += 16) for (int j = 0; j < 16; j++) part[j] += x[i + j] * y[i + j]; \
        for (; i < n; i++) total += x[i] * y[i]; \
        for (int j = 0; j < 16; j++) total += part[j]; \
        return total; \
    } \
    \
    FOR_EACH_PROCESSOR static void letter##add(wide n, type alpha, const type *x, type *y) \
    { \
        for (wide i = 0; i < n; i++) y[i] += alpha * x[i]; \
    } \
    \
    static void letter##scaled(wide n, type beta, type *y, wide step) \
    { \
        /* What was there may be no number at all: nothing times it is nothing. */ \
        for (wide i = 0; i < n; i++) y[i * step] = beta == 0 ? 0 : beta * y[i * step]; \
    } \
    \
    type scipy_cblas_##letter##dot64_(wide n, const type *x, wide dx, const type *y, wide dy) \
    { \
        if (dx == 1 && dy == 1) return letter##sum_of_products(n, x, y); \
        type total = 0; \
        if (dx < 0) x -= (n - 1) * dx; \
        if (dy < 0) y -= (n - 1) * dy; \
        for (wide i = 0; i < n; i++) total += x[i * dx] * y[i * dy]; \
        return total; \
    } \
    \
    void scipy_cblas_##letter##axpy64_(wide n, type alpha, const type *x, wide dx, type *y, wide dy) \
    { \
        if (dx == 1 && dy == 1) { letter##add(n, alpha, x, y); return; } \
        if (dx < 0) x -= (n - 1) * dx; \
        if (dy < 0) y -= (n - 1) * dy; \
        for (wide i = 0; i < n; i++) y[i * dy] += alpha * x[i * dx]; \
    } \
    \
    void scipy_cblas_##letter##gemv64_(int order, int trans, wide m, wide n, type alpha, const type *a, wide lda, const type *x, wide dx, \
                                       type beta, type *y, wide dy) \
    { \
        wide rows = trans == NO_TRANS ? m : n, columns = trans == NO_TRANS ? n : m, down, right; \
        strides(order, trans, lda, &down, &right); \
        if (dx < 0) x -= (columns - 1) * dx; \
        if (dy < 0) y -= (rows - 1) * dy; \
        letter##scaled(rows, beta, y, dy); \
        if (right == 1) \
            for (wide i = 0; i < rows; i++) y[i * dy] += alpha * scipy_cblas_##letter##dot64_(columns, a + i * down, 1, x, dx); \
        else \
            for (wide j = 0; j < columns; j++) scipy_cblas_##letter##axpy64_(rows, alpha * x[j * dx], a + j * right, down, y, dy); \
    } \
    \
    void scipy_cblas_##letter##gemm64_(int order, int ta, int tb, wide m, wide n, wide k, type alpha, const type *a, wide lda, const type *b, \
                                       wide ldb, type beta, type *c, wide ldc) \
    { \
        wide ad, ar, bd, br, cd, cr; \
        strides(order, ta, lda, &ad, &ar); strides(order, tb, ldb, &bd, &br); strides(order, NO_TRANS, ldc, &cd, &cr); \
        for (wide i = 0; i < (cr == 1 ? m : n); i++) letter##scaled(cr == 1 ? n : m, beta, c + i * (cr == 1 ? cd : cr), 1); \
        /* Along the rows of what is written; (AB)' = B'A'. */ \
        if (cr == 1) letter##product(m, n, k, alpha, a, ad, ar, b, bd, br, c, cd, cr); \
        else letter##product(n, m, k, alpha, b, br, bd, a, ar, ad, c, cr, cd); \
    } \
    \
    /* NumPy asks with beta = 0 and fills the other half itself; both halves are the same. */ \
    void scipy_cblas_##letter##syrk64_(int order, int half, int trans, wide n, wide k, type alpha, const type *a, wide lda, type beta, type *c, \
                                       wide ldc) \
    { \
        wide down, right; \
        type *whole = space(sizeof(type) * n * n + 1); \
        strides(order, trans, lda, &down, &right); \
        memset(whole, 0, sizeof(type) * n * n); \
        letter##product(n, n, k, alpha, a, down, right, a, right, down, whole, n, 1); \
        for (wide i = 0; i < n; i++) \
            for (wide j = 0; j < n; j++) \
                if (((half == UPPER) == (order == ROW_MAJOR)) ? j >= i : j <= i) \
                    c[i * ldc + j] = whole[i * n + j] + (beta == 0 ? 0 : beta * c[i * ldc + j]); \
        free(whole); \
    }
REAL(s, float)
REAL(d, double)

/* Complex numbers stand in pairs, and their factors come as addresses. Nothing of ours multiplies many of them. */
#define COMPLEX(letter, part) \
    typedef _Complex part letter##number; \
    static letter##number letter##conjugated(letter##number a, int trans) { return trans == CONJUGATED ? __builtin_conj##part(a) : a; } \
    \
    static void letter##dots(int conjugate, wide n, const letter##number *x, wide dx, const letter##number *y, wide dy, letter##number *sum) \
    { \
        letter##number total = 0; \
        if (dx < 0) x -= (n - 1) * dx; \
        if (dy < 0) y -= (n - 1) * dy; \
        for (wide i = 0; i < n; i++) total += letter##conjugated(x[i * dx], conjugate ? CONJUGATED : NO_TRANS) * y[i * dy]; \
        *sum = total; \
    } \
    void scipy_cblas_##letter##dotu_sub64_(wide n, const void *x, wide dx, const void *y, wide dy, void *sum) \
    { letter##dots(0, n, x, dx, y, dy, sum); } \
    void scipy_cblas_##letter##dotc_sub64_(wide n, const void *x, wide dx, const void *y, wide dy, void *sum) \
    { letter##dots(1, n, x, dx, y, dy, sum); } \
    \
    void scipy_cblas_##letter##axpy64_(wide n, const void *alpha, const letter##number *x, wide dx, letter##number *y, wide dy) \
    { \
        if (dx < 0) x -= (n - 1) * dx; \
        if (dy < 0) y -= (n - 1) * dy; \
        for (wide i = 0; i < n; i++) y[i * dy] += *(const letter##number *)alpha * x[i * dx]; \
    } \
    \
    FOR_EACH_PROCESSOR static void letter##product(wide m, wide n, wide k, letter##number alpha, const letter##number *a, wide ad, wide ar, int ta, \
                                const letter##number *b, wide bd, wide br, int tb, letter##number beta, letter##number *c, wide cd, wide cr) \
    { \
        for (wide i = 0; i < m; i++) { \
            for (wide j = 0; j < n; j++) c[i * cd + j * cr] = beta == 0 ? 0 : beta * c[i * cd + j * cr]; \
            for (wide p = 0; p < k; p++) { \
                letter##number one = alpha * letter##conjugated(a[i * ad + p * ar], ta); \
                for (wide j = 0; j < n; j++) c[i * cd + j * cr] += one * letter##conjugated(b[p * bd + j * br], tb); \
            } \
        } \
    } \
    \
    void scipy_cblas_##letter##gemm64_(int order, int ta, int tb, wide m, wide n, wide k, const void *alpha, const void *a, wide lda, \
                                       const void *b, wide ldb, const void *beta, void *c, wide ldc) \
    { \
        wide ad, ar, bd, br, cd, cr; \
        strides(order, ta, lda, &ad, &ar); strides(order, tb, ldb, &bd, &br); strides(order, NO_TRANS, ldc, &cd, &cr); \
        letter##product(m, n, k, *(const letter##number *)alpha, a, ad, ar, ta, b, bd, br, tb, *(const letter##number *)beta, c, cd, cr); \
    } \
    \
    void scipy_cblas_##letter##gemv64_(int order, int trans, wide m, wide n, const void *alpha, const void *a, wide lda, \
                                       const letter##number *x, wide dx, const void *beta, letter##number *y, wide dy) \
    { \
        wide rows = trans == NO_TRANS ? m : n, columns = trans == NO_TRANS ? n : m, down, right; \
        strides(order, trans, lda, &down, &right); \
        if (dx < 0) x -= (columns - 1) * dx; \
        if (dy < 0) y -= (rows - 1) * dy; \
        letter##product(rows, 1, columns, *(const letter##number *)alpha, a, down, right, trans, x, dx, 1, NO_TRANS, \
                        *(const letter##number *)beta, y, dy, 1); \
    } \
    \
    void scipy_cblas_##letter##syrk64_(int order, int half, int trans, wide n, wide k, const void *alpha, const letter##number *a, wide lda, \
                                       const void *beta, letter##number *c, wide ldc) \
    { \
        wide down, right; \
        strides(order, trans, lda, &down, &right); \
        for (wide i = 0; i < n; i++) \
            for (wide j = 0; j < n; j++) \
                if (((half == UPPER) == (order == ROW_MAJOR)) ? j >= i : j <= i) \
                    letter##product(1, 1, k, *(const letter##number *)alpha, a + i * down, down, right, NO_TRANS, a + j * down, right, down, \
                                    NO_TRANS, *(const letter##number *)beta, c + i * ldc + j, 1, 1); \
    }
#define __builtin_conjfloat __builtin_conjf
#define __builtin_conjdouble __builtin_conj
COMPLEX(c, float)
COMPLEX(z, double)

/* LAPACK finds out once how exact numbers are, and keeps it for all: before any thread can ask. */
double scipy_dlamch_64_(const char *);
double scipy_slamch_64_(const char *);

__attribute__((constructor)) static void know_the_machine(void)
{
    scipy_dlamch_64_("E");
    scipy_slamch_64_("E");
}
