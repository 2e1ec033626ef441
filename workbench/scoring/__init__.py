"""Ballots to ranking: which ballots count, what an entry scores, how sure that is, and its place in its direction."""

from workbench.call.score_rule import RULES
from workbench.scoring.ballots import complete_ballots
from workbench.scoring.calibration import Calibration, calibrate
from workbench.scoring.notes import rule_notes
from workbench.scoring.outlying import outlying_ballots
from workbench.scoring.ranking import rank
from workbench.scoring.reliability import reliability

__all__ = [
    "RULES",
    "Calibration",
    "calibrate",
    "complete_ballots",
    "outlying_ballots",
    "rank",
    "reliability",
    "rule_notes",
]
