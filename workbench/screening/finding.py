"""What a rule is given, what it is, and what it gives back."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from workbench.call.notice import Notice

ERROR, WARNING = "error", "warning"


class Material(Protocol):
    """Everything that came in, as tables of the column dictionary."""

    @property
    def cases(self) -> pd.DataFrame:
        """The 附件2 forms."""

    @property
    def entries(self) -> pd.DataFrame:
        """Cases in each of their directions."""

    @property
    def figures(self) -> pd.DataFrame:
        """The figures that cases state."""

    @property
    def summaries(self) -> pd.DataFrame:
        """The rows of the 附件1 tables."""

    @property
    def measures(self) -> pd.DataFrame:
        """The 附件3 documents."""

    @property
    def attachments(self) -> pd.DataFrame:
        """Pictures, tables and policy files."""

    @property
    def problems(self) -> pd.DataFrame:
        """What could not be read or placed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule says of a submission or a case.

    `detail` tells two findings of one rule on one file apart; it is part of the id and never shown.
    """

    what: str
    advice: str
    where: str | None = None
    submitter: str | None = None
    case_id: str | None = None
    file: str | None = None
    detail: str = ""

    def id(self, rule: str) -> str:
        """Give an id that stays as long as the fact stays, so that a waiver outlives the next load.

        >>> said, again = (Finding(what, "请补勾", case_id="ZJ-7K3M", file="1.docx") for what in ("没勾", "换个说法"))
        >>> said.id("no_direction") == again.id("no_direction") != said.id("too_many_directions")
        True
        """
        fact = "\0".join((rule, self.case_id or self.submitter or "", self.file or "", self.detail))
        return "F" + hashlib.blake2s(fact.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Rule:
    """One screening rule; `check` yields a finding for each thing that is not as the call asks."""

    id: str
    name: str
    severity: str
    check: Callable[[Material, Notice], Iterable[Finding]]


def rows(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Rows of a table with its index as a column; what is missing is None."""
    flat = frame.reset_index().astype(object)
    return flat.where(flat.notna(), None).to_dict("records")  # type: ignore[return-value]


def of_case(case: Mapping[str, Any], what: str, advice: str, *, where: str | None = None, detail: str = "") -> Finding:
    """Make a finding on a case or a measures document from its row."""
    return Finding(
        what=what,
        advice=advice,
        where=where,
        submitter=case["submitter"],
        case_id=case.get("case_id"),
        file=case["file"],
        detail=detail,
    )
