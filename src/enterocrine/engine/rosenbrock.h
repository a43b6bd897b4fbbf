/* Rosenbrock integration of groups of persons, a person a lane.
 *
 * All lanes of a group share the step; a lane whose numbers fail is frozen and no longer counts. Groups of a team do not know of each
 * other: each has its own time and step, so that its numbers do not depend on who runs beside it.
 * Source: Hairer & Wanner, Solving Ordinary Differential Equations II, 2nd ed. (1996), IV.7.
 */
#pragma once
#include "step.h"
#include "report.h"

#define SAFETY 0.7                   /* a rejected step costs more than several steps that are a little shorter */

/* ---------------------------------------------------------------- the size of steps */
static double first_step(const Group *g, double stretch)
{
    v sum = splat(0.0);
    for (int i = 0; i < N_TAIL; i++) {
        v r = g->f0[i] / weight_of(g, i, v_abs(g->y[i]));
        sum += r * r;
    }
    double fastest = 0.0;
    for (int l = 0; l < LANES; l++)
        if (LANE(g->active, l) && LANE(sum, l) > fastest) fastest = LANE(sum, l);
    fastest = sqrt(fastest / g->watched);
    return fastest * stretch > 1.0 ? 1.0 / fastest : stretch;
}
/* The first step after a jump: what would have suited the last jump of this kind, or, for a kind not met yet, the last jump of all. */
static double restart_step(const Group *g, double stretch)
{
    if (g->kind_step[g->kind] > 0.0) return g->kind_step[g->kind];
    return g->recent_step > 0.0 ? 0.5 * g->recent_step : first_step(g, stretch);
}
/* a step much too small also tells: its error grows with a known power of the step */
static void remember(Group *g, double err)
{
    double factor = 0.8 * pow(err, -1.0 / g->m->order_of_error);
    g->recent_step = g->kind_step[g->kind] = g->step * (factor < 0.2 ? 0.2 : factor > 50.0 ? 50.0 : factor);
}
/* Gustafsson's predictive factor beside the plain one, as in Hairer & Wanner's RODAS */
static double growth(const Group *g, double err, double h)
{
    double power = 1.0 / g->m->order_of_error, fac = pow(err, power) / SAFETY;
    if (g->started && isfinite(err) && err <= 1.0) {
        double predicted = (g->h_before / h) * pow(err * err / g->err_before, power) / SAFETY;
        if (predicted > fac) fac = predicted;
    }
    return fac < 1.0 / 6 ? 6.0 : fac > 5.0 ? 0.2 : 1.0 / fac;
}
/* the step to try: one that lands on the end without leaving a splinter */
INLINE double fitted(double h, double left) { return h >= left ? left : 2.0 * h > left ? 0.5 * left : h; }
/* A step may run past a jump of the leading states, but not further than has gone well after jumps of this kind, or of any kind. */
static void choose_step(Group *g)
{
    double left = g->end - g->t;
    g->step = fitted(g->h, left);
    g->beyond = 0.0;
    if (next_leads(g, g->event) && g->q->event_time[g->event] - g->t < g->step) {
        g->passed = g->q->event_kind[g->event];
        double to_jump = g->q->event_time[g->event] - g->t, known = g->kind_step[g->passed];
        double most = to_jump + (known > 0.0 ? known : g->recent_pass);
        if (most > to_jump && g->step > most) g->step = most;
        g->beyond = g->step - to_jump;
    }
    g->land = g->step == left ? g->end : g->t + g->step;
}
/* how far a step that passed a jump could have gone beyond it */
static void remember_pass(Group *g, double err)
{
    if (g->beyond <= 0.0) return;
    double factor = isfinite(err) ? SAFETY * pow(err, -1.0 / g->m->order_of_error) : 0.2;
    g->recent_pass = g->kind_step[g->passed] = g->beyond * (factor < 0.2 ? 0.2 : factor > 4.0 ? 4.0 : factor);
}

