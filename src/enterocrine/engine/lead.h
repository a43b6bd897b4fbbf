/* Leading states: x' = A x + b with constant coefficients, jumps (meals) included, by their Taylor series.
 *
 * A step of the other states may contain jumps of these. The stages see the leading states exactly where they look, plus a constant shift
 * that makes the method's own quadrature of them equal to their exact integral: what has left the leading states then arrives in the
 * others to the last digit, however coarse the step is.
 */
#define SERIES 10                    /* terms of the Taylor series */

/* weights with which the method sums what is linear and does not act back: y1 - y0 = h sum w_i f(alpha_i) + h^2 w_last f' */
static void find_quadrature(Group *g)
{
    const Method *m = g->m;
    double k[STAGES][STAGES + 1] = {{0}};
    for (int j = 0; j <= STAGES; j++) g->quadrature[j] = 0.0;
    for (int i = 0; i < m->stages; i++) {
        k[i][i] = m->gamma;
        k[i][STAGES] = m->gamma * m->slope[i];
        for (int p = 0; p < i; p++)
            for (int j = 0; j <= STAGES; j++) k[i][j] += m->gamma * m->c[i][p] * k[p][j];
        double share = i == m->stages - 1 ? 1.0 : m->a[m->stages - 1][i];
        for (int j = 0; j <= STAGES; j++) g->quadrature[j] += share * k[i][j];
    }
}
/* the longest stretch of one Taylor series where every leading state moves: its first missing term stays far below the tolerance */
static void find_span(Group *g)
{
    if (N_LEAD == 0) return;
    double fastest = 0.0, room = 1e-3 * g->q->rtol;
    paces_0(g->hoisted, g->pace);
    for (int i = 0; i < N_LEAD; i++)
        for (int l = 0; l < LANES; l++)
            if (LANE(g->pace[i], l) > fastest) fastest = LANE(g->pace[i], l);
    for (int s = 1; s <= SERIES; s++) room *= s;
    g->lead_reach = pow(room, 1.0 / SERIES);
    g->lead_span = fastest > 0.0 ? g->lead_reach / fastest : INFINITY;
}
#define STILL 1e-13                  /* of a state and its absolute tolerance: moves less than this are rounding */
/* series[n] = x^(n) span^n / n!; the span is what is wanted, or as much of it as the fastest of the states that move allows */
static double expand(Group *g, Fixed x, double wanted)
{
    Rows at = g->series;
    double span = wanted < g->lead_span ? wanted : g->lead_span, fastest = 0.0, power = 1.0;
    for (int i = 0; i < N_LEAD; i++) at[i] = x[i];
    for (int s = 1; s < SERIES; s++, at += N_LEAD) {
        lead_0(at, g->hoisted, splat(s == 1 ? 1.0 : 0.0), at + N_LEAD);
        v scale = splat(span / s);
        for (int i = 0; i < N_LEAD; i++) at[N_LEAD + i] *= scale;
    }
    if (span >= wanted) return span;
    for (int i = 0; i < N_LEAD; i++) { /* what rests, such as an even intake, is left at rest, and is no reason for a short stretch */
        v move = splat(0.0), still = splat(STILL) * (v_abs(x[i]) + g->atol[N_TAIL + i]);
        int moves = 0;
        for (int s = 1; s < SERIES; s++) move = v_max(move, v_abs(g->series[s * N_LEAD + i]));
        for (int l = 0; l < LANES; l++) moves |= LANE(g->active, l) && LANE(move, l) > LANE(still, l);
        for (int l = 0; moves && l < LANES; l++)
            if (LANE(g->active, l) && LANE(g->pace[i], l) > fastest) fastest = LANE(g->pace[i], l);
        for (int s = 1; !moves && s < SERIES; s++) g->series[s * N_LEAD + i] = splat(0.0);
    }
    double longer = fastest * wanted > g->lead_reach ? g->lead_reach / fastest : wanted;
    if (longer <= span) return span;
    for (int s = 1; s < SERIES; s++) {
        power *= longer / span;
        for (int i = 0; i < N_LEAD; i++) g->series[s * N_LEAD + i] *= splat(power);
    }
    return longer;
}
static void at_fraction(const Group *g, double x, Rows to, int rows)
{
    Fixed series = g->series;
    v part = splat(x);
    for (int i = 0; i < rows; i++) {
        v sum = series[(SERIES - 1) * N_LEAD + i];
        UNROLL
        for (int s = SERIES - 2; s >= 0; s--) sum = sum * part + series[s * N_LEAD + i];
        to[i] = sum;
    }
}
/* one term less than the value: A times the integral is then the difference of values exactly, and nothing is lost between pools */
static void add_integral(const Group *g, double span, Rows to)
{
    Fixed series = g->series;
    for (int i = 0; i < N_LEAD; i++) {
        v sum = splat(0.0);
        UNROLL
        for (int s = SERIES - 2; s >= 0; s--) sum += series[s * N_LEAD + i] * splat(1.0 / (s + 1));
        to[i] += splat(span) * sum;
    }
}
/* adds a bolus to the leading states */
static void give_lead(const Group *g, int64_t kind, Rows x)
{
    const Problem *q = g->q;
    for (int64_t d = 0; d < q->doses; d++) {
        int place = PLACE[q->dose_state[d]] - N_TAIL;
        if (place >= 0) x[place] += g->doses[kind * q->doses + d];
    }
}
/* is the next event a bolus into leading states only? */
INLINE int next_leads(const Group *g, int64_t event)
{
    const Problem *q = g->q;
    return event < q->events && q->event_segment[event] < 0 && q->event_kind[event] >= 0 && g->kind_leads[q->event_kind[event]];
}
/* The leading states from the start of the step on, jumps included.
 * times: ascending offsets from the start; to[i]: `rows` leading states at times[i], before any jump there.
 * x: their working copy, at the end those at the last time; integral: over the time up to there, or NULL. */
