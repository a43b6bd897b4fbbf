/* One Rosenbrock step of a group of persons: its method, its memory, lanes that fail. */
#pragma once
#include <stdlib.h>
#include "model.h"
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#define STAGES 6

typedef struct {
    int order_of_error;              /* the error estimate behaves as h^order_of_error */
    double gamma;
    double a[STAGES][STAGES], c[STAGES][STAGES];
    double bend[2][STAGES];          /* continuous extension: y(x) = (1 - x) y + x (next + (1 - x) (sum bend0 k + x sum bend1 k)) */
} Method;

static const Method METHODS[] = {
    {4, 0.25,
     {{0}, {1.544}, {0.9466785280815826, 0.2557011698983284}, {3.314825187068521, 2.896124015972201, 0.9986419139977817},
      {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950},
      {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1.0}},
     {{0}, {-5.6688}, {-2.430093356833875, -0.2063599157091915}, {-0.1073529058151375, -9.594562251023355, -20.47028614809616},
      {7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160},
      {8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054}},
     {{10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662},
      {-0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872}}},
};

/* One batch, as laid out by batch.py (same order of fields there). Arrays are row-major; persons run fastest. */
typedef struct {
    int64_t persons, events, kinds, doses, input_persons, times, method, most_steps, watched, want_means;
    double rtol, smallest_step;
    const double *y0, *parameters, *atol;                    /* atol is huge for states that do not count */
    const double *event_time;                                /* events + 1: the last is the end */
    const int64_t *event_kind, *event_segment;               /* -1: none at this event */
    const int64_t *dose_state;
    const double *dose_amount, *input_values, *asked;
    double *values, *means, *states, *lowest;
    int64_t *fault, *fault_state;                            /* per person */
    double *fault_time;
    int64_t *steps, *rejected;                               /* per group */
    volatile const int64_t *cancel;
} Problem;

enum { FINE, RATES_NOT_FINITE, STEP_TOO_SMALL, TOO_MANY_STEPS, STEP_NOT_FINITE };

typedef struct {
    const Problem *q;
    const Method *m;
    int64_t group, first, asked;      /* asked: the next time to report */
    int started;                      /* 0 before the first step after a jump */
    vi active;
    double t, h_before, err_before, recent_step;
    double *kind_step;                /* the step that worked after each kind of jump */
    v *y, *next, *point, *carried, *k, *f0, *j, *a, *hoisted, *w, *z, *p, *u, *o, *sum, *low, *atol, *doses;
    double lane_error[LANES];
    int64_t blame[LANES];
} Group;

/* ---------------------------------------------------------------- lanes in and out */
INLINE int64_t person_of(const Group *g, int lane)
{
    int64_t k = g->first + lane;
    return k < g->q->persons ? k : g->q->persons - 1;
}
static void gather(const Group *g, v *to, const double *from, int64_t rows, int64_t persons)
{
    for (int64_t i = 0; i < rows; i++)
        for (int l = 0; l < LANES; l++) to[i][l] = from[i * persons + (persons == 1 ? 0 : person_of(g, l))];
}
static void scatter(const Group *g, double *to, const v *from, int64_t rows)
{
    for (int64_t i = 0; i < rows; i++)
        for (int l = 0; l < LANES && g->first + l < g->q->persons; l++)
            to[i * g->q->persons + g->first + l] = g->active[l] ? from[i][l] : NAN;
}
INLINE int any_active(const Group *g)
{
    for (int l = 0; l < LANES; l++)
        if (g->active[l]) return 1;
    return 0;
}

/* ---------------------------------------------------------------- lanes that fail */
static void freeze(Group *g, int lane, int64_t fault, int64_t state)
{
    int64_t person = g->first + lane;
    g->active[lane] = 0;
    g->q->fault[person] = fault;
    g->q->fault_state[person] = state;
    g->q->fault_time[person] = g->t;
}
static int64_t first_not_finite(const v *x, int lane)
{
    for (int64_t i = 0; i < N_STATES; i++)
        if (!isfinite(x[i][lane])) return i;
    return -1;
}
static void freeze_where_rates_fail(Group *g)
{
    v test = splat(0.0);
    for (int i = 0; i < N_STATES; i++) test += g->f0[i] * splat(0.0);
    for (int l = 0; l < LANES; l++)
        if (g->active[l] && !(test[l] == 0.0)) freeze(g, l, RATES_NOT_FINITE, first_not_finite(g->f0, l));
}

