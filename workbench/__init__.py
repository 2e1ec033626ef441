"""A review workbench for a call for cases: from a folder of Word forms to the final list of typical cases.

>>> import workbench
>>> s = workbench.load_submissions("data/demo/submissions")  # doctest: +SKIP
>>> round = workbench.open_round("data/demo")  # doctest: +SKIP

The entrances and the rooms (`workbench.scoring.rank` and the like) are imported when first used, so that an app that
only shows a ballot does not load pandas.
"""

from typing import TYPE_CHECKING, Any

from workbench.call.errors import UserError

if TYPE_CHECKING:
    from workbench.intake import Submissions, load_submissions
    from workbench.round import Round, open_round

__all__ = ["Round", "Submissions", "UserError", "load_submissions", "open_round"]
__version__ = "0.1.0"

_HOMES = {
    "load_submissions": "workbench.intake",
    "Submissions": "workbench.intake",
    "open_round": "workbench.round",
    "Round": "workbench.round",
}
_ROOMS = {"call", "intake", "screening", "panel", "scoring", "selection", "statistics", "publish", "store", "round"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _ROOMS:
        return import_module(f"workbench.{name}")
    raise AttributeError(f"module 'workbench' has no attribute {name!r}")
