"""Ballots to ranking: which ballots count, what an entry scores, and its place within its direction."""

from workbench.scoring.ballots import complete_ballots
from workbench.scoring.ranking import rank
from workbench.scoring.rules import RULES

__all__ = ["RULES", "complete_ballots", "rank"]
