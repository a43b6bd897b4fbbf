/* One Rosenbrock step of several groups of persons: methods, memory, stages, error.
 *
 * Stage i solves (1/(h gamma) - J) k_i = f(t + alpha_i h, y + sum a_ij k_j) + sum c_ij k_j / h + gamma_i h f_t; the next state is
 * y + sum m_j k_j. Time enters f only through the leading states (lead.h). Groups of a team run through each piece of the straight-line
 * code one after the other, so that its instructions are fetched once for all of them.
 */
#pragma once
#include "model.h"
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#define STAGES 8                     /* most stages of a method */
#ifndef TEAM
#define TEAM 4                       /* most groups that run side by side in one thread */
#endif

typedef struct {
    int stages, order_of_error;      /* the error estimate behaves as h^order_of_error */
    double gamma;
    double a[STAGES][STAGES], c[STAGES][STAGES];
    double alpha[STAGES], slope[STAGES]; /* when a stage looks at time, and its gamma_i */
    double bend[3][STAGES];          /* continuous extension: y(x) = (1 - x) y + x (next + (1 - x) (sum bend0 k + x sum bend1 k + ...)) */
} Method;
#include "methods.h"

/* One batch, as laid out by batch.py (same order of fields there). Arrays are row-major; persons run fastest. */
typedef struct {
    int64_t persons, events, kinds, doses, input_persons, times, method, most_steps, want_means, amounts;
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
    const int64_t *order;                                    /* who takes which lane */
    double *effort;                                          /* per person: steps that the person alone would have needed, about */
    double *shares;                                          /* per group, if asked: each state's part in the errors of steps taken and rejected */
    volatile const int64_t *cancel;
} Problem;

enum { FINE, RATES_NOT_FINITE, STEP_TOO_SMALL, TOO_MANY_STEPS, STEP_NOT_FINITE };

typedef struct {
    const Problem *q;
    const Method *m;
    int64_t group, first, asked;      /* asked: the next time to report */
    int64_t event, passed, tries, kind;       /* the next event; steps tried since the last new start; which memory of a good first step applies */
    int started, stale, fresh, watched; /* started: 0 before the first step after a jump; stale: the Jacobian is old; fresh: no step yet */
    vi active;
    double t, end, land, h, step, restart, h_before, err_before, recent_step, lead_span, lead_reach, from, beyond, recent_pass;
    double *kind_step;                /* the step that worked after each kind of jump */
    char *kind_leads;                 /* does a kind of bolus reach leading states only? */
    double quadrature[STAGES + 1];
    Rows y, next, point, carried, k, f0, j, a, hoisted, w, p, u, o, sum, low, atol, doses;
    Rows stage_lead, series, lead_x, lead_sum, lead_slope, lead_whole, lead_mean, pace;
    double lane_error[LANES], effort[LANES];
    int64_t blame[LANES];
} Group;

#define N_LEAD (N_STATES - N_TAIL)
#define N_ROWS (N_TAIL + N_KEPT)      /* of the linear systems; also of a stage's k, whose kept part nobody reads */
static const int ORDER[N_STATES + 1] = {STATE_ORDER}; /* place in memory -> number of the state; leading states lie last */
static const int PLACE[N_STATES + 1] = {STATE_PLACE}; /* number of the state -> place */

/* ---------------------------------------------------------------- lanes in and out */
INLINE int64_t person_of(const Group *g, int lane)
{
    int64_t k = g->first + lane;
    return g->q->order[k < g->q->persons ? k : g->q->persons - 1];
}
static void gather(const Group *g, Rows to, const double *from, int64_t rows, int64_t persons)
{
    for (int64_t i = 0; i < rows; i++)
        for (int l = 0; l < LANES; l++) LANE(to[i], l) = from[i * persons + (persons == 1 ? 0 : person_of(g, l))];
}
static void gather_states(const Group *g, Rows to, const double *from, int64_t persons)
{
    for (int i = 0; i < N_STATES; i++) gather(g, to + i, from + ORDER[i] * persons, 1, persons);
}
static void scatter(const Group *g, double *to, Fixed from, int64_t rows)
{
    for (int64_t i = 0; i < rows; i++)
        for (int l = 0; l < LANES && g->first + l < g->q->persons; l++)
            to[i * g->q->persons + person_of(g, l)] = LANE(g->active, l) ? LANE(from[i], l) : NAN;
}
static void scatter_states(const Group *g, double *to, Fixed from)
{
    for (int i = 0; i < N_STATES; i++) scatter(g, to + ORDER[i] * g->q->persons, from + i, 1);
}
INLINE int any_active(const Group *g)
{
    for (int l = 0; l < LANES; l++)
        if (LANE(g->active, l)) return 1;
    return 0;
}

/* ---------------------------------------------------------------- lanes that fail */
static void freeze(Group *g, int lane, int64_t fault, int64_t place)
{
    int64_t person = person_of(g, lane);
    LANE(g->active, lane) = 0;
    g->q->fault[person] = fault;
    g->q->fault_state[person] = place < 0 ? -1 : ORDER[place];
    g->q->fault_time[person] = g->t;
}
static int64_t first_not_finite(Fixed x, int lane)
{
    for (int64_t i = 0; i < N_TAIL; i++)
        if (!isfinite(LANE(x[i], lane))) return i;
    return -1;
}
static void freeze_where_rates_fail(Group *g)
{
    v test = splat(0.0);
    for (int i = 0; i < N_TAIL; i++) test += g->f0[i] * splat(0.0);
    for (int l = 0; l < LANES; l++)
        if (LANE(g->active, l) && !(LANE(test, l) == 0.0)) freeze(g, l, RATES_NOT_FINITE, first_not_finite(g->f0, l));
}

