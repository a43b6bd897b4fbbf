/* Vectors of persons (one person a lane) and elementary functions on them.
 *
 * exp, log, expm1 follow the argument reductions of Cody & Waite (Software Manual for the Elementary Functions, 1980); the
 * polynomial of log is that of Tang's and FDLIBM's s * (f - R) form. Errors: about 1 ulp for exp and log, 2-3 ulp for what is
 * made from them. What is rarely used goes lane by lane through the C library.
 */
#pragma once
#if defined(__CUDACC__)
#define LANES 1
#else
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#endif

/* as many persons as the widest vector register holds numbers */
#ifndef LANES
#if defined(__AVX512F__)
#define LANES 8
#else
#define LANES 4
#endif
#endif
#if LANES == 1
#include "lane.h"
#else
typedef double v __attribute__((vector_size(8 * LANES)));
typedef int64_t vi __attribute__((vector_size(8 * LANES)));
typedef v *Rows;         /* an array with one number a person at each place */
typedef const v *Fixed;
#define INLINE static inline __attribute__((always_inline, unused))
#define APART __attribute__((noinline, unused)) static
#define PIECE
#define UNROLL _Pragma("GCC unroll 16")
#define LANE(x, lane) (x)[lane]
#define STRIDE 1
#define THREAD 0

INLINE v splat(double x) { return x - (v){0}; }
INLINE vi splati(int64_t x) { return x - (vi){0}; }
INLINE vi bits(v x) { return (vi)x; }
INLINE v number(vi x) { return (v)x; }
/* yes where mask is -1, no where it is 0; a NaN in the part not taken does no harm */
INLINE v choose(vi mask, v yes, v no) { return number((mask & bits(yes)) | (~mask & bits(no))); }
INLINE v v_abs(v x) { return number(bits(x) & splati(INT64_MAX)); }
INLINE v with_sign(v x, v of) { return number((bits(x) & splati(INT64_MAX)) | (bits(of) & splati(INT64_MIN))); }

/* With AVX-512 a reciprocal is an estimate of 14 bits, refined as r (1 + e)(1 + e^2): a quarter of the time of a division, within 1 ulp
 * or so; that of 0 is then NaN, not infinity, and that of infinity NaN, not 0 (v_exp ends below infinity for this reason). The single
 * instructions are written as such because parsing the compiler's header of intrinsics takes longer than compiling a unit. */
#if defined(__AVX512F__)
INLINE v v_recip(v x)
{
    v r;
    __asm__("vrcp14pd %1, %0" : "=v"(r) : "v"(x));
    v e = splat(1.0) - x * r;
    v e2 = e * e, first = r + r * e;
    return first + first * e2;
}
/* the larger and the smaller of a bound and x; a NaN in x stays */
INLINE v at_least(v bound, v x) { v r; __asm__("vmaxpd %2, %1, %0" : "=v"(r) : "v"(bound), "v"(x)); return r; }
INLINE v at_most(v bound, v x) { v r; __asm__("vminpd %2, %1, %0" : "=v"(r) : "v"(bound), "v"(x)); return r; }
INLINE v v_sqrt(v x) { v r; __asm__("vsqrtpd %1, %0" : "=v"(r) : "v"(x)); return r; }
/* x * 2^k, k a whole number */
INLINE v scaled(v x, v k, vi k_bits) { (void)k_bits; v r; __asm__("vscalefpd %2, %1, %0" : "=v"(r) : "v"(x), "v"(k)); return r; }
#else
INLINE v v_recip(v x) { return splat(1.0) / x; }
INLINE v at_least(v bound, v x) { return choose(x < bound, bound, x); }
INLINE v at_most(v bound, v x) { return choose(x > bound, bound, x); }
INLINE v v_sqrt(v x)
{
    v r;
    for (int l = 0; l < LANES; l++) r[l] = __builtin_sqrt(x[l]);
    return r;
}
INLINE v scaled(v x, v k, vi k_bits)
{
    (void)k;
    vi half = k_bits >> 1; /* two factors, so that neither leaves the range of exponents */
    return x * number((half + splati(1023)) << 52) * number((k_bits - half + splati(1023)) << 52);
}
#endif
/* x - a * b. Left to itself, the compiler fuses this where multiplication and subtraction fall into one block, so that copies of one loop
 * would round differently. */
#if defined(__FMA__)
INLINE v less_product(v x, v a, v b) { __asm__("vfnmadd231pd %2, %1, %0" : "+v"(x) : "v"(a), "vm"(b)); return x; }
#elif defined(__FP_FAST_FMA)
INLINE v less_product(v x, v a, v b)
{
    for (int l = 0; l < LANES; l++) x[l] = __builtin_fma(-a[l], b[l], x[l]);
    return x;
}
#else
INLINE v less_product(v x, v a, v b) { return x - a * b; }
#endif
#endif
INLINE v v_floored(v x) { return at_least(splat(2.2250738585072014e-308), x); }
INLINE v v_lifted(v x) { return at_least(splat(1e-12), x); }
INLINE v v_max(v x, v y) { return choose(y == y, choose(x < y, y, x), y); }
INLINE v v_min(v x, v y) { return choose(y == y, choose(x > y, y, x), y); }
INLINE v v_greater(v x, v y) { return choose(x > y, splat(1.0), choose(x == y, splat(0.5), splat(0.0))); }
INLINE v v_less(v x, v y) { return choose(x < y, splat(1.0), choose(x == y, splat(0.5), splat(0.0))); }
INLINE v v_sign(v x) { return choose(x == splat(0.0), x, choose(x == x, with_sign(splat(1.0), x), x)); }

