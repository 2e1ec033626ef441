"""The score sheet: all of one evaluator's ballots on paper, to be signed and filed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.call.columns import heading as column_heading
from workbench.call.notice import MEASURES, notice
from workbench.call.rubric import FULL_POINTS, Rubric
from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.word import Paper

DRAFT = "草稿"
_WIDTH = 24.9  # cm between the margins of a page on its long side
_CRITERION, _TOTAL = 1.85, 1.8
_LONGEST = 160  # letters of a comment within the table; a longer one stands whole below it
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Scored:
    """One entry on the score sheet; where `is_submitted` is not, its scores and comments are not shown."""

    number: int
    direction: str
    submitter: str
    cluster_name: str
    title: str
    is_submitted: bool
    points: Mapping[str, float]
    comment: str
    remarks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """An evaluator's entries by direction, the entries recused by name, and the code that tells the same content."""

    evaluator: str
    organisation: str
    rubrics: Mapping[str, Rubric]
    entries: Sequence[Scored]
    recused: Sequence[str]
    code: str

    @property
    def open_count(self) -> int:
        """How many ballots are not handed in yet."""
        return sum(not one.is_submitted for one in self.entries)


def score_sheet_docx(heading: Heading, sheet: ScoreSheet) -> bytes:
    """Write a score sheet as a Word document on A4, to be printed and signed.

    Parameters
    ----------
    heading
        The round's name, whether it is a demo, and when the document is made.
    sheet
        The evaluator and all entries, in the order in which they are listed. While a ballot is not handed in the
        document is marked as a draft on every page.

    Returns
    -------
    bytes
        The docx file: a table for each direction, and lines for signature and date.
    """
    paper = Paper(heading, is_landscape=True, is_signed=True, mark=DRAFT if sheet.open_count else "")
    paper.add_title(heading.title)
    paper.add_title("评审专家评分汇总表")
    if heading.is_demo:
        paper.add_note(DEMO_MARK, is_warning=True)
    if sheet.open_count:
        paper.add_note(f"{DRAFT}：还有{sheet.open_count}份评分表没有提交，本表不能签字存档", is_warning=True)
    organisation = f"　　工作单位：{sheet.organisation}" if sheet.organisation else ""
    paper.add_line(f"评审专家：{sheet.evaluator}{organisation}")
    submitted = len(sheet.entries) - sheet.open_count
    paper.add_line(f"应评{len(sheet.entries)}项，已提交{submitted}项；各项评分如下。")
    for place, direction in enumerate(dict.fromkeys(one.direction for one in sheet.entries)):
        own = [one for one in sheet.entries if one.direction == direction]
        paper.add_section(f"{_NUMERALS[place]}、{notice().direction_name(direction)}（{len(own)}项）")
        rubric = sheet.rubrics[direction]
        _write_table(paper, rubric, own, is_measures=direction == MEASURES)
        for one in own:
            if len(text := _said(rubric, one)) > _LONGEST:
                paper.add_line(f"第{one.number}项评语：{text}", space_before=6, is_small=True)
    if sheet.recused:
        paper.add_line(f"回避{len(sheet.recused)}项：{'；'.join(sheet.recused)}。", space_before=10)
    _write_signature(paper, heading, sheet)
    return paper.to_bytes()


def _write_table(paper: Paper, rubric: Rubric, entries: Sequence[Scored], *, is_measures: bool) -> None:
    texts = [("序号", 1.5), (column_heading("submitter"), 2.5)]
    if not is_measures:
        texts.append((f"{column_heading('cluster_name')}、{column_heading('title')}", 5.6))
    criteria = [(f"{one.name}\n{one.points:g}分", _CRITERION) for one in rubric.criteria]
    columns = [*texts, *criteria, (f"合计\n{FULL_POINTS}分", _TOTAL)]
    rest = _WIDTH - sum(width for _, width in columns)
    columns.append((column_heading("comment"), max(rest, 4.0)))
    first = len(texts)
    centred = (0, *range(first, first + len(criteria) + 1))
    names, widths = zip(*columns, strict=True)
    paper.add_table(names, widths, (list(_cells(rubric, one, is_measures)) for one in entries), centred)


def _cells(rubric: Rubric, one: Scored, is_measures: bool) -> Iterator[str]:
    yield str(one.number)
    yield one.submitter
    if not is_measures:
        yield "\n".join(filter(None, (one.cluster_name, one.title)))
    points = one.points if one.is_submitted else {}
    for criterion in rubric.criteria:
        yield f"{points[criterion.id]:.10g}" if criterion.id in points else ""
    total = rubric.total(points)
    yield "未提交" if total is None else f"{total:.10g}"
    text = _said(rubric, one)
    yield "见本表之后" if len(text) > _LONGEST else text


def _said(rubric: Rubric, one: Scored) -> str:
    """The comment and the remarks, each on a line."""
    remarks = [f"{each.name}：{one.remarks[each.id]}" for each in rubric.criteria if each.id in one.remarks]
    return "\n".join(filter(None, (one.comment, *remarks))) if one.is_submitted else ""


def _write_signature(paper: Paper, heading: Heading, sheet: ScoreSheet) -> None:
    line = "＿" * 10
    paper.add_line("以上评分为本人独立作出，本人与所评对象不存在应当回避的关系。", space_before=18, is_last=False)
    paper.add_line(f"评审专家（签字）：{line}　　　　日期：＿＿＿＿年＿＿月＿＿日", space_before=24, is_last=False)
    paper.add_line(
        f"本表由系统于{heading.made_at_beijing}（北京时间）生成，核对码 {sheet.code}；内容不变，核对码不变。",
        space_before=10,
    )