/* after a failure at the smallest step: freeze who caused it; the others go on from where they are */
static void give_up_on_guilty(Group *g)
{
    for (int l = 0; l < LANES; l++)
        if (LANE(g->active, l) && g->lane_error[l] > 1.0)
            freeze(g, l, isfinite(g->lane_error[l]) ? STEP_TOO_SMALL : STEP_NOT_FINITE, worst_state(g, l));
}
static void give_up_on_slowest(Group *g)
{
    int slowest = -1;
    for (int l = 0; l < LANES; l++)
        if (LANE(g->active, l) && (slowest < 0 || g->blame[l] > g->blame[slowest])) slowest = l;
    freeze(g, slowest, TOO_MANY_STEPS, worst_state(g, slowest));
}

/* ---------------------------------------------------------------- events */
static void set_inputs(Group *g, int64_t segment)
{
    const Problem *q = g->q;
    gather(g, g->u, q->input_values + segment * N_INPUTS * q->input_persons, N_INPUTS, q->input_persons);
#define CALL(piece) piece(g->p, g->u, g->w, g->hoisted);
    HOIST(CALL)
#undef CALL
    find_span(g);
}
static void pass_lead_events(Group *g)
{
    for (; next_leads(g, g->event) && g->q->event_time[g->event] <= g->t; g->event++)
        give_lead(g, g->q->event_kind[g->event], g->y + N_TAIL);
}
/* applies the event that is due; 0 when the schedule has ended. Then the end of the stretch without any jump of the states behind the lead */
static int open_stretch(Group *g)
{
    const Problem *q = g->q;
    if (g->event >= q->events) return 0;
    int64_t kind = q->event_kind[g->event], segment = q->event_segment[g->event];
    if (kind >= 0)
        for (int64_t d = 0; d < q->doses; d++) g->y[PLACE[q->dose_state[d]]] += g->doses[kind * q->doses + d];
    if (segment >= 0) set_inputs(g, segment);
    g->kind = kind >= 0 ? kind : q->kinds + (g->event > 0);
    g->event++;
    pass_lead_events(g);
    int64_t last = g->event;
    while (next_leads(g, last)) last++;
    g->end = q->event_time[last];
    g->started = 0;
    g->stale = g->fresh = 1;
    g->h = g->restart = 0.0;
    g->tries = 0;
    return 1;
}

