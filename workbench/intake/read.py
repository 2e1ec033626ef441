"""One file to plain rows: a pure function of its bytes and its path, so that any executor may run it."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.call.forms import forms, squeeze
from workbench.intake.attachments import kind_of
from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.figures import Figure, read_figures
from workbench.intake.kind import WORDS
from workbench.intake.measures import read_measures, title_of
from workbench.intake.problems import Problem, UnreadableError
from workbench.intake.spreadsheet import read_sheets
from workbench.intake.summary import Summary, grid_of, is_summary, read_summaries, read_summary
from workbench.intake.word import Block, Picture, Table, read_docx

_LOG = logging.getLogger(__name__)
READ_WHOLE = frozenset({"docx", "xlsx", "xls"})
"""Formats whose content is read."""
_NOT_YET = frozenset({"doc", "wps", "rtf", "html", "odt", "ofd", "pdf", "pptx", "txt", "ods"})


@dataclass(slots=True)
class Reading:
    """What one file gave. `words` say who sent it, the surest first; `attachment` is its kind if it is one."""

    file: str
    kind: str
    size: int
    cases: list[tuple[CaseForm, list[Figure]]] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    measures: dict[str, str] | None = None
    attachment: str | None = None
    pictures: list[Picture] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""

    @property
    def is_form(self) -> bool:
        """Whether it is one of the call's three forms."""
        return bool(self.cases or self.summaries or self.measures is not None)


def read(data: bytes, file: str, kind: str, size: int) -> Reading:
    """Read one file; whatever is wrong with it becomes a problem.

    Parameters
    ----------
    data
        Its bytes; empty for a format that is not in `READ_WHOLE`.
    file
        Its path, for the messages and for its name.
    kind, size
        Its format and size.
    """
    result = Reading(file, kind, size)
    try:
        if kind in READ_WHOLE:
            result.digest = hashlib.sha256(data).hexdigest()
        if kind == "docx":
            _read_word(data, result)
        elif kind in ("xlsx", "xls"):
            _read_workbook(data, result)
        else:
            _leave(result)
    except UnreadableError as error:
        result.problems.append(error.problem(file))
    except Exception:
        # A fault of ours must not keep the other files from being read; its traceback goes to the log.
        _LOG.exception("reading %s failed", file)
        what = "读取时程序出错，这个文件没有读入"
        result = Reading(file, kind, size, problems=[Problem(file, what, "请把这个文件和日志交给技术人员")])
    return result


def _read_word(data: bytes, result: Reading) -> None:
    document = read_docx(data)
    result.pictures = document.pictures
    lead = title_of(document.blocks)
    result.summaries = read_summaries(document.blocks)
    rest: Sequence[Block] = document.blocks
    if result.summaries:
        rest = [block for block in rest if not (isinstance(block, Table) and is_summary(grid_of(block)))]
    for form in read_cases(rest):
        result.cases.append((form, read_figures(form.fields.get("basics", ""))))
        result.words += [form.fields.get(name, "") for name in ("county_department", "cluster_name")]
        result.problems += _doubts(result.file, form)
    if not result.cases:
        result.measures = read_measures(rest)
    result.words += [one.department for one in result.summaries]
    if document.has_embedded_document:
        what = "嵌入了另一个文档，嵌入的内容没有读取"
        result.problems.append(Problem(result.file, what, "请用 Word 打开后另存为 docx，重新报送"))
    if not result.is_form:
        result.attachment = kind_of(result.file, result.kind, lead)
        result.problems += _unplaced(result, lead)
    result.words.append(lead)


def _unplaced(result: Reading, lead: str) -> list[Problem]:
    """Doubt that a document which is no form is only an attachment."""
    if not lead:
        what = "文档里没有文字，只有图片" if result.pictures else "文档里没有文字"
        advice = "请打开核实；如是报送表，请用文字填写后重新报送"
        return [Problem(result.file, what, advice, severity="warning")]
    words = squeeze(lead)
    every = {"附件1": forms().summary, "附件2": forms().case, "附件3": forms().measures}
    for name, form in every.items():
        if any(words.startswith((squeeze(one), squeeze(name + one))) for one in form.headings):
            what = f"标题是{name}，但没有读到其中的内容"
            return [Problem(result.file, what, "请打开核实，按通知所附模板填写后重新报送")]
    return []


def _doubts(file: str, form: CaseForm) -> list[Problem]:
    unsure = [tick for tick in form.ticks if tick.state == "unknown"]
    if "cluster_name" not in form.fields and not form.ticks:
        what = "有案例正文，但没有读到报送表（集群名称、案例方向等）"
        return [Problem(file, what, "请打开原件核实，与报送单位确认后补报", "报送表")]
    if not form.ticks:
        return [Problem(file, "没有找到案例方向的选项", "请打开原件核实，与报送单位确认所选方向", "案例方向")]
    if unsure:
        seen = "；".join(tick.evidence for tick in unsure[:3])
        return [Problem(file, f"看不出案例方向是否勾选：{seen}", "请打开原件核实，与报送单位确认所选方向", "案例方向")]
    if not any(tick.state == "on" for tick in form.ticks):
        return [Problem(file, "没有勾选任何案例方向，案例不能进入评审", "请与报送单位核实所选方向", "案例方向")]
    return []


def _read_workbook(data: bytes, result: Reading) -> None:
    for name, grid in read_sheets(data):
        if is_summary(grid):
            result.summaries.append(read_summary(grid, name))
    result.words += [one.department for one in result.summaries]
    if not result.summaries:
        result.attachment = kind_of(result.file, result.kind)


def _leave(result: Reading) -> None:
    """Say what a file is that is not read, and keep it as an attachment where it can be one."""
    file, kind = result.file, result.kind
    word = WORDS.get(kind, kind)
    if kind == "empty":
        problem = Problem(file, "文件是空的，没有内容", "请与报送单位核实，重新报送")
    elif kind == "broken":
        problem = Problem(file, "文件不完整或已损坏，无法打开", "请与报送单位核实，重新报送")
    elif kind == "encrypted":
        problem = Problem(file, "文件已加密，没有密码无法打开", "请报送单位去掉密码后重新报送")
    elif kind in ("7z", "rar", "gz"):
        problem = Problem(file, f"是{word}，里面的文件没有读取", "请解压后放入文件夹，或改用 zip 重新报送")
    else:
        result.attachment = kind_of(file, kind)
        if kind not in _NOT_YET and result.attachment == "picture":
            return
        problem = _unread(file, kind, word, result.attachment)
    result.problems.append(problem)


def _unread(file: str, kind: str, word: str, attachment: str) -> Problem:
    if kind == "unknown":
        return Problem(
            file, "不能识别的文件格式，没有读取", "请打开核实；如是报送表，请另存为 docx 后重新报送", severity="warning"
        )
    is_form = attachment != "policy" and any(name in file for name in ("附件", "案例", "汇总", "举措", "报送表"))
    advice = "请另存为 docx 后重新报送" if is_form else "如内有报送表，请另存为 docx 后重新报送"
    return Problem(file, f"是{word}，内容没有读取", advice, severity="error" if is_form else "warning")
