"""A round: opens its folder and introduces the rooms to each other. The analyst's front door."""

from workbench.round.front import Round, open_round
from workbench.round.sign_ins import SignIn

__all__ = ["Round", "SignIn", "open_round"]
