/* One person at a time: the words of lanes.h for plain numbers, in C and as a thread of a GPU.
 *
 * On a GPU a warp of 32 threads works on 32 persons; their arrays are woven into each other, so that what the threads read at one moment
 * lies side by side.
 */
#pragma once
#if defined(__CUDACC__)
typedef long long int64_t;
typedef unsigned short uint16_t;
#define INFINITY __longlong_as_double(0x7ff0000000000000LL)
#define NAN __longlong_as_double(0x7ff8000000000000LL)
#define NULL 0
#define restrict
#define INLINE static __forceinline__
#define APART static __noinline__
#define PIECE __noinline__
#define UNROLL _Pragma("unroll")
#define STRIDE 32
#define THREAD (threadIdx.x % STRIDE)
#define BITS(x) __double_as_longlong(x)
#define NUMBER(x) __longlong_as_double(x)
#define FUSED(a, b, c) fma(a, b, c)
typedef double v;
struct Rows {
    double *at;
    Rows(double *at = 0) : at(at) {}
    double &operator[](int64_t i) const { return at[i * STRIDE]; }
    double &operator*() const { return *at; }
    Rows operator+(int64_t n) const { return Rows(at + n * STRIDE); }
    Rows &operator+=(int64_t n) { at += n * STRIDE; return *this; }
    explicit operator bool() const { return at != 0; }
};
typedef Rows Fixed;
#else
typedef double v;
typedef v *Rows;
typedef const v *Fixed;
#define INLINE static inline __attribute__((always_inline, unused))
#define APART __attribute__((noinline, unused)) static
#define PIECE
#define UNROLL _Pragma("GCC unroll 16")
#define STRIDE 1
#define THREAD 0
static inline int64_t BITS(double x) { int64_t r; memcpy(&r, &x, sizeof r); return r; }
static inline double NUMBER(int64_t x) { double r; memcpy(&r, &x, sizeof r); return r; }
#if defined(__FMA__) || defined(__FP_FAST_FMA)
#define FUSED(a, b, c) __builtin_fma(a, b, c)
#else
#define FUSED(a, b, c) ((a) * (b) + (c))
#endif
#endif
typedef int64_t vi;
#define LANE(x, lane) (x)

INLINE v splat(double x) { return x; }
INLINE vi splati(int64_t x) { return x; }
INLINE vi bits(v x) { return BITS(x); }
INLINE v number(vi x) { return NUMBER(x); }
INLINE v choose(vi mask, v yes, v no) { return mask ? yes : no; }
INLINE v v_abs(v x) { return fabs(x); }
INLINE v with_sign(v x, v of) { return copysign(x, of); }
INLINE v v_recip(v x) { return 1.0 / x; }
INLINE v at_least(v bound, v x) { return x < bound ? bound : x; }
INLINE v at_most(v bound, v x) { return x > bound ? bound : x; }
INLINE v v_sqrt(v x) { return sqrt(x); }
INLINE v scaled(v x, v k, vi k_bits)
{
    (void)k;
    vi half = k_bits >> 1; /* two factors, so that neither leaves the range of exponents */
    return x * number((half + 1023) << 52) * number((k_bits - half + 1023) << 52);
}
INLINE v less_product(v x, v a, v b) { return FUSED(-a, b, x); }
