"""Serve the apps: one Voilà process with sign-in by account, roles, and kernels that only their owner reaches."""

from workbench.server.app import serve

__all__ = ["serve"]