static void follow(Group *g, const double *times, const Rows *to, const int *rows, int count, Rows integral)
{
    const Problem *q = g->q;
    Rows x = g->lead_x;
    int64_t event = g->event;
    double at = 0.0;
    int next = 0;
    for (int i = 0; i < N_LEAD; i++) x[i] = g->y[N_TAIL + i];
    if (integral)
        for (int i = 0; i < N_LEAD; i++) integral[i] = splat(0.0);
    while (next < count) {
        double stop = times[count - 1];
        int jumps = next_leads(g, event) && q->event_time[event] - g->t < stop;
        /* a time is reached within rounding, but never one beyond a jump, however near: `accept` counts that jump as given */
        const double tolerance = jumps ? 0.0 : 1e-12;
        if (jumps) stop = q->event_time[event] - g->t;
        double span = expand(g, x, stop - at);
        if (span < stop - at) jumps = 0;
        for (; next < count && times[next] <= at + span * (1.0 + tolerance); next++)
            at_fraction(g, span > 0.0 ? fmin((times[next] - at) / span, 1.0) : 0.0, to[next], rows[next]);
        if (integral) add_integral(g, span, integral);
        if (next == count) return;
        at_fraction(g, 1.0, x, N_LEAD);
        at = jumps ? stop : at + span;
        if (jumps) give_lead(g, q->event_kind[event++], x);
    }
}
/* before the stages of a step: what they will see of the leading states */
static void plan_lead(Group *g)
{
    if (N_LEAD == 0) return;
    const Method *m = g->m;
    const int stages = m->stages;
    double h = g->step, times[STAGES];
    Rows to[STAGES], last = g->next + N_TAIL;
    int order[STAGES], rows[STAGES], count = 0;
    for (int s = 1; s < stages; s++) order[s - 1] = s;
    for (int i = 1; i < stages - 1; i++)
        for (int k = i; k > 0 && m->alpha[order[k]] < m->alpha[order[k - 1]]; k--) {
            int swap = order[k];
            order[k] = order[k - 1];
            order[k - 1] = swap;
        }
    for (int i = 0; i < stages - 1; i++)
        if (m->alpha[order[i]] < 1.0) {
            times[count] = m->alpha[order[i]] * h;
            rows[count] = N_EXPOSED;
            to[count++] = g->stage_lead + order[i] * N_EXPOSED;
        }
    times[count] = h;
    rows[count] = N_LEAD;
    to[count++] = last;
    lead_0(g->y + N_TAIL, g->hoisted, splat(1.0), g->lead_slope);
    follow(g, times, to, rows, count, g->lead_whole);
    v inverse = splat(1.0 / h);
    for (int i = 0; i < N_EXPOSED; i++) {
        v now = g->y[N_TAIL + i], shift = g->lead_whole[i] * inverse - splat(g->quadrature[0]) * now
            - splat(h * g->quadrature[STAGES]) * g->lead_slope[i];
        for (int s = 1; s < stages; s++)
            shift -= splat(g->quadrature[s]) * (m->alpha[s] < 1.0 ? g->stage_lead[s * N_EXPOSED + i] : last[i]);
        g->lead_sum[i] = shift;
    }
}
/* the leading states summed over the part from a to b of the step, as fractions */
static void lead_integral(Group *g, double a, double b, Rows to)
{
    double h = g->land - g->t, upper = b * h, lower = a * h;
    Rows none[] = {g->point + N_TAIL};
    const int rows[] = {N_LEAD};
    for (int i = 0; i < N_LEAD; i++) to[i] = g->lead_whole[i];
    if (b < 1.0) follow(g, &upper, none, rows, 1, to);
    if (a <= 0.0) return;
    follow(g, &lower, none, rows, 1, g->lead_slope);
    for (int i = 0; i < N_LEAD; i++) to[i] -= g->lead_slope[i];
}
/* adds to a right-hand side what `rates` does not know of: the shift at the first stage, and gamma_i h f_t */
static void lead_at_first_stage(Group *g, double h)
{
    if (N_LEAD == 0) return;
    v slope = splat(g->m->slope[0] * h);
    for (int i = 0; i < N_EXPOSED; i++) g->lead_x[i] = g->lead_sum[i] + slope * g->lead_slope[i];
    inflow_0(g->lead_x, g->hoisted, g->k);
}
static void lead_at_stage(Group *g, int stage, double h)
{
    if (N_LEAD == 0) return;
    Fixed at = g->m->alpha[stage] < 1.0 ? g->stage_lead + stage * N_EXPOSED : g->next + N_TAIL;
    double slope = g->m->slope[stage] * h;
    for (int i = 0; i < N_EXPOSED; i++) g->point[N_TAIL + i] = at[i] + g->lead_sum[i];
    if (slope == 0.0) return;
    for (int i = 0; i < N_EXPOSED; i++) g->lead_x[i] = splat(slope) * g->lead_slope[i];
    inflow_0(g->lead_x, g->hoisted, g->carried);
}
