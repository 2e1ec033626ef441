"""What could not be read or placed: where, what, what to do."""

from dataclasses import dataclass

from workbench.call.errors import UserError


@dataclass(frozen=True, slots=True)
class Problem:
    """One row of the problems table, before its submitter is known."""

    file: str
    what: str
    advice: str
    where: str | None = None
    severity: str = "error"


class UnreadableError(UserError):
    """A file, or a part of it, that cannot be read; `what` and `advice` are sentences without their full stop."""

    def __init__(self, what: str, advice: str, where: str | None = None) -> None:
        super().__init__(f"{what}。{advice}。")
        self.what, self.advice, self.where = what, advice, where

    def problem(self, file: str) -> Problem:
        """Give the problem row for a file."""
        return Problem(file, self.what, self.advice, self.where)