/* ---------------------------------------------------------------- groups from start to stop */
/* an array of the group (on a GPU: of 32 of them, woven into each other) */
static Rows carve(char **from, size_t vectors)
{
    v *here = (v *)*from + THREAD;
    *from += vectors * sizeof(v) * STRIDE;
    return here;
}
static char *lay_out(Group *g, char *at)
{
    const size_t n = N_STATES;
    struct { Rows *to; size_t count; } parts[] = {
        {&g->a, N_FACTORS}, {&g->j, N_JACOBIAN}, {&g->hoisted, N_HOISTED}, {&g->w, N_TEMPORARIES}, {&g->y, n}, {&g->next, n},
        {&g->point, n}, {&g->carried, n}, {&g->k, (size_t)g->m->stages * N_ROWS}, {&g->f0, N_TAIL}, {&g->low, n}, {&g->atol, n},
        {&g->p, N_PARAMETERS}, {&g->u, N_INPUTS}, {&g->o, N_OBSERVABLES}, {&g->sum, N_OBSERVABLES},
        {&g->doses, (size_t)(g->q->kinds * g->q->doses)}, {&g->stage_lead, STAGES * N_EXPOSED}, {&g->series, SERIES * N_LEAD},
        {&g->lead_x, N_LEAD}, {&g->lead_sum, N_EXPOSED}, {&g->lead_slope, N_LEAD}, {&g->lead_whole, N_LEAD}, {&g->lead_mean, n}, {&g->pace, N_LEAD},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) *parts[i].to = carve(&at, parts[i].count);
    size_t steps = (size_t)(g->q->kinds + 2) * sizeof(double), all = (steps + (size_t)g->q->kinds + 8) / 8 * 8;
    g->kind_step = (double *)(at + THREAD * all);
    g->kind_leads = at + THREAD * all + steps;
    return at + STRIDE * all;
}
static void find_leading_kinds(Group *g)
{
    const Problem *q = g->q;
    for (int64_t k = 0; k < q->kinds; k++) {
        g->kind_leads[k] = N_LEAD > 0;
        for (int64_t d = 0; d < q->doses; d++)
            for (int l = 0; l < LANES; l++)
                if (PLACE[q->dose_state[d]] < N_TAIL && LANE(g->doses[k * q->doses + d], l) != 0.0) g->kind_leads[k] = 0;
    }
}
static void begin(Group *g)
{
    const Problem *q = g->q;
    for (int l = 0; l < LANES; l++) LANE(g->active, l) = g->first + l < q->persons ? -1 : 0; /* padding never counts */
    for (int64_t i = 0; i < q->kinds + 2; i++) g->kind_step[i] = 0.0;
    gather_states(g, g->y, q->y0, q->persons);
    gather_states(g, g->low, q->y0, q->persons);
    gather(g, g->p, q->parameters, N_PARAMETERS, q->persons);
    gather_states(g, g->atol, q->atol, 1);
    gather(g, g->doses, q->dose_amount, q->kinds * q->doses, q->persons);
    for (int i = 0; i < N_TAIL; i++) g->watched += LANE(g->atol[i], 0) < 1e299;
    if (!g->watched) g->watched = 1;
    find_leading_kinds(g);
    find_quadrature(g);
    clear(g->sum);
    g->t = g->end = q->event_time[0];
    set_inputs(g, 0); /* what is asked at the start is reported before anything is added */
    if (q->times && q->asked[0] <= g->t) {
        if (q->values) report_value(g, g->y);
        g->asked = 1;
    }
}
static void finish(Group *g)
{
    const Problem *q = g->q;
    for (; g->asked < q->times && !any_active(g); g->asked++) { /* nobody left: no numbers rather than stale ones */
        if (q->values) report_value(g, g->y);
        if (g->asked > 0 && q->want_means) report_mean(g);
    }
    for (int l = 0; l < LANES && g->first + l < q->persons; l++) q->effort[person_of(g, l)] = g->effort[l];
    scatter_states(g, q->states, g->y);
    scatter_states(g, q->lowest, g->low);
}
static void accept(Group *g, double err)
{
    Rows next = g->next, low = g->low;
    g->next = g->y;
    g->y = next;
    for (int i = 0; i < N_STATES; i++) low[i] = choose(next[i] < low[i], next[i], low[i]);
    while (next_leads(g, g->event) && g->q->event_time[g->event] - g->t < g->step) g->event++; /* `follow` has given these */
    g->t = g->land;
    pass_lead_events(g);
    g->h_before = g->step;
    g->err_before = err > 1e-2 ? err : 1e-2;
    g->started = g->stale = 1;
    g->restart = g->step;
    g->q->steps[g->group]++;
}
static void reject(Group *g, double err, double factor)
{
    g->q->rejected[g->group]++;
    g->h = g->step * (isfinite(err) ? (factor < 0.9 ? factor : 0.9) : 0.1);
    g->started = 0;
    if (g->h < g->q->smallest_step) {
        give_up_on_guilty(g);
        g->h = g->restart;
    }
}
static void run(Group **team, int n)
{
    const Problem *q = team[0]->q;
    for (;;) {
        if (*q->cancel) return;
        Group *stale[TEAM], *accepted[TEAM];
        int left = 0, old = 0, good = 0;
        for (int i = 0; i < n; i++) {
            Group *g = team[i];
            int goes_on = 1;
            while (goes_on && g->t >= g->end) goes_on = open_stretch(g);
            if (goes_on && any_active(g)) {
                team[left++] = g;
                if (g->stale) stale[old++] = g;
            } else finish(g);
        }
        n = left;
        if (!n) return;
#define CALL(piece) for (int i = 0; i < old; i++) piece(stale[i]->y, stale[i]->hoisted, stale[i]->w, stale[i]->f0, stale[i]->j);
        RATES_AND_JACOBIAN(CALL)
#undef CALL
        for (int i = 0; i < old; i++) {
            freeze_where_rates_fail(stale[i]);
            stale[i]->stale = 0;
        }
        for (int i = 0; i < n; i++) {
            Group *g = team[i];
            if (g->h == 0.0) g->h = restart_step(g, g->end - g->t);
            choose_step(g);
            plan_lead(g);
        }
        attempt(team, n);
        double errors[TEAM];
        for (int i = 0; i < n; i++) {
            Group *g = team[i];
            double err = finish_step(g);
            for (int l = 0; l < LANES; l++) g->effort[l] += pow(g->lane_error[l], 1.0 / g->m->order_of_error);
            double factor = growth(g, err, g->step);
            g->tries++;
            remember_pass(g, err);
            if (q->shares) add_shares(g, err > 1.0);
            if (err <= 1.0) {
                if (g->fresh) remember(g, err);
                g->fresh = 0;
                g->h = g->step * factor;
                errors[good] = err;
                accepted[good++] = g;
            } else reject(g, err, factor);
        }
        report_steps(accepted, good);
        for (int i = 0; i < good; i++) accept(accepted[i], errors[i]);
        for (int i = 0; i < n; i++)
            if (team[i]->tries >= q->most_steps) {
                give_up_on_slowest(team[i]);
                team[i]->tries = 0;
            }
    }
}

