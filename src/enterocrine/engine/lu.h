/* Sparse LU of J - d I and its triangular solves, for several groups of persons at once.
 *
 * The pattern (elimination.py) is walked by tables, not unrolled: the loops stay in the instruction cache, the groups' sums of products
 * wait for each other's latency instead of their own, and there is nothing to compile. Every group's operations and their order are the
 * same whoever it runs beside.
 *
 * `a` holds the rows of L in the order of elimination, then those of U in the opposite order, each from what is known longest to what is
 * known last and ending with the reciprocal pivot. Rows from N_TAIL on belong to kept quantities: there the diagonal is -1.
 */
#pragma once

#define EACH_OF(n) _Pragma("GCC unroll 4") for (int i = 0; i < n; i++)

/* a[] of `n` groups from their j[]; n is a constant at every call */
INLINE void factor_side_by_side(Group *const *team, const int n)
{
    v x[N_ROWS * 4], d[4];
    const v *j[4];
    v *a[4];
    EACH_OF(n) {
        Group *g = team[i];
        a[i] = g->a;
        j[i] = g->j;
        d[i] = splat(1.0 / (g->step * g->m->gamma));
    }
    const uint16_t *lower = LU_COLUMN, *entry = J_COLUMN;
    int below = 0;
    for (int p = 0; p < N_ROWS; p++) {
        const int row = LU_ROW[p], first = U_FIRST[row], right = U_COUNT[row], left = L_COUNT[p], entries = J_COUNT[p];
        for (int t = 0; t < left; t++)
            EACH_OF(n) x[lower[t] * n + i] = splat(0.0);
        for (int t = 0; t <= right; t++)
            EACH_OF(n) x[LU_COLUMN[first + t] * n + i] = splat(0.0);
        for (int t = 0; t < entries; t++)
            EACH_OF(n) x[entry[t] * n + i] = *j[i]++;
        entry += entries;
        EACH_OF(n) x[row * n + i] -= row < N_TAIL ? d[i] : splat(1.0);
        for (int t = 0; t < left; t++) {
            const int k = lower[t], from = U_FIRST[k], count = U_COUNT[k];
            const uint16_t *column = LU_COLUMN + from;
            v l[4];
            EACH_OF(n) {
                l[i] = x[k * n + i] * a[i][from + count];
                a[i][below + t] = l[i];
            }
            for (int u = 0; u < count; u++)
                EACH_OF(n) x[column[u] * n + i] = less_product(x[column[u] * n + i], l[i], a[i][from + u]);
        }
        for (int t = 0; t < right; t++)
            EACH_OF(n) a[i][first + t] = x[LU_COLUMN[first + t] * n + i];
        EACH_OF(n) a[i][first + right] = v_recip(x[row * n + i]);
        lower += left;
        below += left;
    }
}
/* b := x with (J - d I) x = b for `n` groups; the right-hand side of kept quantities is zero */
INLINE void solve_side_by_side(Group *const *team, int at, const int n)
{
    const v *a[4];
    v *b[4], sum[4];
    EACH_OF(n) {
        a[i] = team[i]->a;
        b[i] = team[i]->k + at;
        for (int row = N_TAIL; row < N_ROWS; row++) b[i][row] = splat(0.0);
    }
    const uint16_t *column = LU_COLUMN;
    int s = 0;
    for (int p = 0; p < N_ROWS; p++) {
        const int row = LU_ROW[p], end = s + L_COUNT[p];
        EACH_OF(n) sum[i] = b[i][row];
        for (; s < end; s++)
            EACH_OF(n) sum[i] = less_product(sum[i], b[i][column[s]], a[i][s]);
        EACH_OF(n) b[i][row] = sum[i];
    }
    for (int p = N_ROWS - 1; p >= 0; p--) {
        const int row = LU_ROW[p], end = s + U_COUNT[row];
        EACH_OF(n) sum[i] = b[i][row];
        for (; s < end; s++)
            EACH_OF(n) sum[i] = less_product(sum[i], b[i][column[s]], a[i][s]);
        EACH_OF(n) b[i][row] = sum[i] * a[i][s];
        s++;
    }
}
static void factor(Group *const *team, int n)
{
    for (; n >= 4; n -= 4, team += 4) factor_side_by_side(team, 4);
    for (; n >= 2; n -= 2, team += 2) factor_side_by_side(team, 2);
    if (n) factor_side_by_side(team, 1);
}
static void solve(Group *const *team, int n, int at)
{
    for (; n >= 4; n -= 4, team += 4) solve_side_by_side(team, at, 4);
    for (; n >= 2; n -= 2, team += 2) solve_side_by_side(team, at, 2);
    if (n) solve_side_by_side(team, at, 1);
}
