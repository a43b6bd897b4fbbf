/* Triangular solves with the sparse LU factors of J - d I, for several groups of persons at once.
 *
 * The pattern (elimination.py) is walked by tables: the groups' sums of products wait for each other's latency instead of their own, and
 * there is nothing to compile. The decomposition itself is straight-line code (emit.py), which keeps its rows in registers. Every group's
 * operations and their order are the same whoever it runs beside.
 *
 * `a` holds the rows of L in the order of elimination, then those of U in the opposite order, each from what is known longest to what is
 * known last and ending with the reciprocal pivot. Rows from N_TAIL on belong to kept quantities: there the diagonal is -1.
 */
#pragma once

#define EACH_OF(n) UNROLL for (int i = 0; i < n; i++)

/* b := x with (J - d I) x = b for `n` groups; the right-hand side of kept quantities is zero */
INLINE void solve_side_by_side(Group *const *team, int at, const int n)
{
    Fixed a[4];
    Rows b[4];
    v sum[4];
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
        const int row = LU_ROW[p], end = s + U_COUNT[p];
        EACH_OF(n) sum[i] = b[i][row];
        for (; s < end; s++)
            EACH_OF(n) sum[i] = less_product(sum[i], b[i][column[s]], a[i][s]);
        EACH_OF(n) b[i][row] = sum[i] * a[i][s];
        s++;
    }
}
static void solve(Group *const *team, int n, int at)
{
    for (; n >= 4; n -= 4, team += 4) solve_side_by_side(team, at, 4);
    for (; n >= 2; n -= 2, team += 2) solve_side_by_side(team, at, 2);
    if (n) solve_side_by_side(team, at, 1);
}
