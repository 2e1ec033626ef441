"""The list against a search that knows nothing of flows: mixed-integer programming, in two stages."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from workbench.call.errors import UserError
from workbench.call.notice import notice
from workbench.call.settings import Quotas
from workbench.selection import Override, select

AT_ONCE = 16  # tie-breaks of so many entries at a time: powers of two up to here stay far from the tolerances


def found_by_search(ranking, quotas, overrides):
    """Find the best list: the highest total first, then with this total the published order; None if there is none."""
    order = [notice().order(name) for name in ranking["submitter"].fillna("")]
    rows = ranking.iloc[np.lexsort((ranking.index.to_numpy(str), order, ranking["rank"].to_numpy(float, na_value=1e9)))]
    weight = np.rint(rows["score"].fillna(0).to_numpy(float) * 10_000)
    lower, upper = np.zeros(len(rows)), rows["score"].notna().to_numpy(float)
    for one in overrides:
        lower[rows.index.get_loc(one.entry_id)] = upper[rows.index.get_loc(one.entry_id)] = one.is_selected
    rules, least, most = [np.ones(len(rows))], [0], [quotas.total]
    for name in {*rows["direction"], *quotas.direction_min, *quotas.direction_max}:
        rules.append((rows["direction"] == name).to_numpy(float))
        least.append(quotas.direction_min.get(name, 0))
        most.append(quotas.direction_max.get(name, np.inf))
    for column, limit in (("case_id", 1), ("submitter", quotas.per_submitter_max or np.inf)):
        for name in rows[column].dropna().unique():
            rules.append((rows[column] == name).to_numpy(float))
            least.append(0)
            most.append(limit)
    rules = csr_array(np.array(rules))

    def solved(cost):
        limits = LinearConstraint(rules, least, most)
        return milp(
            cost,
            integrality=np.ones(len(rows)),
            bounds=Bounds(lower, upper),
            constraints=limits,
            options={"mip_rel_gap": 0},
        )

    result = solved(-weight)
    if result.status == 2:
        return None
    rules, least, most = vstack([rules, csr_array(weight[None, :])]), [*least, round(-result.fun)], [*most, np.inf]
    for start in range(0, len(rows), AT_ONCE):
        now = np.arange(start, min(start + AT_ONCE, len(rows)))
        cost = np.zeros(len(rows))
        cost[now] = -(2.0 ** np.arange(len(now))[::-1])
        best = np.rint(solved(cost).x)
        lower[now] = upper[now] = best[now]
    return set(rows.index[best == 1])


def made(ranking_of, seed, cases, choice):
    """Make entries of cases in one to three directions, scores from `choice`, some missing; quotas that often bind."""
    random = np.random.default_rng(seed)
    submitters = [one.name for one in notice().submitters][:6]
    directions = notice().direction_ids[:5]
    entries = [
        (f"C{case:03}", direction, submitters[case * case % 6] if case % 11 else None, score)
        for case in range(cases)
        for direction in random.permutation(directions)[: random.integers(1, 4)].tolist()
        for score in [None if random.random() < 0.05 else float(random.choice(choice))]
    ]
    total = cases // 3
    limits = Quotas(
        total=total,
        measures=0,
        per_submitter_max=int(random.integers(total // 5, total // 3)),
        direction_min={directions[0]: total // 4, directions[1]: int(random.integers(0, total // 4))},
        direction_max={directions[2]: total // 6, directions[3]: int(random.integers(2, total // 3))},
    )
    ids = [f"{case}:{direction}" for case, direction, *_ in entries[:: cases // 3]]
    overrides = [Override(one, place % 2 == 0, "理由") for place, one in enumerate(ids)]
    return ranking_of(*entries), limits, overrides


CHOICES = [np.arange(600_000, 990_000) / 10_000, np.arange(60, 99), np.array([70, 70.5, 80]), np.array([80])]


@pytest.mark.parametrize("choice", CHOICES, ids=["all differ", "some ties", "three scores", "all equal"])
@pytest.mark.parametrize("seed", range(1, 7))
def test_the_list_is_the_one_that_a_search_finds(ranking_of, seed, choice):
    ranking, limits, overrides = made(ranking_of, seed, 45, choice)
    expected = found_by_search(ranking, limits, overrides)
    assert expected
    assert set(select(ranking, limits, overrides=overrides).selected.index) == expected


@pytest.mark.parametrize("seed", range(6))
def test_where_a_search_finds_no_list_it_is_said(ranking_of, seed):
    ranking, limits, _ = made(ranking_of, seed, 30, CHOICES[1])
    first = next(iter(limits.direction_min))
    entries = ranking[(ranking["direction"] == first) & ranking["score"].notna()]
    most = entries.groupby(entries["submitter"].fillna("")).size().drop("", errors="ignore")
    reachable = int(np.minimum(most, limits.per_submitter_max).sum()) + int(entries["submitter"].isna().sum())
    for least, is_there in ((reachable + 1, False), (min(reachable, limits.total), None)):
        asked = Quotas(limits.total + least, 0, limits.per_submitter_max, {first: least}, {})
        expected = found_by_search(ranking, asked, [])
        assert is_there is None or (expected is not None) == is_there
        if expected is None:
            with pytest.raises(UserError, match=notice().direction_name(first)):
                select(ranking, asked)
        else:
            assert set(select(ranking, asked).selected.index) == expected
