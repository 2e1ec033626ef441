"""Who scores what: evaluators, recusals, and a balanced assignment that breaks none."""

from workbench.panel.assignment import Assignment, assign
from workbench.panel.connectivity import Connectivity, connectivity
from workbench.panel.recusal import recusals_by_rule
from workbench.panel.roster import evaluators_from_rows, template_rows

__all__ = [
    "Assignment",
    "Connectivity",
    "assign",
    "connectivity",
    "evaluators_from_rows",
    "recusals_by_rule",
    "template_rows",
]