#if defined(__CUDACC__)
/* bytes that 32 persons need, and the batch with a person a thread */
extern "C" __global__ void bytes_of_warp(const Problem *q, int64_t *bytes)
{
    Group measure = {};
    measure.q = q;
    measure.m = &METHODS[q->method];
    *bytes = (lay_out(&measure, (char *)0) - (char *)0 + 255) / 256 * 256;
}
extern "C" __global__ void solve_persons(const Problem *q, int64_t first, int64_t count, char *memory, int64_t bytes)
{
    int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    Group group = {}, *team[] = {&group};
    group.q = q;
    group.m = &METHODS[q->method];
    group.group = group.first = first + i;
    lay_out(&group, memory + i / STRIDE * bytes);
    begin(&group);
    run(team, 1);
}
#else
__attribute__((visibility("default"))) const int64_t kernel_lanes = LANES, kernel_team = TEAM;

/* Solves `count` groups from `first` on, side by side. */
__attribute__((visibility("default"))) int solve_groups(const Problem *q, int64_t first, int64_t count)
{
    Group groups[TEAM] = {{0}}, *team[TEAM], measure = {.q = q, .m = &METHODS[q->method]};
    size_t size = ((size_t)lay_out(&measure, (char *)0) + 8191) / 4096 * 4096 + 832; /* so that groups do not fall on the same cache sets */
    char *memory = aligned_alloc(4096, (size * (size_t)count + 8191) / 4096 * 4096);
    if (!memory) return 1;
    for (int64_t i = 0; i < count; i++) {
        Group *g = team[i] = &groups[i];
        g->q = q;
        g->m = measure.m;
        g->group = first + i;
        g->first = g->group * LANES;
        lay_out(g, memory + (size + 63) / 64 * 64 * (size_t)i);
    }
#if defined(__SSE2__)
    unsigned before = _mm_getcsr();
    _mm_setcsr(before | 0x8040); /* numbers too small to be normal count as zero: they would only cost time */
#endif
    for (int64_t i = 0; i < count; i++) begin(team[i]);
    run(team, (int)count);
#if defined(__SSE2__)
    _mm_setcsr(before);
#endif
    free(memory);
    return 0;
}

