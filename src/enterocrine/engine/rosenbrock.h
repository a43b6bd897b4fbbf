/* Rosenbrock integration of one group of persons, a person a lane.
 *
 * Stage i solves (1/(h gamma) - J) k_i = f(y + sum a_ij k_j) + sum c_ij k_j / h. The method is stiffly accurate: the next state is the
 * last point plus its k, and that k is the error estimate.
 * RODAS4: Hairer & Wanner, Solving Ordinary Differential Equations II, 2nd ed. (1996), IV.7, with its continuous extension.
 * All lanes of a group share the step; a lane whose numbers fail is frozen and no longer counts.
 */
#pragma once
#include "step.h"

/* ---------------------------------------------------------------- what is reported */
/* weights of the stages in the state at the fraction x of the step just made */
static void bend(const Group *g, double x, v *weight)
{
    for (int s = 0; s < STAGES - 1; s++) weight[s] = splat(x * (1.0 - x) * (g->m->bend[0][s] + x * g->m->bend[1][s]));
}
/* states at two fractions of the step just made, in one reading of the stages */
static void dense(const Group *g, double x0, v *restrict to0, double x1, v *restrict to1)
{
    const v *restrict y = g->y, *restrict next = g->next, *restrict k = g->k;
    v w0[STAGES], w1[STAGES], here0 = splat(x0), left0 = splat(1.0 - x0), here1 = splat(x1), left1 = splat(1.0 - x1);
    bend(g, x0, w0);
    bend(g, x1, w1);
    for (int i = 0; i < N_STATES; i++) {
        v a = left0 * y[i] + here0 * next[i], b = left1 * y[i] + here1 * next[i];
#pragma GCC unroll 8
        for (int s = 0; s < STAGES - 1; s++) {
            v old = k[s * N_STATES + i];
            a += w0[s] * old;
            b += w1[s] * old;
        }
        to0[i] = a;
        to1[i] = b;
    }
}
static void clear(v *x)
{
    for (int i = 0; i < N_OBSERVABLES; i++) x[i] = splat(0.0);
}
static void report_value(Group *g, const v *y)
{
    clear(g->o);
    observables(y, g->hoisted, g->w, splat(1.0), g->o);
    scatter(g, g->q->values + g->asked * N_OBSERVABLES * g->q->persons, g->o, N_OBSERVABLES);
}
static void report_mean(Group *g)
{
    const double *asked = g->q->asked + g->asked;
    v share = splat(1.0 / (asked[0] - asked[-1]));
    for (int i = 0; i < N_OBSERVABLES; i++) g->o[i] = g->sum[i] * share;
    scatter(g, g->q->means + (g->asked - 1) * N_OBSERVABLES * g->q->persons, g->o, N_OBSERVABLES);
    clear(g->sum);
}
/* two-point Gauss quadrature between two fractions of the step */
static void accumulate(Group *g, double h, double from, double to)
{
    static const double offset = 0.28867513459481287; /* 1 / (2 sqrt 3) */
    double middle = 0.5 * (from + to), width = to - from;
    v weight = splat(0.5 * width * h);
    dense(g, middle - offset * width, g->point, middle + offset * width, g->carried);
    observables(g->point, g->hoisted, g->w, weight, g->sum);
    observables(g->carried, g->hoisted, g->w, weight, g->sum);
}
/* reports what was asked inside the step from t to end */
static void report_step(Group *g, double end)
{
    const Problem *q = g->q;
    double h = end - g->t, from = g->t;
    while (g->asked < q->times) {
        double next = q->asked[g->asked];
        int reached = next <= end, averaging = q->want_means && g->asked > 0;
        double to = reached ? next : end;
        if (!reached && !averaging) return;
        if (averaging && to > from) accumulate(g, h, (from - g->t) / h, (to - g->t) / h);
        if (!reached) return;
        if (q->values && next < end) dense(g, (next - g->t) / h, g->point, 1.0, g->carried);
        if (q->values) report_value(g, next < end ? g->point : g->next);
        if (averaging) report_mean(g);
        g->asked++;
        from = to;
    }
}

