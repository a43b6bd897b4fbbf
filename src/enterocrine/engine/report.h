/* What is reported: values and time averages of the observables, between the steps. */
#pragma once

/* weights of the stages in the state at the fraction x of the step just made */
static void bend(const Group *g, double x, v *weight)
{
    const Method *m = g->m;
    for (int s = 0; s < m->stages; s++) weight[s] = splat(x * (1.0 - x) * (m->bend[0][s] + x * (m->bend[1][s] + x * m->bend[2][s])));
}
/* states at two fractions x0 <= x1 of the step just made, in one reading of the stages */
INLINE void between(const Group *g, double x0, Rows restrict to0, double x1, Rows restrict to1, const int stages)
{
    Fixed restrict y = g->y, next = g->next, k = g->k;
    v w0[STAGES], w1[STAGES], here0 = splat(x0), left0 = splat(1.0 - x0), here1 = splat(x1), left1 = splat(1.0 - x1);
    bend(g, x0, w0);
    bend(g, x1, w1);
    for (int i = 0; i < N_TAIL; i++) {
        v a = left0 * y[i] + here0 * next[i], b = left1 * y[i] + here1 * next[i];
        UNROLL
        for (int s = 0; s < stages; s++) {
            v old = k[s * N_ROWS + i];
            a += w0[s] * old;
            b += w1[s] * old;
        }
        to0[i] = a;
        to1[i] = b;
    }
}
static void dense(Group *g, double x0, Rows to0, double x1, Rows to1, int with_lead)
{
    switch (g->m->stages) {
    case 4: between(g, x0, to0, x1, to1, 4); break;
    case 6: between(g, x0, to0, x1, to1, 5); break; /* the last stage has no share in the continuous extension */
    default: between(g, x0, to0, x1, to1, 8); break;
    }
    if (!with_lead) return;
    double h = g->land - g->t, times[] = {x0 * h, x1 * h};
    Rows to[] = {to0 + N_TAIL, to1 + N_TAIL};
    const int rows[] = {N_LEAD, N_LEAD};
    follow(g, times, to, rows, 2, 0);
}
static void clear(Rows x)
{
    for (int i = 0; i < N_OBSERVABLES; i++) x[i] = splat(0.0);
}
static void observe(const Group *g, Fixed y, v weight, Rows to)
{
#define CALL(piece) piece(y, g->hoisted, g->w, weight, to);
    OBSERVABLES(CALL)
    LEAD_OBSERVABLES(CALL)
#undef CALL
}
/* what is a constant combination of leading states is averaged exactly */
static void average_lead(Group *g, double a, double b)
{
    Rows mean = g->lead_mean + N_TAIL;
    v width = splat((b - a) * (g->land - g->t)), inverse = v_recip(width);
    lead_integral(g, a, b, mean);
    for (int i = 0; i < N_LEAD; i++) mean[i] *= inverse;
#define CALL(piece) piece(g->lead_mean, g->hoisted, g->w, width, g->sum);
    LEAD_OBSERVABLES(CALL)
#undef CALL
}
static void report_value(Group *g, Fixed y)
{
    clear(g->o);
    observe(g, y, splat(1.0), g->o);
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
/* what was asked inside the steps from t to land of these groups; averages by two-point Gauss quadrature */
static void report_steps(Group *const *accepted, int n)
{
    static const double offset = 0.28867513459481287; /* 1 / (2 sqrt 3) */
    Group *left[TEAM], *averaging[TEAM];
    double to[TEAM], weight[TEAM];
    for (int i = 0; i < n; i++) {
        left[i] = accepted[i];
        left[i]->from = left[i]->t;
    }
    while (n) {
        int kept = 0, count = 0;
        for (int i = 0; i < n; i++) {
            Group *g = left[i];
            const Problem *q = g->q;
            if (g->asked >= q->times) continue;
            int reached = q->asked[g->asked] <= g->land, averages = q->want_means && g->asked > 0;
            if (!reached && !averages) continue;
            to[kept] = reached ? q->asked[g->asked] : g->land;
            if (averages && to[kept] > g->from) {
                double h = g->land - g->t, a = (g->from - g->t) / h, b = (to[kept] - g->t) / h;
                if (N_LEAD) average_lead(g, a, b);
                double middle = 0.5 * (a + b), width = b - a;
                dense(g, middle - offset * width, g->point, middle + offset * width, g->carried, N_LEAD_SEEN);
                weight[count] = 0.5 * width * h;
                averaging[count++] = g;
            }
            left[kept++] = g;
        }
#define CALL(piece) \
    for (int i = 0; i < count; i++) { \
        piece(averaging[i]->point, averaging[i]->hoisted, averaging[i]->w, splat(weight[i]), averaging[i]->sum); \
    }
        OBSERVABLES(CALL)
#undef CALL
#define CALL(piece) \
    for (int i = 0; i < count; i++) { \
        piece(averaging[i]->carried, averaging[i]->hoisted, averaging[i]->w, splat(weight[i]), averaging[i]->sum); \
    }
        OBSERVABLES(CALL)
#undef CALL
        n = 0;
        for (int i = 0; i < kept; i++) {
            Group *g = left[i];
            const Problem *q = g->q;
            if (q->asked[g->asked] > g->land) continue;
            if (q->values && to[i] < g->land) dense(g, (to[i] - g->t) / (g->land - g->t), g->point, 1.0, g->carried, N_LEAD > 0);
            if (q->values) report_value(g, to[i] < g->land ? g->point : g->next);
            if (q->want_means && g->asked > 0) report_mean(g);
            g->asked++;
            g->from = to[i];
            left[n++] = g;
        }
    }
}