#define ROUNDING 6755399441055744.0 /* 1.5 * 2^52: adding it leaves the nearest whole number in the low bits */
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10

/* expm1(r) for |r| <= ln(2)/2 */
INLINE v expm1_near_zero(v r)
{
    v r2 = r * r, r4 = r2 * r2;
    v low = splat(1.0 / 2) + r * splat(1.0 / 6) + r2 * (splat(1.0 / 24) + r * splat(1.0 / 120));
    v mid = splat(1.0 / 720) + r * splat(1.0 / 5040) + r2 * (splat(1.0 / 40320) + r * splat(1.0 / 362880));
    v top = splat(1.0 / 3628800) + r * splat(1.0 / 39916800) + r2 * (splat(1.0 / 479001600) + r * splat(1.0 / 6227020800.0));
    return r + r2 * (low + r4 * (mid + r4 * top));
}
/* x = whole ln(2) + r */
INLINE v reduced(v x, v *whole, vi *whole_bits)
{
    v shifted = x * splat(1.4426950408889634074) + splat(ROUNDING);
    *whole = shifted - splat(ROUNDING);
    *whole_bits = bits(shifted) - bits(splat(ROUNDING));
    return (x - *whole * splat(LN2_HIGH)) - *whole * splat(LN2_LOW);
}
/* between exp(-745) = 0 and exp(690) = 1e299: room is left for factors, so that 1 / (1 + factor * exp(x)) tends to 0 and not to NaN */
INLINE v v_exp(v x)
{
    v whole;
    vi k;
    v r = reduced(at_least(splat(-745.0), at_most(splat(690.0), x)), &whole, &k);
    return scaled(splat(1.0) + expm1_near_zero(r), whole, k);
}
INLINE v v_expm1(v x)
{
    v whole;
    vi k;
    v r = reduced(at_least(splat(-40.0), at_most(splat(690.0), x)), &whole, &k);
    v power = scaled(splat(1.0), whole, k);
    return expm1_near_zero(r) * power + (power - splat(1.0));
}

INLINE v v_log(v x)
{
    const int64_t root_half = 0x3fe6a09e667f3bcdLL; /* bits of sqrt(1/2): the mantissa is taken from [sqrt(1/2), sqrt(2)) */
    vi k = (bits(x) - splati(root_half)) >> 52;
    v m = number(bits(x) - (k << 52));
    v whole = number(k + bits(splat(ROUNDING))) - splat(ROUNDING);
    v f = m - splat(1.0);
    v s = f / (splat(2.0) + f);
    v z = s * s, z2 = z * z;
    v odd = z2 * (splat(3.999999999940941908e-01) + z2 * (splat(2.222219843214978396e-01) + z2 * splat(1.531383769920937332e-01)));
    v even = z * (splat(6.666666666666735130e-01) + z2 * (splat(2.857142874366239149e-01)
                  + z2 * (splat(1.818357216161805012e-01) + z2 * splat(1.479819860511658591e-01))));
    v square = splat(0.5) * f * f;
    v value = whole * splat(LN2_HIGH) - ((square - (s * (square + odd + even) + whole * splat(LN2_LOW))) - f);
    value = choose(x == splat(INFINITY), x, value);
    value = choose(x == splat(0.0), splat(-INFINITY), value);
    return choose(x < splat(0.0), splat(NAN), choose(x == x, value, x));
}

INLINE v log1p_positive(v x) /* x >= 0; the rounding of 1 + x is made good */
{
    v u = splat(1.0) + x;
    v lost = choose(u < splat(1e15), (x - (u - splat(1.0))) / u, splat(0.0));
    return v_log(u) + lost;
}
INLINE v v_tanh(v x)
{
    v t = v_expm1(splat(-2.0) * v_abs(x));
    return with_sign(t / (splat(2.0) + t), x);
}
INLINE v v_sinh(v x)
{
    v t = v_expm1(v_abs(x));
    return with_sign(splat(0.5) * (t + t / (t + splat(1.0))), x);
}
INLINE v v_cosh(v x)
{
    v e = v_exp(v_abs(x));
    return splat(0.5) * e + splat(0.5) / e;
}
INLINE v v_asinh(v x)
{
    v a = v_abs(x), a2 = a * a;
    v large = v_log(a) + splat(6.93147180559945286227e-01);
    v small = log1p_positive(a + a2 / (splat(1.0) + v_sqrt(splat(1.0) + a2)));
    return with_sign(choose(a > splat(1e8), large, small), x);
}
#define LANE_BY_LANE(name) \
    APART v v_##name(v x) { v r; for (int l = 0; l < LANES; l++) LANE(r, l) = name(LANE(x, l)); return r; }
LANE_BY_LANE(acosh)
LANE_BY_LANE(atanh)
LANE_BY_LANE(sin)
LANE_BY_LANE(cos)
LANE_BY_LANE(tan)
LANE_BY_LANE(asin)
LANE_BY_LANE(acos)
LANE_BY_LANE(atan)
LANE_BY_LANE(erf)
LANE_BY_LANE(erfc)
