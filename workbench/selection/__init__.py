"""Ranking and quotas to typical cases: the best list that the quotas allow, and why each entry is or is not on it."""

from workbench.selection.candidates import Override
from workbench.selection.selection import Selection, select, select_measures
from workbench.selection.stability import DISCUSSION, Stability, stability

__all__ = ["DISCUSSION", "Override", "Selection", "Stability", "select", "select_measures", "stability"]
