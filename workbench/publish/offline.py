"""The offline workbook: an evaluator's own ballots to fill in without the network, and to be read back by the round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from workbench.call.columns import heading as column_heading
from workbench.call.notice import MEASURES, notice
from workbench.call.offline import COMMENT, FORMAT, MARKS, points_key, remark_key
from workbench.call.rubric import FULL_POINTS, Criterion, Rubric
from workbench.publish.heading import DEMO_MARK, Heading
from workbench.publish.spreadsheet import Book, Formula, Sheet, Value

GUIDE, RUBRIC = "填写说明", "评分细则"
_FIRST = 6  # row of the first ballot: above it the stamp, the title, a hint, the keys, the headings
_LEAST_LINES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One ballot: its hidden marks, what is shown of its entry, and what it holds; only an open one is filled in."""

    marks: tuple[str, int, str]
    number: int
    direction: str
    submitter: str
    cluster_name: str
    title: str
    state: str
    is_open: bool
    points: Mapping[str, float]
    comment: str
    remarks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Track:
    """The ballots of one rubric, on a sheet of their own."""

    rubric: Rubric
    lines: Sequence[Line]

    @property
    def sheet(self) -> str:
        """What the sheet is called."""
        return "培育举措评分" if self.is_measures else "案例评分"

    @property
    def is_measures(self) -> bool:
        """Whether these are the provinces' measures, which have neither cluster nor direction."""
        return all(line.direction == MEASURES for line in self.lines)

    @property
    def directions(self) -> list[str]:
        """The directions that occur."""
        return list(dict.fromkeys(line.direction for line in self.lines))


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for texts and time: the longest comment and remark, the least of each for handing in, the last day."""

    comment: int
    remark: int
    comment_least: int
    remark_least: int
    closes: str


def offline_xlsx(
    heading: Heading, evaluator: str, stamp: tuple[str, str, str], tracks: Sequence[Track], limits: Limits
) -> bytes:
    """Write an evaluator's ballots as a workbook that can be filled in and read back.

    Parameters
    ----------
    heading
        The round's name, whether it is a demo, and when the workbook is made.
    evaluator
        The evaluator's name.
    stamp
        Hidden in each sheet: the round's id, the evaluator's id, the workbook's own id.
    tracks
        The ballots, a sheet for each rubric.
    limits
        What the instructions and the cells' checks say.

    Returns
    -------
    bytes
        The xlsx file: instructions, ballots, rubrics with anchors. Only scores and comments can be changed.
    """
    book = Book(heading)
    _write_guide(book, heading, evaluator, tracks, limits)
    for track in tracks:
        _write_track(book, heading, evaluator, stamp, track, limits)
    _write_rubrics(book, tracks)
    book.lock()
    return book.to_bytes()


def _write_guide(book: Book, heading: Heading, evaluator: str, tracks: Sequence[Track], limits: Limits) -> None:
    sheet = book.add_sheet(GUIDE, (5, 96))
    sheet.write_line("离线评分表填写说明", "标题", 28)
    if heading.is_demo:
        sheet.write_line(DEMO_MARK, "提示")
    sheet.write_line(f"{heading.title}　评审专家：{evaluator}　下载时间：{heading.made_at_beijing}（北京时间）", "说明")
    texts = (("总体评语", limits.comment_least), ("各项意见", limits.remark_least))
    wanted = "、".join(f"{name}至少{least}字" for name, least in texts if least)
    free = "和".join(name for name, least in texts if not least)
    may, must = f"{free}可以不填。" if free else "", f"提交时{wanted}。" if wanted else ""
    until = f"打分截止{limits.closes}，请在此之前上传并在系统里提交。" if limits.closes else ""
    sheets = "和".join(f"“{track.sheet}”" for track in tracks)
    lines = (
        f"在{sheets}的浅黄色格子里填分数和评语，其余格子已锁定。可以用 Excel、WPS 表格或 LibreOffice。",
        "分数直接填数字，不要写公式；没有想好的先空着，空着就是还没有打分，不是0分。各项满分写在列名里，分档参考见“评分细则”。",
        f"{may}总体评语最多{limits.comment}字，各项意见最多{limits.remark}字。{must}",
        "灰色的行在下载时已经提交。要改，请先在系统里撤回提交，再重新下载本表。",
        "填好一部分就可以上传一次：进入“专家评分”，打开“离线评分”，选择本文件。系统先列出将要保存的每一处修改，确认后才保存；"
        "有误的行会逐行说明，改好后可以再传，同一个文件可以传多次。",
        "上传只保存为草稿，不会提交。请在系统里核对后逐项提交，或在“我的任务”里全部提交。",
        "下载以后又在系统里改过的评分表，以系统为准：本表里相应的行不会覆盖它，两边的内容会并列给您看。",
        f"请保存为 .xlsx，不要改表的结构，也不要把内容复制到别的文件里。本表只能由本人上传。{until}",
    )
    for number, text in enumerate(lines, 1):
        sheet.write([number, text])
    sheet.protect()


def _write_track(
    book: Book, heading: Heading, evaluator: str, stamp: tuple[str, str, str], track: Track, limits: Limits
) -> None:
    criteria = track.rubric.criteria
    names = ("title", "submitter") if track.is_measures else ("title", "direction", "cluster_name", "submitter")
    widths_of = {"title": 34, "direction": 13, "cluster_name": 20, "submitter": 16}
    labels = {name: column_heading(name) for name in names} | ({"title": "材料名称"} if track.is_measures else {})
    facts = [("序号", 6), *((labels[name], widths_of[name]) for name in names), ("状态", 10)]
    cells = [(points_key(one.id), f"{one.name}（满分{one.points:g}）", 11) for one in criteria]
    cells.append(("", f"合计（满分{FULL_POINTS}）", 10))
    cells.append((COMMENT, "总体评语", 46))
    cells += [(remark_key(one.id), f"“{one.name}”意见", 26) for one in criteria]
    widths = (*(10 for _ in MARKS), *(width for _, width in facts), *(width for *_, width in cells))
    hidden = len(MARKS)
    freeze = f"{get_column_letter(hidden + 3)}{_FIRST}"
    sheet = book.add_sheet(track.sheet, widths, freeze=freeze, is_landscape=True, colour="FFC000", hidden=hidden)
    blank: list[Value] = [None] * hidden
    sheet.write_hidden([FORMAT, *stamp])
    sheet.write_styled([*blank, f"{heading.title}　{track.sheet}"], "标题", 28)
    demo = f"{DEMO_MARK}。" if heading.is_demo else ""
    hint = f"{demo}评审专家：{evaluator}。请只填浅黄色格子；填好后在系统的“离线评分”里上传，上传不等于提交。"
    sheet.write_styled([*blank, hint], "提示" if heading.is_demo else "说明", 20)
    sheet.write_hidden([*MARKS, *("" for _ in facts), *(key for key, *_ in cells)])
    headings = [*(name for name, _ in facts), *(name for _, name, _ in cells)]
    sheet.write_header([*("" for _ in MARKS), *headings], 52)
    for line in track.lines:
        _write_line(sheet, track, line, hidden + len(facts) + 1)
    _limit(sheet, track, hidden + len(facts) + 1, limits)
    sheet.print_columns(hidden + 1, hidden + len(facts) + len(criteria) + 2)  # up to the comment
    sheet.protect()


def _write_line(sheet: Sheet, track: Track, line: Line, first: int) -> None:
    criteria = track.rubric.criteria
    shown = [line.title, line.submitter]
    if not track.is_measures:
        shown[1:1] = [notice().direction_name(line.direction), line.cluster_name]
    points: list[Value] = [line.points.get(one.id) for one in criteria]
    texts: list[Value] = [line.comment or None, *(line.remarks.get(one.id) or None for one in criteria)]
    row = sheet.row_count + 1
    span = f"{get_column_letter(first)}{row}:{get_column_letter(first + len(criteria) - 1)}{row}"
    total = Formula(f'=IF(COUNT({span})={len(criteria)},SUM({span}),"")')
    values = [*line.marks, line.number, *shown, line.state, *points, total, *texts]
    facts = [*("正文" for _ in line.marks), "正文", *("正文" for _ in shown), "正文"]
    for_points, for_texts = ("填分", "填写") if line.is_open else ("锁分", "锁文")
    styles = [*facts, *(for_points for _ in points), "正文", *(for_texts for _ in texts)]
    sheet.write_mixed(values, styles, _LEAST_LINES)


def _limit(sheet: Sheet, track: Track, first: int, limits: Limits) -> None:
    rows, step = range(_FIRST, _FIRST + len(track.lines)), track.rubric.step
    for place, one in enumerate(track.rubric.criteria):
        at = f"{get_column_letter(first + place)}{_FIRST}"
        steps = f"{at}/{step:g}"
        formula = f"AND(ISNUMBER({at}),{at}>=0,{at}<={one.points:g},ABS({steps}-ROUND({steps},0))<0.000001)"
        sheet.add_rule(first + place, rows, formula, _prompt(one, step))
    comment = first + len(track.rubric.criteria) + 1
    sheet.add_longest(comment, rows, limits.comment, _lengths(limits.comment, limits.comment_least))
    for place, _ in enumerate(track.rubric.criteria, comment + 1):
        sheet.add_longest(place, rows, limits.remark, _lengths(limits.remark, limits.remark_least))


def _lengths(most: int, least: int) -> str:
    return f"最多{most}字" + (f"，提交时至少{least}字。" if least else "。")


def _prompt(criterion: Criterion, step: float) -> str:
    return f"请填0到{criterion.points:g}之间的数，以{step:g}分为一档；没有想好就空着。"


def _write_rubrics(book: Book, tracks: Sequence[Track]) -> None:
    sheet = book.add_sheet(RUBRIC, (14, 18, 8, 52, 76), freeze="A2", is_landscape=True)
    sheet.write_header([column_heading("direction"), column_heading("criterion"), "满分", "看什么", "分档参考"])
    for track in tracks:
        for direction in track.directions:
            for one in track.rubric.criteria:
                bands = "\n".join(f"{band.label}（{band.least:g}分起）：{band.anchor}" for band in one.bands)
                name = notice().direction_name(direction)
                sheet.write([name, one.name, one.points, one.description_for(direction), bands])
    sheet.protect()
