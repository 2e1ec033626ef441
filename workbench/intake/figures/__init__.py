"""The ten figures of the form, read strictly: a wrong value is worse than a missing one."""

from workbench.intake.figures.figure import Figure
from workbench.intake.figures.reader import read_figures

__all__ = ["Figure", "read_figures"]