/* ---------------------------------------------------------------- time */
static double first_step(const Group *g, double stretch)
{
    v sum = splat(0.0);
    for (int i = 0; i < N_STATES; i++) {
        v r = g->f0[i] / weight_of(g, i, v_abs(g->y[i]));
        sum += r * r;
    }
    double fastest = 0.0;
    for (int l = 0; l < LANES; l++)
        if (g->active[l] && sum[l] > fastest) fastest = sum[l];
    fastest = __builtin_sqrt(fastest / (g->q->watched ? g->q->watched : 1));
    return fastest * stretch > 1.0 ? 1.0 / fastest : stretch;
}
/* The first step after a jump: what would have suited the last jump of this kind, or, for a kind not met yet, the last jump of all. */
static double restart_step(const Group *g, int64_t kind, double stretch)
{
    if (g->kind_step[kind] > 0.0) return g->kind_step[kind];
    return g->recent_step > 0.0 ? 0.5 * g->recent_step : first_step(g, stretch);
}
/* a step much too small also tells: its error grows with a known power of the step */
static void remember(Group *g, int64_t kind, double step, double err)
{
    double factor = 0.8 * pow(err, -1.0 / g->m->order_of_error);
    g->recent_step = g->kind_step[kind] = step * (factor < 0.2 ? 0.2 : factor > 50.0 ? 50.0 : factor);
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
    v *next = g->next, *low = g->low;
    g->next = g->y;
    g->y = next;
    for (int i = 0; i < N_STATES; i++) low[i] = choose(next[i] < low[i], next[i], low[i]);
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
        if (h == 0.0) h = restart_step(g, kind, end - g->t);
        double step = fitted(h, end - g->t);
        attempt(g, step);
        double err = finish_step(g), factor = growth(g, err, step);
        tries++;
        if (err <= 1.0) {
            int lands = step == end - g->t;
            if (first) { remember(g, kind, step, err); first = 0; }
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
        {&g->point, n}, {&g->carried, n}, {&g->k, STAGES * n}, {&g->f0, n}, {&g->low, n}, {&g->atol, n}, {&g->z, N_KEPT},
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
    clear(g->sum);
    g->t = q->event_time[0];
    for (int64_t e = 0; e < q->events; e++) {
        int64_t kind = q->event_kind[e];
        if (e == 0) { /* inputs first: what is asked at the start is reported before anything is added */
            gather(g, g->u, q->input_values, N_INPUTS, q->input_persons);
            hoist(g->p, g->u, g->w, g->hoisted);
            if (q->times && q->asked[0] <= g->t) {
                if (q->values) report_value(g, g->y);
                g->asked = 1;
            }
        }
        jump(g, e);
        advance(g, q->event_time[e + 1], kind >= 0 ? kind : q->kinds + (e > 0));
        if (*q->cancel || !any_active(g)) break;
    }
    for (; g->asked < q->times && !any_active(g); g->asked++) { /* nobody left: no numbers rather than stale ones */
        if (q->values) report_value(g, g->y);
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

/* Rates at one point, and the solution of (d I - J) x = b there; for tests and for questions about a steady state. */
__attribute__((visibility("default"))) int probe(const double *y, const double *p, const double *u, double d, const double *b, double *f,
                                                 double *x)
{
    const Problem q = {.persons = 1};
    Group g = {.q = &q};
    size_t size = (size_t)lay_out(&g, (char *)0);
    char *memory = aligned_alloc(4096, (size + 8191) / 4096 * 4096);
    if (!memory) return 1;
    lay_out(&g, memory);
    gather(&g, g.y, y, N_STATES, 1);
    gather(&g, g.p, p, N_PARAMETERS, 1);
    gather(&g, g.u, u, N_INPUTS, 1);
    gather(&g, g.k, b, N_STATES, 1);
    hoist(g.p, g.u, g.w, g.hoisted);
    rates_and_jacobian(g.y, g.hoisted, g.w, g.f0, g.j);
    factor(g.j, g.hoisted, splat(d), g.a);
    for (int i = 0; i < N_STATES; i++) {
        f[i] = g.f0[i][0];
        g.k[i] = -g.k[i];
    }
    solve(g.a, g.k, g.z);
    for (int i = 0; i < N_STATES; i++) x[i] = g.k[i][0];
    free(memory);
    return 0;
}
