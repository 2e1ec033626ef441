"""A round: opens its folder and introduces the rooms to each other. The analyst's front door."""

from workbench.round.front import Round, SignIn, open_round

__all__ = ["Round", "SignIn", "open_round"]
