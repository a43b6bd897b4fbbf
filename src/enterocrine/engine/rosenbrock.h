/* Rosenbrock integration of one group of persons, a person a lane.
 *
 * Stage i solves (1/(h gamma) - J) k_i = f(y + sum a_ij k_j) + sum c_ij k_j / h; the next state is y + sum m_j k_j.
 * RODAS4: Hairer & Wanner, Solving Ordinary Differential Equations II, 2nd ed. (1996), IV.7, with its continuous extension.
 * RODAS3: Sandu et al., Atmospheric Environment 31 (1997) 3459-3472; its continuous extension is of order 3 as well (derived from the
 * order conditions; tests/engine/test_integrator.py checks it).
 * All lanes of a group share the step; a lane whose numbers fail is frozen and no longer counts.
 */
#pragma once
#include <stdlib.h>
#include "model.h"
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#define STAGES 6

typedef struct {
    int stages, order_of_error;      /* the error estimate behaves as h^order_of_error */
    double gamma;
    double a[STAGES][STAGES], c[STAGES][STAGES];
    int fresh[STAGES];               /* 1: rates at a new point; 0: those of the stage before */
    int chained[STAGES];             /* 1: the point is that of the stage before plus its k */
    double bend[2][STAGES];          /* continuous extension, see dense() */
} Method;

static const Method METHODS[] = {
    {6, 4, 0.25,
     {{0}, {1.544}, {0.9466785280815826, 0.2557011698983284}, {3.314825187068521, 2.896124015972201, 0.9986419139977817},
      {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950}, {0}},
     {{0}, {-5.6688}, {-2.430093356833875, -0.2063599157091915}, {-0.1073529058151375, -9.594562251023355, -20.47028614809616},
      {7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160},
      {8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054}},
     {1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 1},
     {{10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662},
      {-0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872}}},
    {4, 3, 0.5, {{0}, {0}, {2}, {0}}, {{0}, {4}, {1, -1}, {1, -1, -8.0 / 3}}, {1, 0, 1, 1}, {0, 0, 0, 1}, {{0}, {0}}},
};

