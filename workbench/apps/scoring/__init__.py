"""The evaluator's app: one's own entries, a page for reading each, and the form to score it."""

from workbench.apps.scoring.view import show

__all__ = ["show"]
