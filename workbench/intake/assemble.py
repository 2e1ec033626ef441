"""From what each file gave to the tables: who sent it, its id, which row and picture belongs to which case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.call.notice import Submitter, notice
from workbench.intake.attachments import case_of
from workbench.intake.figures import Figure
from workbench.intake.identity import UNKNOWN, case_id
from workbench.intake.matching import match_summaries
from workbench.intake.problems import Problem
from workbench.intake.read import Reading
from workbench.intake.submitter import assign, in_text
from workbench.intake.ticks import chosen

Row = dict[str, Any]


@dataclass(slots=True)
class Tables:
    """Plain rows of the seven tables."""

    cases: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    summaries: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)


def assemble(readings: Sequence[Reading]) -> Tables:
    """Make the rows of all tables, in the call's order of submitters and then of paths."""
    senders = assign({one.file: one.words for one in readings})
    order = sorted(readings, key=lambda one: (notice().order(_name(senders[one.file])), one.file))
    result, taken, same = Tables(), set[str](), dict[tuple[str | None, str], str]()
    for one in order:
        sender = senders[one.file]
        twin = same.setdefault((_name(sender), one.digest), one.file) if one.digest else one.file
        if twin != one.file and (one.cases or one.summaries or one.measures):
            what = f"与“{twin}”内容完全相同，只读取了一份"
            _problem(result, sender, Problem(one.file, what, "请核实是否重复报送", severity="warning"))
            continue
        _cases(result, one, sender, taken)
        _measures(result, one, sender)
        for problem in one.problems:
            _problem(result, sender, problem)
        if sender is None and (one.cases or one.summaries or one.measures):
            what = "看不出是哪个单位报送的"
            _problem(result, None, Problem(one.file, what, "请放入以报送单位命名的文件夹后重新读取"))
    for one in order:
        if not any(row["file"] == one.file and "完全相同" in row["what"] for row in result.problems):
            _summaries(result, one, senders[one.file])
            _attachments(result, one, senders[one.file])
    _match(result)
    return result


def _name(sender: Submitter | None) -> str | None:
    return sender.name if sender else None


def _code(sender: Submitter | None) -> str | None:
    return sender.code if sender else None


def _problem(result: Tables, sender: Submitter | None, problem: Problem) -> None:
    result.problems.append(
        {
            "submitter": _name(sender),
            "file": problem.file,
            "where": problem.where,
            "what": problem.what,
            "advice": problem.advice,
            "severity": problem.severity,
        }
    )


def _cases(result: Tables, one: Reading, sender: Submitter | None, taken: set[str]) -> None:
    for form, figures in one.cases:
        said = form.fields
        key = case_id(_code(sender), said.get("cluster_name", ""), said.get("title", ""), taken)
        directions = chosen(form.ticks)
        result.cases.append(
            {
                **said,
                **_columns(figures),
                "case_id": key,
                "submitter": _name(sender),
                "submitter_code": _code(sender),
                "directions": directions,
                "other_direction": form.other_direction if "other" in directions else None,
                "file": one.file,
                "file_format": one.kind,
            }
        )
        result.entries += [
            {"entry_id": f"{key}:{direction}", "case_id": key, "direction": direction} for direction in directions
        ]
        result.figures += [
            {
                "case_id": key,
                "figure": each.figure,
                "value": each.value,
                "year": each.year,
                "is_approximate": each.is_approximate,
                "evidence": each.evidence,
            }
            for each in figures
        ]


def _columns(figures: Sequence[Figure]) -> Mapping[str, float]:
    return {each.figure: each.value for each in figures}


def _measures(result: Tables, one: Reading, sender: Submitter | None) -> None:
    if one.measures is None:
        return
    number = sum(row["submitter"] == _name(sender) for row in result.measures) + 1
    key = f"{_code(sender) or UNKNOWN}-M{number if number > 1 else ''}"
    who = {"submitter": _name(sender), "submitter_code": _code(sender), "file": one.file}
    result.measures.append({"measures_id": key, **who, **one.measures})
    if number > 1:
        what = f"这个单位报送了{number}份培育举措（附件3）"
        _problem(result, sender, Problem(one.file, what, "请与报送单位核实以哪份为准", severity="warning"))


def _summaries(result: Tables, one: Reading, sender: Submitter | None) -> None:
    for summary in one.summaries:
        for row in summary.rows:
            values = {key: value for key, value in row.items() if key not in ("title", "submitter")}
            named = in_text(str(row.get("submitter", ""))) if sender is None else None
            who = _name(sender or named)
            result.summaries.append({"submitter": who, "file": one.file, **values, "_title": row.get("title")})
        if not summary.rows:
            problem = Problem(
                one.file, "汇总表（附件1）里没有读到案例", "请打开核实，补充后重新报送", severity="warning"
            )
            _problem(result, sender, problem)


def _attachments(result: Tables, one: Reading, sender: Submitter | None) -> None:
    cases = [row for row in result.cases if row["submitter"] == _name(sender)]
    own = [row["case_id"] for row in cases if row["file"] == one.file]
    if one.attachment:
        key = case_of(one.file, cases)
        row = {"case_id": key, "file": one.file, "kind": one.attachment, "size_bytes": one.size, "is_embedded": False}
        result.attachments.append({"submitter": _name(sender), **row})
    for picture in one.pictures:
        row = {"case_id": own[0] if len(own) == 1 else None, "file": f"{one.file}/{picture.name}", "kind": "picture"}
        size = {"size_bytes": picture.size, "is_embedded": True}
        result.attachments.append({"submitter": _name(sender), **row, **size})


def _match(result: Tables) -> None:
    for row in result.summaries:
        row["title"] = row.pop("_title")
    found = match_summaries(result.summaries, result.cases)
    for place, row in enumerate(result.summaries):
        row["case_id"] = found.get(place)
        del row["title"]
