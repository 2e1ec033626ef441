"""The call's three forms in Word, and the documents that come with them."""

from collections.abc import Mapping

from workbench.call.forms import forms
from workbench.call.notice import Direction, notice
from workbench.demo.model import PlannedCase, PlannedDocument, PlannedMeasures, PlannedSummary
from workbench.demo.pictures import draw
from workbench.demo.word import (
    cell,
    checkbox,
    document,
    paragraph,
    paragraph_of,
    picture,
    run,
    table,
)

_NUMBERS = "一二三四"
_COLUMNS = (2000, 2422, 1800, 2622)
_SUMMARY_COLUMNS = (700, 2300, 1700, 4144)
_DIRECTIONS_LABEL = "案例方向（可选择1—3个方向，最多不超过3个）"


def case_document(case: PlannedCase) -> bytes:
    """Give a form of 附件2."""
    embedded = [one for one in case.pictures if one.is_embedded]
    contents = [draw(one) for one in embedded]
    body = [
        paragraph("附件2", "Section"),
        paragraph(forms().case.headings[0], "Title"),
        _fields(case),
        *_title(case),
        *([paragraph(f"摘要：{case.abstract}")] if case.abstract else []),
        *_sections({name: getattr(case, name) for name in forms().case.sections}, forms().case.sections),
    ]
    for place, (one, content) in enumerate(zip(embedded, contents, strict=True), 1):
        body += [picture(place, content, one.caption)]
    return document(body, contents)


def _fields(case: PlannedCase) -> str:
    def label(text: str) -> str:
        return cell([paragraph(text, "Cell")], _COLUMNS[0])

    def value(text: str, width: int, span: int = 1) -> str:
        return cell([paragraph(text, "Cell")], width, span)

    wide = sum(_COLUMNS[1:])
    options = [_option(case, direction) for direction in notice().directions]
    return table(
        [
            [label("集群名称"), value(case.cluster_name, wide, 3)],
            [label("县级行政区划中小企业主管部门"), value(case.county_department, wide, 3)],
            [
                label("联系人"),
                value(case.contact_name, _COLUMNS[1]),
                value("联系方式", _COLUMNS[2]),
                value(case.contact_phone, _COLUMNS[3]),
            ],
            [label(_DIRECTIONS_LABEL), cell(options, wide, 3)],
        ],
        _COLUMNS,
    )


def _option(case: PlannedCase, direction: Direction) -> str:
    is_ticked = direction.id in case.directions
    words = f"{direction.name}：包括但不限于{'、'.join(direction.topics)}。"
    if not direction.topics:
        words = f"{direction.name}：{case.other_direction or '________'}"
    if case.tick_style == "control":
        return paragraph_of(checkbox(is_ticked=is_ticked) + run(words), "Cell")
    return paragraph((case.tick_style if is_ticked else "□") + words, "Cell")


def _title(case: PlannedCase) -> list[str]:
    if case.title_style == "label":
        return [paragraph(f"案例题目：{case.title}", "CaseTitle")]
    if case.title_style == "below":
        return [paragraph("案例题目", "Section"), paragraph(case.title, "CaseTitle")]
    return [paragraph(case.title, "CaseTitle")]


def _sections(texts: dict[str, str], wordings: Mapping[str, tuple[str, ...]]) -> list[str]:
    result = []
    for number, name in zip(_NUMBERS, wordings, strict=True):
        if texts[name]:
            result.append(paragraph(f"{number}、{wordings[name][0]}", "Section"))
            result += [paragraph(line) for line in texts[name].split("\n")]
    return result


def measures_document(measures: PlannedMeasures, submitter: str) -> bytes:
    """Give 附件3."""
    form = forms().measures
    title = f"{submitter}{form.headings[0]}"
    texts = {name: getattr(measures, name) for name in form.sections}
    return document([paragraph("附件3", "Section"), paragraph(title, "Title"), *_sections(texts, form.sections)])


def summary_document(summary: PlannedSummary) -> bytes:
    """Give 附件1 as a Word document."""
    rows = [summary_heading(), *summary_rows(summary)]
    cells = [
        [cell([paragraph(text, "Cell")], width) for text, width in zip(row, _SUMMARY_COLUMNS, strict=True)]
        for row in rows
    ]
    return document(
        [
            paragraph("附件1", "Section"),
            paragraph(forms().summary.headings[0], "Title"),
            paragraph(f"省级中小企业主管部门：（盖章）{summary.department}", "Cell"),
            paragraph(f"联系人及联系方式：{summary.contact}", "Cell"),
            table(cells, _SUMMARY_COLUMNS),
        ]
    )


def summary_heading() -> list[str]:
    """Give the headings of 附件1's columns."""
    return [forms().summary.fields[name][0] for name in ("number", "cluster_name", "directions", "content")]


def summary_rows(summary: PlannedSummary) -> list[list[str]]:
    """Give the rows of 附件1 as they are written."""
    return [
        [str(row.number), row.cluster_name, "、".join(map(notice().direction_name, row.directions)), row.content]
        for row in summary.rows
    ]


def plain_document(planned: PlannedDocument) -> bytes:
    """Give a policy original or a covering letter."""
    return document([paragraph(planned.title, "Title"), *map(paragraph, planned.paragraphs)])
