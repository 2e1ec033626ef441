"""The hidden words of the offline workbook, by which what was written is found again when it comes back."""

FORMAT = "workbench-ballots-1"
"""Stands first in a sheet of ballots, before the round, the evaluator and the workbook's own id."""

MARKS = ("entry_id", "version", "mark")
"""Keys of a row's hidden cells: the entry, the ballot's version, and a mark of what the row held when written."""

COMMENT = "comment"
"""Key of the comment on the entry as a whole."""


def points_key(criterion: str) -> str:
    """Give the key of a criterion's points.

    >>> points_key("novelty")
    'points:novelty'
    """
    return f"points:{criterion}"


def remark_key(criterion: str) -> str:
    """Give the key of the remark on a criterion.

    >>> remark_key("novelty")
    'remark:novelty'
    """
    return f"remark:{criterion}"
