"""What the demo's files are written from: the truth that a reader of the files can be held against."""

from collections.abc import Iterator
from dataclasses import dataclass

MARK = "演示材料：数字、人名、企业、电话均为虚构"
"""Stands wherever a person sees something of the demo."""


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """A figure as a form states it; `year` is the one that its own sentence gives."""

    figure: str
    value: float
    year: int | None
    is_approximate: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """A picture in a form or beside it; `file` is its path, or of an embedded one the name inside the form.

    `drawing` is what it shows (chain, flow, screen, photo), `words` are the texts in it.
    """

    file: str
    drawing: str
    caption: str
    words: tuple[str, ...]
    is_embedded: bool
    is_large: bool
    seed: int


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One form. The texts are those that stand in the file, a guide sentence or XX left in among them.

    `title_style` is where the title stands, `tick_style` how the boxes are ticked, `section_missing` a section whose
    heading and text the file lacks.
    """

    file: str
    cluster_name: str
    county: str
    county_department: str
    contact_name: str
    contact_phone: str
    directions: tuple[str, ...]
    other_direction: str
    title: str
    abstract: str
    basics: str
    practices: str
    results: str
    appendix: str
    figures: tuple[PlannedFigure, ...]
    pictures: tuple[PlannedPicture, ...]
    tick_style: str
    title_style: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of 附件1 and the form that it announces."""

    number: int
    cluster_name: str
    directions: tuple[str, ...]
    content: str
    case_file: str


@dataclass(frozen=True, slots=True)
class PlannedSummary:
    """附件1."""

    file: str
    department: str
    contact: str
    rows: tuple[PlannedRow, ...]


@dataclass(frozen=True, slots=True)
class PlannedMeasures:
    """附件3."""

    file: str
    overview: str
    policies: str
    funding: str
    services: str


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A policy original or a covering letter; `kind` is policy or document."""

    file: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedBroken:
    """A file that nobody can read: `fault` is empty (no bytes) or cut (a form that ends halfway)."""

    file: str
    fault: str


@dataclass(frozen=True, slots=True)
class PlannedSubmitter:
    """Everything one submitter sends; `archive` is the name of the zip that holds it, if it comes as one."""

    name: str
    code: str
    archive: str | None
    cases: tuple[PlannedCase, ...]
    summary: PlannedSummary | None
    measures: PlannedMeasures | None
    documents: tuple[PlannedDocument, ...]
    broken: tuple[PlannedBroken, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of all files inside the submissions folder; a member of an archive as a.zip/b.docx."""
        sent = (*self.cases, self.summary, self.measures, *self.documents, *self.broken)
        beside = [one.file for case in self.cases for one in case.pictures if not one.is_embedded]
        return (*(one.file for one in sent if one), *beside)


@dataclass(frozen=True, slots=True)
class PlannedEvaluator:
    """One row of the evaluators' list."""

    name: str
    organisation: str
    province: str
    directions: tuple[str, ...]
    email: str


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """All that a demo holds."""

    seed: int
    small: bool
    submitters: tuple[PlannedSubmitter, ...]
    evaluators: tuple[PlannedEvaluator, ...]

    @property
    def cases(self) -> Iterator[PlannedCase]:
        """All cases in the submitters' order."""
        return (case for submitter in self.submitters for case in submitter.cases)

    @property
    def files(self) -> Iterator[str]:
        """Paths of all files inside the submissions folder."""
        return (file for submitter in self.submitters for file in submitter.files)
