"""One file to plain rows: a pure function of its bytes and its path, so that any executor may run it."""

import datetime
import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.call.forms import forms, squeeze
from workbench.call.markings import markings
from workbench.intake import doubts
from workbench.intake.attachments import kind_of
from workbench.intake.case_form import CaseForm, read_cases
from workbench.intake.doubts import NOTHING_INSIDE
from workbench.intake.figures import Figure, read_figures
from workbench.intake.kind import LEGACY
from workbench.intake.measures import measures_apart, read_measures, title_of
from workbench.intake.pdf import TextlessError, read_pdf
from workbench.intake.problems import Problem, UnreadableError
from workbench.intake.sheet_form import read_sheet
from workbench.intake.spreadsheet import read_sheets
from workbench.intake.summary import Summary, is_summary, is_titled, names_directions, read_summary
from workbench.intake.summary_tables import find_summaries
from workbench.intake.ticks import chosen
from workbench.intake.web import read_page
from workbench.intake.word import Block, Picture, read_docx
from workbench.intake.word.blocks import text_of

_LOG = logging.getLogger(__name__)
_MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
"""By what a workbook's bytes tell of macros: a part's name, or a stream's."""
READ_WHOLE = frozenset({"docx", "html", "mht", "pdf", "xlsx", "xls", "ods", *LEGACY})
"""Formats whose content is read."""


@dataclass(slots=True)
class Reading:
    """What one file gave. `words` say who sent it, the surest first; `attachment` is its kind if it is one.

    `modified` is when the document says that it was last changed, in UTC. `case_file` is the file that has the case of
    this one's text, where form and text came as two.
    """

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
    modified: datetime.datetime | None = None
    case_file: str | None = None

    @property
    def is_form(self) -> bool:
        """Whether it is one of the call's three forms."""
        return bool(self.cases or self.summaries or self.measures is not None)


def read(data: bytes | Path, file: str, kind: str, size: int) -> Reading:
    """Read one file; whatever is wrong with it becomes a problem.

    Parameters
    ----------
    data
        Its bytes; empty for a format that is not in `READ_WHOLE`, converted to docx for one that is in `LEGACY`. A
        docx may also be given as a path, for its pictures need not be read.
    file
        Its path, for the messages and for its name.
    kind, size
        Its format and size.
    """
    result = Reading(file, kind, size)
    try:
        if kind == "docx" or kind in LEGACY:
            _read_word(data, result)
        elif isinstance(data, Path):
            raise TypeError(f"{kind} is not read by path")
        elif kind in READ_WHOLE:
            result.digest = hashlib.sha256(data).hexdigest()
            {"pdf": _read_pdf, "html": _read_web, "mht": _read_web}.get(kind, _read_workbook)(data, result)
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


def _read_word(data: bytes | Path, result: Reading) -> None:
    document = read_docx(data)
    result.pictures, result.modified, result.digest = document.pictures, document.modified, document.digest
    _read_blocks(document.blocks, result, document.markings, lambda: read_docx(data, is_close=True).blocks)
    if document.has_macros:
        result.problems.append(doubts.of_macros(result.file))
    if document.has_dtd:
        what = "文档的 XML 里有 Word 不会写的 DTD（实体定义），其中定义的文字没有读取"
        dtd = Problem(result.file, what, "请核实来源，用 Word 打开后另存为 docx，重新报送")
        result.problems = [*result.problems, dtd] if result.is_form else [dtd]  # why it is none need not be asked
    if document.linked:
        result.problems.append(doubts.of_linked(result.file, document.linked))
    if document.has_embedded_document:
        what = "嵌入了另一个文档，嵌入的内容没有读取"
        result.problems.append(Problem(result.file, what, "请用 Word 打开后另存为 docx，重新报送"))


def _read_pdf(data: bytes, result: Reading) -> None:
    try:
        _read_blocks(read_pdf(data), result)
    except TextlessError as error:
        result.attachment = kind_of(result.file, result.kind)
        result.problems.append(doubts.of_textless(result.file, result.attachment, error))


def _read_web(data: bytes, result: Reading) -> None:
    page = read_page(data, result.kind)
    result.pictures, result.modified = page.pictures, page.modified
    _read_blocks(page.blocks, result, page.markings)