/* ---------------------------------------------------------------- one step */
/* what a stage needs of the stages before it: the point (y + sum a_j k_j) and the share of its right-hand side (sum c_j k_j / h);
 * the count is a constant at every call, so that the inner loop is unrolled */
INLINE void combine(const Group *g, const double *a, const double *c, double h, const int count)
{
    v at[STAGES], share[STAGES];
    for (int s = 0; s < count; s++) {
        at[s] = splat(a[s]);
        share[s] = splat(c[s] / h);
    }
    const v *restrict y = g->y, *restrict k = g->k; /* each array is read once: they live in the second-level cache */
    v *restrict point = g->point, *restrict carried = g->carried;
    for (int i = 0; i < N_STATES; i++) {
        v x = y[i], r = splat(0.0);
#pragma GCC unroll 8
        for (int s = 0; s < count; s++) {
            v old = k[s * N_STATES + i];
            x += at[s] * old;
            r -= share[s] * old;
        }
        point[i] = x;
        carried[i] = r;
    }
}
static void prepare_stage(const Group *g, int stage, double h)
{
    const double *a = g->m->a[stage], *c = g->m->c[stage];
    switch (stage) {
    case 1: combine(g, a, c, h, 1); break;
    case 2: combine(g, a, c, h, 2); break;
    case 3: combine(g, a, c, h, 3); break;
    case 4: combine(g, a, c, h, 4); break;
    default: combine(g, a, c, h, 5); break;
    }
}
/* factor() decomposes J - 1/(h gamma), so the right-hand side carries the opposite sign */
static void attempt(Group *g, double h)
{
    const Method *m = g->m;
    v *restrict k = g->k;
    factor(g->j, g->hoisted, splat(1.0 / (h * m->gamma)), g->a);
    for (int i = 0; i < N_STATES; i++) k[i] = -g->f0[i];
    solve(g->a, k, g->z);
    for (int s = 1; s < STAGES; s++) {
        k += N_STATES;
        prepare_stage(g, s, h);
        rates(g->point, g->hoisted, g->w, g->carried, k);
        solve(g->a, k, g->z);
    }
}
INLINE v weight_of(const Group *g, int64_t i, v size) { return g->atol[i] + splat(g->q->rtol) * size; }

/* the next state, and the largest root-mean-square error of a lane in units of the tolerance. States that do not count have a
 * huge tolerance; a NaN among them is still seen. */
static double finish_step(Group *g)
{
    const v *restrict e = g->k + (STAGES - 1) * N_STATES, *restrict y = g->y, *restrict point = g->point;
    v *restrict next = g->next;
    v sum = splat(0.0);
    for (int i = 0; i < N_STATES; i++) {
        v x = point[i] + e[i], before = v_abs(y[i]), after = v_abs(x);
        v r = e[i] * v_recip(weight_of(g, i, choose(before < after, after, before)));
        next[i] = x;
        sum += r * r;
    }
    sum = sum / splat((double)(g->q->watched ? g->q->watched : 1));
    double worst = 0.0;
    int guilty = 0;
    for (int l = 0; l < LANES; l++) {
        double x = isfinite(sum[l]) ? __builtin_sqrt(sum[l]) : INFINITY;
        g->lane_error[l] = g->active[l] ? x : 0.0;
        if (g->lane_error[l] > worst) { worst = g->lane_error[l]; guilty = l; }
    }
    g->blame[guilty]++;
    return worst;
}
static int64_t worst_state(const Group *g, int lane)
{
    const v *e = g->k + (STAGES - 1) * N_STATES;
    int64_t worst = first_not_finite(g->next, lane);
    double most = -1.0;
    if (worst >= 0) return worst;
    for (int64_t i = 0; i < N_STATES; i++) {
        double size = fabs(g->y[i][lane]), after = fabs(g->next[i][lane]);
        double x = fabs(e[i][lane]) / (g->atol[i][lane] + g->q->rtol * (size > after ? size : after));
        if (x > most) { most = x; worst = i; }
    }
    return worst;
}
