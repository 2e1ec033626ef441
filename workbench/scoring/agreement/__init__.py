"""How far evaluators agree: measures of agreement on a table of evaluators × units.

Every function takes the same table: a row for each evaluator, a column for each unit (an entry, a case), NaN where the
evaluator did not score the unit. A measure that the data do not determine is NaN: nobody shares a unit with anybody, or
nothing varies. It is never 0 or 1 instead.
"""

from workbench.scoring.agreement.alpha import LEVELS, krippendorff_alpha
from workbench.scoring.agreement.chance import WEIGHTS, Estimate, fleiss_kappa, gwet_ac, gwet_estimate
from workbench.scoring.agreement.concordance import Concordance, kendall_concordance, kendall_w
from workbench.scoring.agreement.correlation import icc, spearman_brown
from workbench.scoring.agreement.summary import agreement_summary, reading

__all__ = [
    "LEVELS",
    "WEIGHTS",
    "Concordance",
    "Estimate",
    "agreement_summary",
    "fleiss_kappa",
    "gwet_ac",
    "gwet_estimate",
    "icc",
    "kendall_concordance",
    "kendall_w",
    "krippendorff_alpha",
    "reading",
    "spearman_brown",
]
