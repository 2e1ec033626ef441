"""From what each file gave to the tables: who sent it, its id, which row and picture belongs to which case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any

from workbench.call.notice import Submitter, notice
from workbench.intake.attachments import case_of
from workbench.intake.case_reader import CaseForm
from workbench.intake.figures import Figure
from workbench.intake.halves import put_together
from workbench.intake.identity import UNKNOWN, case_id
from workbench.intake.matching import match_summaries
from workbench.intake.problems import Problem
from workbench.intake.read import Reading
from workbench.intake.senders import Said, assign
from workbench.intake.submitter import at_start, named, place_in_path
from workbench.intake.supersede import leave_out_earlier
from workbench.intake.ticks import chosen

Row = dict[str, Any]
_DEPARTMENT = "县级行政区划中小企业主管部门"


@dataclass(slots=True)
class Tables:
    """Plain rows of the seven tables, and the ids of cases that may be versions of one, in pairs."""

    cases: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    summaries: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)
    versions: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "Tables") -> None:
        """Append the rows of another."""
        for one in fields(self):
            getattr(self, one.name).extend(getattr(other, one.name))


def assemble(readings: Sequence[Reading]) -> Tables:
    """Make the rows of all tables, in the call's order of submitters and then of paths."""
    senders = assign({one.file: _said(one) for one in readings})
    order = sorted(readings, key=lambda one: (notice().order(_name(senders[one.file])), one.file))
    result, taken = Tables(), set[str]()
    for sender, group in groupby(order, key=lambda one: senders[one.file]):
        result.add(_Submission(sender, taken).assemble(list(group)))
    return result


def _said(one: Reading) -> Said:
    clusters = [form.fields.get("cluster_name", "") for form, _ in one.cases]
    listed = [str(row.get("cluster_name", "")) for summary in one.summaries for row in summary.rows]
    departments = [form.fields.get("county_department", "") for form, _ in one.cases]
    return Said(one.words, departments, clusters, listed)


def _sender_in(form: CaseForm) -> Submitter | None:
    """The province that a form's head names: its department's, else its cluster's."""
    texts = (form.fields.get(name, "") for name in ("county_department", "cluster_name"))
    return next((found for text in texts if (found := at_start(text))), None)


def _name(sender: Submitter | None) -> str | None:
    return sender.name if sender else None


