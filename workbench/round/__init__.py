"""A round: opens its folder and introduces the rooms to each other. The analyst's front door.

Loaded when first used, so that an app that only needs what passes by an evaluator does not import pandas.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.round.front import Round, open_round
    from workbench.round.sign_ins import SignIn

__all__ = ["Round", "SignIn", "open_round"]

_HOMES = {"Round": "front", "SignIn": "sign_ins", "open_round": "front"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(f"workbench.round.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'workbench.round' has no attribute {name!r}")