/* ---------------------------------------------------------------- the leading states; linear systems */
#include "lead.h"
#include "lu.h"

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
    Fixed restrict y = g->y, k = g->k; /* each array is read once: they live in the second-level cache */
    Rows restrict point = g->point, carried = g->carried;
    for (int i = 0; i < N_TAIL; i++) {
        v x = y[i], r = splat(0.0);
        UNROLL
        for (int s = 0; s < count; s++) {
            v old = k[s * N_ROWS + i];
            x += at[s] * old;
            r -= share[s] * old;
        }
        point[i] = x;
        carried[i] = r;
    }
}
static void prepare_stage(Group *g, int stage, double h)
{
    const double *a = g->m->a[stage], *c = g->m->c[stage];
    switch (stage) {
    case 1: combine(g, a, c, h, 1); break;
    case 2: combine(g, a, c, h, 2); break;
    case 3: combine(g, a, c, h, 3); break;
    case 4: combine(g, a, c, h, 4); break;
    case 5: combine(g, a, c, h, 5); break;
    case 6: combine(g, a, c, h, 6); break;
    default: combine(g, a, c, h, 7); break;
    }
    lead_at_stage(g, stage, h);
}
#define EACH for (int i = 0; i < n; i++)
/* factor() decomposes J - 1/(h gamma) I, so the right-hand side carries the opposite sign */
static void attempt(Group **team, int n)
{
    const Method *m = team[0]->m;
#define CALL(piece) EACH piece(team[i]->j, splat(1.0 / (team[i]->step * m->gamma)), team[i]->a);
    FACTOR(CALL)
#undef CALL
    EACH {
        Group *g = team[i];
        for (int s = 0; s < N_TAIL; s++) g->k[s] = -g->f0[s];
        lead_at_first_stage(g, g->step);
    }
    for (int s = 0;; s++) {
        const int at = s * N_ROWS;
        solve(team, n, at);
        if (s + 1 == m->stages) return;
        EACH prepare_stage(team[i], s + 1, team[i]->step);
#define CALL(piece) EACH piece(team[i]->point, team[i]->hoisted, team[i]->w, team[i]->carried, team[i]->k + at + N_ROWS);
        RATES(CALL)
#undef CALL
    }
}
INLINE v weight_of(const Group *g, int64_t i, v size) { return g->atol[i] + splat(g->q->rtol) * size; }

/* the next state, and the largest root-mean-square error of a lane in units of the tolerance. The methods are stiffly accurate: the last
 * point plus its k is the next state, and that k is the error estimate. States that do not count have a huge tolerance; a NaN among them
 * is still seen. Where states are amounts, a step that takes one below nothing by more than its absolute tolerance is not taken: a large
 * pool that runs empty within a step may else end far below, within its relative tolerance, where saturation turns over. */
#define OVERDRAWN 16.0
static double finish_step(Group *g)
{
    Fixed restrict e = g->k + (g->m->stages - 1) * N_ROWS, y = g->y, point = g->point;
    Rows restrict next = g->next;
    v sum = splat(0.0), lack = splat(0.0);
    for (int i = 0; i < N_TAIL; i++) {
        v x = point[i] + e[i], left = x + g->atol[i], before = v_abs(y[i]), after = v_abs(x);
        v r = e[i] * v_recip(weight_of(g, i, choose(before < after, after, before)));
        next[i] = x;
        sum += r * r;
        lack = at_most(lack, choose(x < y[i], left, splat(0.0)));
    }
    sum = sum / splat((double)g->watched);
    double worst = 0.0;
    int guilty = 0;
    for (int l = 0; l < LANES; l++) {
        double x = isfinite(LANE(sum, l)) ? sqrt(LANE(sum, l)) : INFINITY;
        if (g->q->amounts && LANE(lack, l) < 0.0 && x < OVERDRAWN) x = OVERDRAWN;
        g->lane_error[l] = LANE(g->active, l) ? x : 0.0;
        if (g->lane_error[l] > worst) { worst = g->lane_error[l]; guilty = l; }
    }
    g->blame[guilty]++;
    return worst;
}
/* adds what part each state has in the squared error of the lane that decided on the step */
static void add_shares(const Group *g, int rejected)
{
    Fixed e = g->k + (g->m->stages - 1) * N_ROWS;
    double *to = g->q->shares + (2 * g->group + rejected) * N_STATES, sum = 0.0;
    int lane = 0;
    for (int l = 1; l < LANES; l++)
        if (g->lane_error[l] > g->lane_error[lane]) lane = l;
    for (int again = 0; again < 2; again++)
        for (int i = 0; i < N_TAIL; i++) {
            double size = fabs(LANE(g->y[i], lane)), after = fabs(LANE(g->next[i], lane));
            double x = LANE(e[i], lane) / (LANE(g->atol[i], lane) + g->q->rtol * (size > after ? size : after));
            if (again && isfinite(sum) && sum > 0.0) to[ORDER[i]] += x * x / sum;
            else sum += x * x;
        }
}
static int64_t worst_state(const Group *g, int lane)
{
    Fixed e = g->k + (g->m->stages - 1) * N_ROWS;
    int64_t worst = first_not_finite(g->next, lane);
    double most = -1.0;
    if (worst >= 0) return worst;
    for (int64_t i = 0; i < N_TAIL; i++) {
        double size = fabs(LANE(g->y[i], lane)), after = fabs(LANE(g->next[i], lane));
        double x = fabs(LANE(e[i], lane)) / (LANE(g->atol[i], lane) + g->q->rtol * (size > after ? size : after));
        if (g->q->amounts && LANE(g->next[i], lane) < -LANE(g->atol[i], lane) && LANE(g->next[i], lane) < LANE(g->y[i], lane)) x += OVERDRAWN;
        if (x > most) { most = x; worst = i; }
    }
    return worst;
}
