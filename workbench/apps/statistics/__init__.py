"""The analyst's app: the ten figures by direction, by submitter, on the list or not, as a table and a chart."""

from workbench.apps.statistics.view import show

__all__ = ["show"]