/* One batch, as laid out by batch.py (same order of fields there). Arrays are row-major; persons run fastest. */
typedef struct {
    int64_t persons, events, kinds, doses, input_persons, times, method, most_steps, watched, want_means;
    double rtol, smallest_step;
    const double *y0, *parameters, *atol;
    const int64_t *watched_states;                           /* those that count in the error */
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
    double t, h, h_before, err_before;
    double *kind_step;                /* the step that worked after each kind of jump */
    v *y, *next, *point, *k, *f, *f0, *j, *a, *hoisted, *w, *p, *u, *o, *sum, *bend, *low, *atol, *doses;
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
/* to = from + sum_j weight_j k_j; the count is a constant at every call, so the inner loop is unrolled */
INLINE void combine(v *restrict to, const v *restrict from, const v *restrict k, const double *weight, const int count)
{
    v scale[STAGES];
    for (int s = 0; s < count; s++) scale[s] = splat(weight[s]);
    for (int i = 0; i < N_STATES; i++) {
        v x = from[i];
        for (int s = 0; s < count; s++) x += scale[s] * k[(size_t)s * N_STATES + i];
        to[i] = x;
    }
}
static void add_stages(v *restrict to, const v *restrict from, const v *restrict k, const double *weight, int count)
{
    switch (count) {
    case 1: combine(to, from, k, weight, 1); break;
    case 2: combine(to, from, k, weight, 2); break;
    case 3: combine(to, from, k, weight, 3); break;
    case 4: combine(to, from, k, weight, 4); break;
    case 5: combine(to, from, k, weight, 5); break;
    default: combine(to, from, k, weight, 6); break;
    }
}
static void attempt(Group *g, double h)
{
    const Method *m = g->m;
    const v *f = g->f0, *at = g->y;
    factor(g->j, g->hoisted, splat(1.0 / (h * m->gamma)), g->a);
    for (int s = 0; s < m->stages; s++) {
        v *k = g->k + (size_t)s * N_STATES;
        if (m->fresh[s] && s) {
            if (m->chained[s]) {
                const v *last = k - N_STATES;
                for (int i = 0; i < N_STATES; i++) g->point[i] = at[i] + last[i];
            } else
                add_stages(g->point, g->y, g->k, m->a[s], s);
            at = g->point;
            rates(g->point, g->hoisted, g->w, g->f);
            f = g->f;
        }
        double weight[STAGES];
        for (int r = 0; r < s; r++) weight[r] = m->c[s][r] / h;
        /* factor() decomposes J - 1/(h gamma): both sides carry the opposite sign */
        if (s) add_stages(k, f, g->k, weight, s);
        else for (int i = 0; i < N_STATES; i++) k[i] = f[i];
        for (int i = 0; i < N_STATES; i++) k[i] = -k[i];
        solve(g->a, k);
    }
    const v *last = g->k + (size_t)(m->stages - 1) * N_STATES;
    for (int i = 0; i < N_STATES; i++) g->next[i] = at[i] + last[i];
}
INLINE v weight_of(const Group *g, int64_t i, v size) { return g->atol[i] + splat(g->q->rtol) * size; }

/* largest root-mean-square error of a lane, in units of the tolerance; the last k is the error estimate */
static double error_of_step(Group *g)
{
    const v *e = g->k + (size_t)(g->m->stages - 1) * N_STATES;
    v sum = splat(0.0);
    for (int64_t n = 0; n < g->q->watched; n++) {
        int64_t i = g->q->watched_states[n];
        v r = e[i] / weight_of(g, i, v_max(v_abs(g->y[i]), v_abs(g->next[i])));
        sum += r * r;
    }
    v rest = splat(0.0); /* states that do not count must still be numbers */
    for (int i = 0; i < N_STATES; i++) rest += g->next[i] * splat(0.0);
    sum = sum / splat((double)(g->q->watched ? g->q->watched : 1)) + rest;
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
    const v *e = g->k + (size_t)(g->m->stages - 1) * N_STATES;
    int64_t worst = first_not_finite(g->next, lane);
    double most = -1.0;
    if (worst >= 0) return worst;
    for (int64_t n = 0; n < g->q->watched; n++) {
        int64_t i = g->q->watched_states[n];
        double size = fabs(g->y[i][lane]), after = fabs(g->next[i][lane]);
        double x = fabs(e[i][lane]) / (g->atol[i][lane] + g->q->rtol * (size > after ? size : after));
        if (x > most) { most = x; worst = i; }
    }
    return worst;
}

/* ---------------------------------------------------------------- what is reported */
static void prepare_dense(Group *g)
{
    for (int b = 0; b < 2; b++) {
        v *to = g->bend + (size_t)b * N_STATES;
        const double *d = g->m->bend[b];
        const v *k = g->k;
        const size_t n = N_STATES;
        if (g->m->stages == 6)
            for (size_t i = 0; i < n; i++)
                to[i] = splat(d[0]) * k[i] + splat(d[1]) * k[n + i] + splat(d[2]) * k[2 * n + i] + splat(d[3]) * k[3 * n + i]
                        + splat(d[4]) * k[4 * n + i];
        else
            for (size_t i = 0; i < n; i++)
                to[i] = splat(d[0]) * k[i] + splat(d[1]) * k[n + i] + splat(d[2]) * k[2 * n + i] + splat(d[3]) * k[3 * n + i];
    }
}
/* observables at the fraction x of the step just made */
static const v *dense(Group *g, double x)
{
    if (x >= 1.0) {
        observables(g->next, g->hoisted, g->w, g->o);
        return g->o;
    }
    v here = splat(x), left = splat(1.0 - x);
    for (int i = 0; i < N_STATES; i++)
        g->point[i] = left * g->y[i] + here * (g->next[i] + left * (g->bend[i] + here * g->bend[N_STATES + i]));
    observables(g->point, g->hoisted, g->w, g->o);
    return g->o;
}
static void report_value(Group *g, const v *o)
{
    scatter(g, g->q->values + g->asked * N_OBSERVABLES * g->q->persons, o, N_OBSERVABLES);
}
static void report_mean(Group *g)
{
    const double *asked = g->q->asked + g->asked;
    v share = splat(1.0 / (asked[0] - asked[-1]));
    for (int i = 0; i < N_OBSERVABLES; i++) g->o[i] = g->sum[i] * share;
    scatter(g, g->q->means + (g->asked - 1) * N_OBSERVABLES * g->q->persons, g->o, N_OBSERVABLES);
    for (int i = 0; i < N_OBSERVABLES; i++) g->sum[i] = splat(0.0);
}
/* two-point Gauss quadrature between two fractions of the step */
static void accumulate(Group *g, double h, double from, double to)
{
    static const double offset = 0.28867513459481287; /* 1 / (2 sqrt 3) */
    double middle = 0.5 * (from + to), width = to - from;
    v weight = splat(0.5 * width * h);
    for (int side = -1; side <= 1; side += 2) {
        const v *o = dense(g, middle + side * offset * width);
        for (int i = 0; i < N_OBSERVABLES; i++) g->sum[i] += weight * o[i];
    }
}
/* reports what was asked inside the step from t to end */
static void report_step(Group *g, double end)
{
    const Problem *q = g->q;
    int ready = 0;
    double h = end - g->t, from = g->t;
    while (g->asked < q->times) {
        double next = q->asked[g->asked];
        int reached = next <= end, averaging = q->want_means && g->asked > 0;
        double to = reached ? next : end;
        if (!reached && !averaging) return;
        if (!ready) { prepare_dense(g); ready = 1; }
        if (averaging && to > from) accumulate(g, h, (from - g->t) / h, (to - g->t) / h);
        if (!reached) return;
        if (q->values) report_value(g, dense(g, next >= end ? 1.0 : (next - g->t) / h));
        if (averaging) report_mean(g);
        g->asked++;
        from = to;
    }
}

/* ---------------------------------------------------------------- time */
static double first_step(const Group *g, double stretch)
{
    v sum = splat(0.0);
    for (int64_t n = 0; n < g->q->watched; n++) {
        int64_t i = g->q->watched_states[n];
        v r = g->f0[i] / weight_of(g, i, v_abs(g->y[i]));
        sum += r * r;
    }
    double fastest = 0.0;
    for (int l = 0; l < LANES; l++)
        if (g->active[l] && sum[l] > fastest) fastest = sum[l];
    fastest = __builtin_sqrt(fastest / (g->q->watched ? g->q->watched : 1));
    return fastest * stretch > 1.0 ? 1.0 / fastest : stretch;
}
/* Gustafsson's predictive factor beside the plain one, as in Hairer & Wanner's RODAS */
static double growth(const Group *g, double err, double h)
{
    double power = 1.0 / g->m->order_of_error, fac = pow(err, power) / 0.9;
    if (g->started && isfinite(err) && err <= 1.0) {
        double predicted = (g->h_before / h) * pow(err * err / g->err_before, power) / 0.9;
        if (predicted > fac) fac = predicted;
    }
    return fac < 1.0 / 6 ? 6.0 : fac > 5.0 ? 0.2 : 1.0 / fac;
}
/* after a failure at the smallest step: freeze who caused it; the others go on from where they are */
static void give_up_on_guilty(Group *g)
{
    for (int l = 0; l < LANES; l++)
        if (g->active[l] && g->lane_error[l] > 1.0)
            freeze(g, l, isfinite(g->lane_error[l]) ? STEP_TOO_SMALL : STEP_NOT_FINITE, worst_state(g, l));
}
static void give_up_on_slowest(Group *g)
{
    int slowest = -1;
    for (int l = 0; l < LANES; l++)
        if (g->active[l] && (slowest < 0 || g->blame[l] > g->blame[slowest])) slowest = l;
    freeze(g, slowest, TOO_MANY_STEPS, worst_state(g, slowest));
}
/* the step to try: one that lands on the end without leaving a splinter */
INLINE double fitted(double h, double left) { return h >= left ? left : 2.0 * h > left ? 0.5 * left : h; }

static void accept(Group *g, double h, double err, double end)
{
    report_step(g, end);
    for (int i = 0; i < N_STATES; i++) {
        g->y[i] = g->next[i];
        g->low[i] = v_min(g->low[i], g->y[i]);
    }
    g->t = end;
    g->h_before = h;
    g->err_before = err > 1e-2 ? err : 1e-2;
    g->started = 1;
    g->q->steps[g->group]++;
}
/* from one event to the next; kind: which memory of a good first step applies */
static void advance(Group *g, double end, int64_t kind)
{
    int64_t tries = 0;
    int stale = 1, first = 1;
    double h = 0.0, restart = 0.0;
    g->started = 0;
    while (g->t < end) {
        if (*g->q->cancel) return;
        if (stale) {
            rates_and_jacobian(g->y, g->hoisted, g->w, g->f0, g->j);
            freeze_where_rates_fail(g);
            stale = 0;
        }
        if (!any_active(g)) return;
        if (h == 0.0) h = g->kind_step[kind] > 0.0 ? g->kind_step[kind] : first_step(g, end - g->t);
        double step = fitted(h, end - g->t);
        attempt(g, step);
        double err = error_of_step(g), factor = growth(g, err, step);
        tries++;
        if (err <= 1.0) {
            int lands = step == end - g->t;
            if (first) { g->kind_step[kind] = step * (factor < 3.0 ? factor : 3.0); first = 0; }
            accept(g, step, err, lands ? end : g->t + step);
            h = step * factor;
            restart = step;
            stale = 1;
        } else {
            g->q->rejected[g->group]++;
            h = step * (isfinite(err) ? (factor < 0.9 ? factor : 0.9) : 0.1);
            g->started = 0;
            if (h < g->q->smallest_step) {
                give_up_on_guilty(g);
                h = restart;
            }
        }
        if (tries >= g->q->most_steps) {
            give_up_on_slowest(g);
            tries = 0;
        }
    }
}
static void jump(Group *g, int64_t event)
{
    const Problem *q = g->q;
    int64_t kind = q->event_kind[event], segment = q->event_segment[event];
    if (kind >= 0)
        for (int64_t d = 0; d < q->doses; d++) g->y[q->dose_state[d]] += g->doses[kind * q->doses + d];
    if (segment >= 0) {
        gather(g, g->u, q->input_values + segment * N_INPUTS * q->input_persons, N_INPUTS, q->input_persons);
        hoist(g->p, g->u, g->w, g->hoisted);
    }
}

/* ---------------------------------------------------------------- one group, from start to stop */
static char *carve(char **from, size_t vectors)
{
    char *here = *from;
    *from += vectors * sizeof(v);
    return here;
}
static char *lay_out(Group *g, char *at)
{
    const size_t n = N_STATES;
    struct { v **to; size_t count; } parts[] = {
        {&g->a, N_FACTORS}, {&g->j, N_JACOBIAN}, {&g->hoisted, N_HOISTED}, {&g->w, N_TEMPORARIES}, {&g->y, n}, {&g->next, n},
        {&g->point, n}, {&g->k, STAGES * n}, {&g->f, n}, {&g->f0, n}, {&g->bend, 2 * n}, {&g->low, n}, {&g->atol, n},
        {&g->p, N_PARAMETERS}, {&g->u, N_INPUTS}, {&g->o, N_OBSERVABLES}, {&g->sum, N_OBSERVABLES},
        {&g->doses, (size_t)(g->q->kinds * g->q->doses)},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) *parts[i].to = (v *)carve(&at, parts[i].count);
    g->kind_step = (double *)at;
    return at + (g->q->kinds + 2) * sizeof(double);
}
static void run(Group *g)
{
    const Problem *q = g->q;
    for (int l = 0; l < LANES; l++) g->active[l] = g->first + l < q->persons ? -1 : 0; /* padding never counts */
    for (int64_t i = 0; i < q->kinds + 2; i++) g->kind_step[i] = 0.0;
    gather(g, g->y, q->y0, N_STATES, q->persons);
    gather(g, g->low, q->y0, N_STATES, q->persons);
    gather(g, g->p, q->parameters, N_PARAMETERS, q->persons);
    gather(g, g->atol, q->atol, N_STATES, 1);
    gather(g, g->doses, q->dose_amount, q->kinds * q->doses, q->persons);
    for (int i = 0; i < N_OBSERVABLES; i++) g->sum[i] = splat(0.0);
    g->t = q->event_time[0];
    for (int64_t e = 0; e < q->events; e++) {
        int64_t kind = q->event_kind[e];
        if (e == 0) { /* inputs first: what is asked at the start is reported before anything is added */
            gather(g, g->u, q->input_values, N_INPUTS, q->input_persons);
            hoist(g->p, g->u, g->w, g->hoisted);
            if (q->times && q->asked[0] <= g->t) {
                observables(g->y, g->hoisted, g->w, g->o);
                if (q->values) report_value(g, g->o);
                g->asked = 1;
            }
        }
        jump(g, e);
        advance(g, q->event_time[e + 1], kind >= 0 ? kind : q->kinds + (e > 0));
        if (*q->cancel || !any_active(g)) break;
    }
    for (; g->asked < q->times && !any_active(g); g->asked++) { /* nobody left: no numbers rather than stale ones */
        if (q->values) report_value(g, g->o);
        if (g->asked > 0 && q->want_means) report_mean(g);
    }
    scatter(g, q->states, g->y, N_STATES);
    scatter(g, q->lowest, g->low, N_STATES);
}

__attribute__((visibility("default"))) int solve_group(const Problem *q, int64_t group)
{
    Group g = {.q = q, .m = &METHODS[q->method], .group = group, .first = group * LANES};
    size_t size = (size_t)lay_out(&g, (char *)0);
    char *memory = aligned_alloc(4096, (size + 8191) / 4096 * 4096);
    if (!memory) return 1;
    lay_out(&g, memory);
#if defined(__SSE2__)
    unsigned before = _mm_getcsr();
    _mm_setcsr(before | 0x8040); /* numbers too small to be normal count as zero: they would only cost time */
#endif
    run(&g);
#if defined(__SSE2__)
    _mm_setcsr(before);
#endif
    free(memory);
    return 0;
}
