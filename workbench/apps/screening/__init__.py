"""The secretary's first app: what came in, what could not be read, and what is not as the call asks."""

from workbench.apps.screening.view import show

__all__ = ["show"]
