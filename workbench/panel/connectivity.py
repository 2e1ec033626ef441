"""How well an assignment ties the evaluators together: whether their scores can be compared, and how surely."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.linalg import eigvalsh
from scipy.sparse.csgraph import connected_components

from workbench.call.threads import one_thread

WEAK = 0.1
"""Below this λ₂ the worst comparison has more than three times the error that it need have (1/√0.1)."""


@dataclass(frozen=True)
class Connectivity:
    """Separate panels and the second smallest eigenvalue of the co-review graph.

    `panels` counts them, `members` are the evaluators of each, the largest first; `lambda2` is 0 where there is more
    than one, and missing (NaN) with fewer than two evaluators. `sentence` says in Chinese what that means; where
    `has_directions` is false, as on the measures' track, it speaks of none.
    """

    panels: int
    lambda2: float
    members: tuple[tuple[str, ...], ...]
    has_directions: bool = True

    @property
    def sentence(self) -> str:
        """What it means for ranking across directions, or across the panel where there are none."""
        if not self.panels:
            return "还没有分工。"
        if self.panels > 1:
            what, across = ("案例", "跨组、跨方向") if self.has_directions else ("材料", "跨组")
            return (
                f"专家分成{self.panels}个互不相连的组，组与组之间没有共同评过的参评项：分不清是{what}好还是专家松，"
                f"不能{across}比较得分和排名。请增加每项份数或共评项，再运行分工。"
            )
        if np.isnan(self.lambda2):
            return "只有一位专家有分工，得分同出一人。"
        times = 1 / np.sqrt(max(self.lambda2, 1e-9))
        tied = f"全体专家经共同的参评项连成一组（λ₂={self.lambda2:.2f}）"
        if self.lambda2 < WEAK:
            return (
                f"{tied}，但连得很弱：最难比的两部分专家，宽严之差的误差是理想情形的{times:.1f}倍。"
                f"{'跨方向的' if self.has_directions else ''}排名要谨慎；增加每项份数或共评项可以改善。"
            )
        return (
            f"{tied}：{'各方向' if self.has_directions else '各项'}的校准得分可以放在一起比较（正式得分仍含宽严之差），"
            f"宽严之差的误差至多是理想情形的{times:.1f}倍。"
        )


def connectivity(assignments: pd.DataFrame, *, has_directions: bool = True) -> Connectivity:
    """Measure how assignments tie evaluators together.

    Two evaluators are tied by each entry that both score. With N the incidence of evaluators and entries, D and K the
    diagonals of an evaluator's entries and an entry's evaluators, λ₂ is the second smallest eigenvalue of
    I - D^-½ N K^-1 Nᵀ D^-½, the normalised Laplacian of the co-review graph: of a block design whose treatments are
    evaluators, the least canonical efficiency factor (James & Wilkinson, "Factorization of the residual operator and
    canonical decomposition of nonorthogonal factors in the analysis of variance", Biometrika 58, 1971). It is the
    share of the information on the worst comparison of severities that is left when the entries' merits must be
    estimated too; at most about 1 - 1/k with k ballots an entry.

    Parameters
    ----------
    assignments
        Columns `evaluator_id` and `entry_id`: table `assignments` without recused pairs, or ballots. A row that lacks
        one of them ties nobody.
    has_directions
        Whether the sentence is to speak of directions.

    Examples
    --------
    >>> pairs = [("E1", "A"), ("E2", "A"), ("E2", "B"), ("E3", "B"), ("E4", "C")]
    >>> found = connectivity(pd.DataFrame(pairs, columns=["evaluator_id", "entry_id"]))
    >>> found.panels, found.members[0]
    (2, ('E1', 'E2', 'E3'))
    """
    assignments = assignments.dropna(subset=["evaluator_id", "entry_id"])
    who, people = pd.factorize(assignments["evaluator_id"].astype(object), sort=True)
    what, things = pd.factorize(assignments["entry_id"].astype(object), sort=True)
    shape = (len(people), len(things))
    incidence = sparse.csr_array((np.ones(len(who)), (who, what)), shape=shape)
    if not len(people):
        return Connectivity(0, float("nan"), (), has_directions)
    counts = incidence @ incidence.T
    panels, label = connected_components(counts, directed=False)
    groups = [tuple(str(one) for one in people[label == number]) for number in range(panels)]
    members = tuple(sorted(groups, key=lambda one: (-len(one), one)))
    if panels > 1 or len(people) < 2:
        return Connectivity(panels, 0.0 if panels > 1 else float("nan"), members, has_directions)
    loads, ballots = np.bincount(who).astype(float), np.bincount(what).astype(float)
    scaled = (sparse.diags_array(loads**-0.5) @ incidence @ sparse.diags_array(ballots**-0.5)).toarray()
    with one_thread():
        eigenvalues = eigvalsh(np.eye(len(people)) - scaled @ scaled.T)
    return Connectivity(panels, float(np.clip(eigenvalues[1], 0, 1)), members, has_directions)
