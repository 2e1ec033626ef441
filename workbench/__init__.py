"""A review workbench for a call for cases: from a folder of Word forms to the final list of typical cases.

>>> import workbench
>>> s = workbench.load_submissions("data/demo/submissions")  # doctest: +SKIP
>>> round = workbench.open_round("data/demo")  # doctest: +SKIP

The two entrances are imported when first used, so that an app that only shows a ballot does not load pandas.
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


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
