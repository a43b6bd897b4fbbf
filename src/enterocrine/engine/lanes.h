/* Vectors of persons (one person a lane) and elementary functions on them.
 *
 * exp, log, expm1 follow the argument reductions of Cody & Waite (Software Manual for the Elementary Functions, 1980); the
 * polynomial of log is that of Tang's and FDLIBM's s * (f - R) form. Errors: about 1 ulp for exp and log, 2-3 ulp for what is
 * made from them. What is rarely used goes lane by lane through the C library.
 */
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

#define LANES 8
typedef double v __attribute__((vector_size(8 * LANES)));
typedef int64_t vi __attribute__((vector_size(8 * LANES)));
#define INLINE static inline __attribute__((always_inline, unused))

INLINE v splat(double x) { return (v){x, x, x, x, x, x, x, x}; }
INLINE vi splati(int64_t x) { return (vi){x, x, x, x, x, x, x, x}; }
INLINE vi bits(v x) { return (vi)x; }
INLINE v number(vi x) { return (v)x; }
/* yes where mask is -1, no where it is 0; a NaN in the part not taken does no harm */
INLINE v choose(vi mask, v yes, v no) { return number((mask & bits(yes)) | (~mask & bits(no))); }
INLINE v v_abs(v x) { return number(bits(x) & splati(INT64_MAX)); }
INLINE v with_sign(v x, v of) { return number((bits(x) & splati(INT64_MAX)) | (bits(of) & splati(INT64_MIN))); }

INLINE v v_recip(v x)
{
#if defined(__AVX512F__)
    /* estimate of 14 bits, twice refined by Newton: a quarter of the time of a division, within 1 ulp or so */
    v r;
    __asm__("vrcp14pd %1, %0" : "=v"(r) : "v"(x));
    v lack = splat(1.0) - x * r;
    v better = r + r * lack;
    v best = better + better * (splat(1.0) - x * better);
    return choose(lack == lack, best, r); /* of 0 and infinity the estimate is exact, and the correction is not a number */
#else
    return splat(1.0) / x;
#endif
}
INLINE v v_sqrt(v x)
{
#if defined(__AVX512F__)
    v r;
    __asm__("vsqrtpd %1, %0" : "=v"(r) : "v"(x)); /* no header: parsing the intrinsics takes longer than compiling a unit */
    return r;
#else
    v r;
    for (int l = 0; l < LANES; l++) r[l] = __builtin_sqrt(x[l]);
    return r;
#endif
}
/* NaN passes through: NaN < y is false */
INLINE v v_floored(v x) { v least = splat(2.2250738585072014e-308); return choose(x < least, least, x); }
INLINE v v_lifted(v x) { v least = splat(1e-12); return choose(x < least, least, x); }
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
INLINE v power_of_two(vi k) { return number((k + splati(1023)) << 52); }

INLINE v v_exp(v x)
{
    v inside = choose(x < splat(-746.0), splat(-746.0), choose(x > splat(710.0), splat(710.0), x));
    v shifted = inside * splat(1.4426950408889634074) + splat(ROUNDING);
    v whole = shifted - splat(ROUNDING);
    vi k = bits(shifted) - bits(splat(ROUNDING));
    v r = (inside - whole * splat(LN2_HIGH)) - whole * splat(LN2_LOW);
    vi half = k >> 1; /* two factors, so that neither leaves the range of exponents */
    return (splat(1.0) + expm1_near_zero(r)) * power_of_two(half) * power_of_two(k - half);
}

INLINE v v_expm1(v x)
{
    v inside = choose(x < splat(-40.0), splat(-40.0), choose(x > splat(709.4), splat(709.4), x));
    v shifted = inside * splat(1.4426950408889634074) + splat(ROUNDING);
    v whole = shifted - splat(ROUNDING);
    vi k = bits(shifted) - bits(splat(ROUNDING));
    v r = (inside - whole * splat(LN2_HIGH)) - whole * splat(LN2_LOW);
    vi half = k >> 1;
    v scale = power_of_two(half), rest = power_of_two(k - half);
    v value = expm1_near_zero(r) * scale * rest + (scale * rest - splat(1.0));
    return choose(x > splat(709.4), splat(INFINITY), value);
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
    __attribute__((noinline, unused)) static v v_##name(v x) { v r; for (int l = 0; l < LANES; l++) r[l] = name(x[l]); return r; }
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