/* x with (d I - A) x = b for the leading states, by elimination with pivots */
static void solve_lead(const Group *g, double d, double *x)
{
    double (*matrix)[N_LEAD + 1] = malloc(sizeof(double[N_LEAD + 1]) * (N_LEAD + 1));
    for (int j = 0; matrix && j < N_LEAD; j++) {
        for (int i = 0; i < N_LEAD; i++) g->lead_x[i] = splat(i == j);
        lead_0(g->lead_x, g->hoisted, splat(0.0), g->lead_slope);
        for (int i = 0; i < N_LEAD; i++) matrix[i][j] = (i == j ? d : 0.0) - LANE(g->lead_slope[i], 0);
    }
    for (int k = 0; matrix && k < N_LEAD; k++) {
        int best = k;
        for (int i = k + 1; i < N_LEAD; i++)
            if (fabs(matrix[i][k]) > fabs(matrix[best][k])) best = i;
        for (int j = 0; j < N_LEAD; j++) {
            double swap = matrix[k][j];
            matrix[k][j] = matrix[best][j];
            matrix[best][j] = swap;
        }
        double swap = x[k];
        x[k] = x[best];
        x[best] = swap;
        for (int i = 0; i < N_LEAD; i++) {
            double share = i == k ? 0.0 : matrix[i][k] / matrix[k][k];
            for (int j = k; j < N_LEAD; j++) matrix[i][j] -= share * matrix[k][j];
            x[i] -= share * x[k];
        }
    }
    for (int i = 0; matrix && i < N_LEAD; i++) x[i] /= matrix[i][i];
    free(matrix);
}
/* Rates at one point, and the solution of (d I - J) x = b there; for tests and for questions about a steady state. */
__attribute__((visibility("default"))) int probe(const double *y, const double *p, const double *u, double d, const double *b, double *f,
                                                 double *x)
{
    static const int64_t only = 0;
    const Problem q = {.persons = 1, .order = &only, .input_persons = 1, .input_values = u, .rtol = 1e-6};
    Group g = {.q = &q, .m = &METHODS[0]};
    size_t size = (size_t)lay_out(&g, (char *)0);
    char *memory = aligned_alloc(4096, (size + 8191) / 4096 * 4096);
    if (!memory) return 1;
    lay_out(&g, memory);
    gather_states(&g, g.y, y, 1);
    gather(&g, g.p, p, N_PARAMETERS, 1);
    set_inputs(&g, 0);
#define CALL(piece) piece(g.y, g.hoisted, g.w, g.f0, g.j);
    RATES_AND_JACOBIAN(CALL)
#undef CALL
    Group *const team[] = {&g};
#define CALL(piece) piece(g.j, splat(d), g.a);
    FACTOR(CALL)
#undef CALL
    double lead[N_LEAD + 1];
    lead_0(g.y + N_TAIL, g.hoisted, splat(1.0), g.lead_slope);
    for (int i = 0; i < N_STATES; i++) f[ORDER[i]] = LANE(i < N_TAIL ? g.f0[i] : g.lead_slope[i - N_TAIL], 0);
    for (int i = 0; i < N_LEAD; i++) lead[i] = b[ORDER[N_TAIL + i]];
    solve_lead(&g, d, lead);
    for (int i = 0; i < N_TAIL; i++) g.k[i] = splat(-b[ORDER[i]]);
    for (int i = 0; i < N_LEAD; i++) g.lead_x[i] = splat(lead[i]);
    inflow_0(g.lead_x, g.hoisted, g.k);
    solve(team, 1, 0);
    for (int i = 0; i < N_STATES; i++) x[ORDER[i]] = i < N_TAIL ? LANE(g.k[i], 0) : lead[i - N_TAIL];
    free(memory);
    return 0;
}
#endif
