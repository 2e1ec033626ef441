"""The chair's app: progress and ranking, quotas, the list and why each other entry is not on it, overrides, export."""

from workbench.apps.selection.view import show

__all__ = ["show"]
