"""Aggregates over all submissions, and charts of them.

Each name is imported when first used: the font is wanted where neither pandas nor matplotlib is.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.statistics.charts import bar_chart
    from workbench.statistics.totals import GROUPINGS, RATIOS, figure_totals

__all__ = ["GROUPINGS", "RATIOS", "bar_chart", "figure_totals"]

_HOMES = {
    "GROUPINGS": "workbench.statistics.totals",
    "RATIOS": "workbench.statistics.totals",
    "bar_chart": "workbench.statistics.charts",
    "figure_totals": "workbench.statistics.totals",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'workbench.statistics' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
