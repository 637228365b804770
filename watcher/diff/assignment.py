"""The best way to give each old clause at most one new clause, when many look alike.

Ugly, taking the best pair first: A→B′ 0.91 is taken before A→A′ 0.90, and B, which only resembles B′, is "removed".
Wanted: A→A′ 0.90 and B→B′ 0.90, because together they are better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

_EXACT = 48  # clauses on a side of a group that are assigned exactly (cubic); larger groups take the best pair first

Scores = Mapping[tuple[int, int], float]


def assign(scores: Scores) -> list[tuple[int, int]]:
    """Pairs with the highest sum of scores, each number used once on its side; ties go to the earlier numbers.

    Exact within a group of clauses that resemble one another, except in very large groups.
    """
    chosen: list[tuple[int, int]] = []
    for group in _groups(scores):
        rows, columns = len({i for i, _ in group}), len({j for _, j in group})
        if rows == 1 or columns == 1 or max(rows, columns) > _EXACT:
            chosen += _best_first(group)
        else:
            chosen += _exactly(group)
    return sorted(chosen)


def _groups(scores: Scores) -> list[dict[tuple[int, int], float]]:
    """Connected components: pairs that compete with each other, directly or through others."""
    of_old: dict[int, list[int]] = defaultdict(list)
    of_new: dict[int, list[int]] = defaultdict(list)
    for i, j in sorted(scores):
        of_old[i].append(j)
        of_new[j].append(i)
    seen: set[int] = set()
    groups = []
    for first in of_old:
        if first in seen:
            continue
        seen.add(first)
        members, queue = [], [first]
        while queue:
            i = queue.pop()
            members.append(i)
            for j in of_old[i]:
                for other in of_new.pop(j, ()):
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
        groups.append({(i, j): scores[i, j] for i in sorted(members) for j in of_old[i]})
    return groups


def _best_first(group: Scores) -> list[tuple[int, int]]:
    chosen = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for (i, j), _ in sorted(group.items(), key=lambda item: (-item[1], item[0])):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            chosen.append((i, j))
    return chosen


def _exactly(group: Scores) -> list[tuple[int, int]]:
    """Shortest augmenting paths with potentials (Kuhn–Munkres, as in Burkard, Dell'Amico, Martello,
    *Assignment Problems*, ch. 4)."""
    olds, news = sorted({i for i, _ in group}), sorted({j for _, j in group})
    size = max(len(olds), len(news))
    cost = [
        [-group[olds[r], news[c]] if r < len(olds) and c < len(news) and (olds[r], news[c]) in group else 0.0
         for c in range(size)]
        for r in range(size)
    ]  # fmt: skip
    row_of = _solve(cost)
    pairs = ((olds[r], news[c]) for c, r in enumerate(row_of) if r < len(olds) and c < len(news))
    return [pair for pair in pairs if pair in group]


def _solve(cost: list[list[float]]) -> list[int]:
    """For each column of a square matrix, its row in an assignment of the least sum."""
    size = len(cost)
    row_price, column_price = [0.0] * size, [0.0] * (size + 1)
    row_of = [-1] * (size + 1)
    for row in range(size):
        row_of[size] = row
        at = size
        least, before, done = [float("inf")] * size, [size] * size, [False] * (size + 1)
        while row_of[at] != -1:
            done[at] = True
            current, delta, following = row_of[at], float("inf"), -1
            for column in range(size):
                if done[column]:
                    continue
                reduced = cost[current][column] - row_price[current] - column_price[column]
                if reduced < least[column]:
                    least[column], before[column] = reduced, at
                if least[column] < delta:
                    delta, following = least[column], column
            for column in range(size + 1):
                if done[column]:
                    row_price[row_of[column]] += delta
                    column_price[column] -= delta
                elif column < size:
                    least[column] -= delta
            at = following
        while at != size:
            row_of[at], at = row_of[before[at]], before[at]
    return row_of[:size]
