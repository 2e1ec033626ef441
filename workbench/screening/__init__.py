"""DataFrames in, findings out: what a submission or a case lacks by the call. One rule, one function."""

from workbench.screening.finding import Finding, Material, Rule
from workbench.screening.rules import RULES, screen

__all__ = ["RULES", "Finding", "Material", "Rule", "screen"]