class _Submission:
    """All that one submitter sent; `taken` are the case ids that are given away."""

    def __init__(self, sender: Submitter | None, taken: set[str]) -> None:
        self.sender, self.taken = sender, taken
        self.name, self.code = _name(sender), sender.code if sender else None
        self.tables = Tables()
        self.instead: Mapping[str, str] = {}
        self.keys = dict[int, str]()

    def assemble(self, readings: Sequence[Reading]) -> Tables:
        superseded = leave_out_earlier(put_together(list(self._once(readings))))
        once, self.instead = superseded.readings, superseded.instead
        for problem in superseded.problems:
            self._problem(problem)
        for one in once:
            self._cases(one)
            self._measures(one)
            self._summaries(one)
            for problem in one.problems:
                self._problem(problem)
            if doubt := self._other_sender(one):
                self._problem(doubt)
            if self.sender is None and one.is_form:
                advice = "请放入以报送单位命名的文件夹后重新读取"
                self._problem(Problem(one.file, "看不出是哪个单位报送的", advice))
        keys = ((self.keys.get(id(first)), self.keys.get(id(second))) for first, second in superseded.doubted)
        self.tables.versions += [(first, second) for first, second in keys if first and second]
        for one in once:
            self._attachments(one)
        found = match_summaries(self.tables.summaries, self.tables.cases)
        for place, row in enumerate(self.tables.summaries):
            row["case_id"] = found.get(place)
            del row["title"]
        return self.tables

    def _other_sender(self, one: Reading) -> Problem | None:
        """Tell of a form that names another submitter than the path that its sender was taken from.

        A city that reports for itself is another than its province, but a province may be named by its city.
        """
        said = next((found for form, _ in one.cases if (found := _sender_in(form))), None)
        where: str | None = _DEPARTMENT
        whose = "报送表里写的却是"
        if said is None and one.is_form:
            said, where = place_in_path("/".join(reversed(one.file.split("/")[:-1]))), None
            whose = "里面的文件夹却写明"
        if said is None or self.sender is None or said.code in (self.sender.code, self.sender.province):
            return None
        what = f"按路径归入{self.sender.name}，{whose}{said.name}"
        advice = f"请核实；如确是{said.name}报送的，请放入以该单位命名的文件夹后重新读取"
        return Problem(one.file, what, advice, where, severity="warning")

    def _once(self, readings: Sequence[Reading]) -> Iterator[Reading]:
        """Leave out a form that came twice, byte for byte, and say so."""
        first: dict[str, str] = {}
        for one in readings:
            twin = first.setdefault(one.digest, one.file) if one.is_form else one.file
            if twin == one.file:
                yield one
            else:
                what = f"与“{twin}”内容完全相同，只读取了一份"
                self._problem(Problem(one.file, what, "请核实是否重复报送", severity="warning"))

    def _problem(self, problem: Problem) -> None:
        self.tables.problems.append(
            {
                "submitter": self.name,
                "file": problem.file,
                "where": problem.where,
                "what": problem.what,
                "advice": problem.advice,
                "severity": problem.severity,
            }
        )

    def _cases(self, one: Reading) -> None:
        for case in one.cases:
            form, figures = case
            said, directions = form.fields, chosen(form.ticks)
            key = case_id(self.code, said.get("cluster_name", ""), said.get("title", ""), self.taken)
            self.keys[id(case)] = key
            self.tables.cases.append(
                {
                    **said,
                    **{each.figure: each.value for each in figures},
                    "case_id": key,
                    "submitter": self.name,
                    "submitter_code": self.code,
                    "directions": directions,
                    "other_direction": form.other_direction if "other" in directions else None,
                    "file": one.file,
                    "file_format": one.kind,
                }
            )
            self.tables.entries += [
                {"entry_id": f"{key}:{direction}", "case_id": key, "direction": direction} for direction in directions
            ]
            self.tables.figures += [_figure(key, each) for each in figures]

    def _measures(self, one: Reading) -> None:
        if one.measures is None:
            return
        number = len(self.tables.measures) + 1
        key = f"{self.code or UNKNOWN}-M{number if number > 1 else ''}"
        who = {"submitter": self.name, "submitter_code": self.code, "file": one.file}
        self.tables.measures.append({"measures_id": key, **who, **one.measures})
        if number > 1 and self.sender:
            what = f"这个单位报送了{number}份培育举措（附件3）"
            self._problem(Problem(one.file, what, "请与报送单位核实以哪份为准", severity="warning"))

    def _summaries(self, one: Reading) -> None:
        for summary in one.summaries:
            for row in summary.rows:
                said = named(str(row.get("submitter", ""))) if self.sender is None else None
                who = {"submitter": _name(self.sender or said), "file": one.file}
                self.tables.summaries.append({"title": None, **row, **who})
            for where, what, advice in summary.doubts:
                self._problem(Problem(one.file, what, advice, where, severity="warning"))
            if not (summary.rows or summary.is_hidden):
                what, advice = "汇总表（附件1）里没有读到案例", "请打开核实，补充后重新报送"
                self._problem(Problem(one.file, what, advice, severity="warning"))

    def _attachments(self, one: Reading) -> None:
        rows = self.tables.attachments
        holder = one.case_file or one.file
        is_held = one.pictures or one.case_file
        own = [row["case_id"] for row in self.tables.cases if row["file"] == holder] if is_held else []
        if one.attachment:
            if one.case_file:
                key = next(iter(own), None)
            else:
                key = case_of(one.file, [*self.tables.cases, *self._earlier()]) if self.sender else None
            rows.append(self._attachment(key, one.file, one.attachment, one.size, is_embedded=False))
        for picture in one.pictures:
            file, key = f"{one.file}/{picture.name}", own[0] if len(own) == 1 else None
            rows.append(self._attachment(key, file, "picture", picture.size, is_embedded=True))

    def _earlier(self) -> Iterator[Row]:
        """The places of earlier versions: what lies beside one belongs to the case that was read instead."""
        for left, kept in self.instead.items():
            yield from ({**row, "file": left} for row in self.tables.cases if row["file"] == kept)

    def _attachment(self, key: str | None, file: str, kind: str, size: int, *, is_embedded: bool) -> Row:
        row = {"case_id": key, "file": file, "kind": kind, "size_bytes": size, "is_embedded": is_embedded}
        return {"submitter": self.name, **row}


def _figure(key: str, one: Figure) -> Row:
    return {
        "case_id": key,
        "figure": one.figure,
        "value": one.value,
        "year": one.year,
        "is_approximate": one.is_approximate,
        "evidence": one.evidence,
    }
