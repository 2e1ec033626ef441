"""Files into tables: what the submitters sent, read and sorted out.

Loaded when first used, so that whoever only wants a file's bytes does not import pandas.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.intake.load import Submissions, load_submissions

__all__ = ["Submissions", "load_submissions"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in __all__:
        return getattr(import_module("workbench.intake.load"), name)
    if name == "figures":  # so that `workbench.intake.figures.read_figures` can be called after `import workbench`
        return import_module("workbench.intake.figures")
    raise AttributeError(f"module 'workbench.intake' has no attribute {name!r}")
