"""Files into tables: what the submitters sent, read and sorted out.

Loaded when first used, so that whoever only wants a file's bytes does not import pandas.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.intake.load import Submissions, load_submissions

__all__ = ["Submissions", "load_submissions"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'workbench.intake' has no attribute {name!r}")
    from workbench.intake import load

    return getattr(load, name)