def _read_blocks(
    blocks: Sequence[Block],
    result: Reading,
    edge_markings: Iterable[str] = (),
    closely: Callable[[], Sequence[Block]] | None = None,
) -> None:
    """Find the call's forms in a document.

    `edge_markings` are those of its headers and footers; `closely` reads it again where no direction of a form is
    ticked.
    """
    lead = title_of(blocks)
    found = find_summaries(blocks, result.file)
    result.summaries, rest = found.summaries, found.rest
    if found.is_doubtful:
        result.problems.append(doubts.of_list(result.file))
    rest, own = measures_apart(rest)
    cases = read_cases(rest)
    if closely is not None and any(form.ticks and not chosen(form.ticks) for form in cases):
        cases = read_cases(measures_apart(find_summaries(closely(), result.file).rest)[0])
    if not result.summaries and _is_titled_summary(lead):
        cases = [form for form in cases if form.has_texts]  # a list that was not made out
    others = [form for form in cases if form.is_other_paper]
    cases = [form for form in cases if not form.is_other_paper]
    _keep_cases(result, cases)
    measures = read_measures(own if cases else [*own, *rest])
    result.measures = measures or None
    blank = ["附件2"] * any(form.is_blank for form in cases) + ["附件3"] * (measures == {})
    result.problems += [doubts.of_blank(result.file, one) for one in blank]
    _keep_markings(result, [*edge_markings, *markings(text_of([*rest, *own]))])
    result.words += [one.department for one in result.summaries]
    if not result.is_form:
        result.attachment = kind_of(result.file, result.kind, lead)
    if others:
        result.problems.append(doubts.of_other_paper(result.file))
    elif not (result.is_form or blank):
        result.problems += doubts.of_document(result.file, lead, text_of(rest), has_pictures=bool(result.pictures))
    result.words.append(lead)


def _is_titled_summary(lead: str) -> bool:
    words = squeeze(lead)
    return any(squeeze(one) in words for one in forms().summary.headings)


def _keep_cases(result: Reading, cases: Iterable[CaseForm]) -> None:
    for form in cases:
        if form.is_blank:
            continue
        result.cases.append((form, read_figures(form.fields.get("basics", ""))))
        result.words += [form.fields.get(name, "") for name in ("county_department", "cluster_name")]
        result.problems += doubts.of_form(result.file, form)


def _keep_markings(result: Reading, found: Iterable[str]) -> None:
    """Keep with each form the document's markings that stand in no text of a form: above the form, in a header."""
    if not (found := list(found)):
        return
    own = [form.fields for form, _ in result.cases] + ([] if result.measures is None else [result.measures])
    inside = {one for fields in own for text in fields.values() for one in markings(text)}
    if outside := "\n".join(dict.fromkeys(one for one in found if one not in inside)):
        for fields in own:
            fields["markings"] = outside


def _read_workbook(data: bytes, result: Reading) -> None:
    if any(mark in data for mark in _MACROS):
        result.problems.append(doubts.of_macros(result.file))
    sheets = read_sheets(data)
    for name, grid in sheets:
        if not is_summary(grid):
            _keep_cases(result, read_sheet(grid))
            continue
        if names_directions(grid) or is_titled(grid, f"{name}\n{result.file.rpartition('/')[2]}"):
            summary = read_summary(grid, name)
            result.summaries.append(summary)
            result.problems += [doubts.of_formulas(result.file, name, cells) for cells in summary.uncomputed]
        else:
            result.problems.append(doubts.of_list(result.file, name))
    result.words += [one.department for one in result.summaries]
    text = "\n".join(cell for _, grid in sheets for row in grid for cell in row)
    if result.cases:
        _keep_markings(result, markings(text))
    if not result.is_form:
        result.attachment = kind_of(result.file, result.kind)
        result.problems += doubts.of_content(result.file, text)


def _leave(result: Reading) -> None:
    """Say what a file is that is not read, and keep it as an attachment where it can be one."""
    if result.kind not in NOTHING_INSIDE:
        result.attachment = kind_of(result.file, result.kind)
    result.problems += doubts.of_kind(result.file, result.kind, result.attachment)
