"""The secretary's second app: who scores what, how far they are, and their sign-ins."""

from workbench.apps.panel.view import show

__all__ = ["show"]
