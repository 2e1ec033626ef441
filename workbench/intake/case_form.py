"""附件2: one case from a document's blocks, whether its sections are paragraphs or rows of a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.call.forms import Form, forms, squeeze
from workbench.call.notice import notice
from workbench.intake.sections import heading, named
from workbench.intake.ticks import Tick, other_words, read_ticks
from workbench.intake.word.blocks import Block, Cell, Paragraph, Run, Table, paragraphs, text_of

_EXAMPLE = frozenset({"示例", "案例示例", "参考示例", "模板示例"})
_ASIDE = re.compile(
    r"^(?:附\s*件?\s*\d?\s*[:：.．、-]?|[（(]?\s*(?:盖\s*章|公\s*章)\s*[）)]?|(?:20\d\d)?\s*年\s*\d*\s*月\s*\d*\s*日)\s*$"
)
_BLANK = re.compile(r"^[\s_＿/／—\-]*$")
_PHONE = re.compile(r"\+?[\d（(][\d\s()（）+\-—–－、/，,；;]{5,}\d")
_GUIDE_TAIL = re.compile(r"[(（]\s*(题目需[^)）]*)[)）]")
_SHORT = 80
_ORDER = ("title", "abstract", "basics", "practices", "results", "appendix")


@dataclass(slots=True)
class CaseForm:
    """What one form says, before it has an id; `fields` lacks what it does not say."""

    fields: dict[str, str] = field(default_factory=dict)
    ticks: list[Tick] = field(default_factory=list)
    other_direction: str | None = None


@dataclass(slots=True)
class _Value:
    """A labelled value of the form's table."""

    name: str
    blocks: Sequence[Block]


_Piece = _Value | Paragraph | Table


def read_cases(blocks: Sequence[Block]) -> list[CaseForm]:
    """Read all forms of a document; none if it is something else."""
    pieces = list(_pieces(blocks, forms().case))
    starts = [place for place, one in enumerate(pieces) if isinstance(one, _Value) and one.name == "cluster_name"]
    if not starts:
        return []
    cuts = [0, *(_cut(pieces, start) for start in starts[1:]), len(pieces)]
    found = [_Reader().read(pieces[begin:end]) for begin, end in pairwise(cuts)]
    return [form for form in found if _is_case(form)]


def _is_case(form: CaseForm) -> bool:
    sections = sum(name in form.fields for name in ("title", "abstract", "basics", "practices", "results"))
    return bool(form.ticks) or "county_department" in form.fields or sections >= 2


def _cut(pieces: Sequence[_Piece], start: int) -> int:
    """Where the next form begins: at its heading, if that stands right before its table."""
    place = start
    while place and isinstance(before := pieces[place - 1], Paragraph) and _is_preamble(before.text):
        place -= 1
    return place


def _is_preamble(text: str) -> bool:
    words = squeeze(text)
    return not words or bool(_ASIDE.match(text.strip())) or words in {squeeze(one) for one in forms().case.headings}


def _pieces(blocks: Sequence[Block], form: Form) -> Iterator[_Piece]:
    for block in blocks:
        if isinstance(block, Paragraph):
            found = _labelled(block, form)
            yield found or block
        elif _is_form(block, form):
            yield from _rows(block, form)
        else:
            yield block


def _labelled(paragraph: Paragraph, form: Form) -> _Value | None:
    """A field that is a line of its own: 集群名称：……"""
    text = paragraph.text
    wordings = {name: all_ for name, all_ in form.fields.items() if name not in ("title", "abstract")}
    found = heading(text, wordings) if len(text) < _SHORT or "☑" in text or "☐" in text else None
    if found is None or not (found[1] or text.rstrip().endswith(("：", ":"))):
        return None
    if found[0] == "directions":
        return _Value(found[0], [paragraph])
    return _Value(found[0], [Paragraph([Run(found[1])])])


def _is_form(table: Table, form: Form) -> bool:
    """Say whether a table is the form's, not one of the writer's own.

    It is, if it names the cluster or two other fields, or if a row is a section: its heading in a wide cell or beside
    the text. The writer's own tables may have columns such as 主要做法 and 成效.
    """
    names = {name for row in table.rows for cell in row if (name := _name(cell, form.fields))}
    if "cluster_name" in names or "directions" in names or len(names) > 1:
        return True
    for row in table.rows:
        cells = [cell for cell in row if cell.text]
        if not cells or len(cells) > 2:
            continue
        labels = {**form.sections, "title": form.fields["title"], "abstract": form.fields["abstract"]}
        alone = len(cells) == 1 and heading(cells[0].text.partition("\n")[0], labels)
        if alone or (len(cells) > 1 and _name(cells[0], labels) and len(cells[1].text) > _SHORT // 2):
            return True
    return False


def _name(cell: Cell, labels: Mapping[str, Sequence[str]]) -> str | None:
    text = cell.text
    return named(text, labels) if 0 < len(text) < _SHORT else None


def _rows(table: Table, form: Form) -> Iterator[_Piece]:
    labels = {**form.fields, **form.sections}
    above: str | None = None
    for row in table.rows:
        cells = [cell for cell in row if cell.blocks]
        if cells and row[0].is_continued and above:
            # A label that spans rows, as 案例方向 beside a row for each option.
            yield from (_Value(above, cell.blocks) for cell in cells)
            continue
        above, place = None, 0
        while place < len(cells):
            cell, follower = cells[place], cells[place + 1] if place + 1 < len(cells) else None
            name = _name(cell, labels)
            if name and follower is not None and not _name(follower, labels):
                yield _Value(name, follower.blocks)
                above = name if place == 0 else above
                place += 2
                continue
            if len(cells) == 1 or _opens(cell.text, form):
                yield from _pieces(cell.blocks, form)
            place += 1


def _opens(text: str, form: Form) -> bool:
    return heading(text.partition("\n")[0], {**form.fields, **form.sections}) is not None


class _Reader:
    """Goes down the page once; `at` is the section it is in, empty before the first."""

    def __init__(self) -> None:
        self.form, self.at = forms().case, ""
        self.result = CaseForm()
        self.texts: dict[str, list[Block]] = {}
        self.lead: list[Paragraph] = []
        self.options: list[Paragraph] = []
        self.seen_table = False

    def read(self, pieces: Sequence[_Piece]) -> CaseForm:
        for place, piece in enumerate(pieces):
            if isinstance(piece, _Value):
                self._value(piece)
            elif isinstance(piece, Table):
                self._block(piece)
            elif self._is_example(piece):
                if not self._restart():
                    break
            else:
                self._paragraph(piece, pieces[place + 1 :])
        return self._finish()

    def _is_example(self, paragraph: Paragraph) -> bool:
        return squeeze(paragraph.text) in _EXAMPLE and self.at in ("", "appendix", "results")

    def _restart(self) -> bool:
        """Go on after 示例 only where nothing but the empty form came before: the writer wrote over the example."""
        if any(self._own(name) for name in _ORDER[1:] if name in self.texts):
            return False
        self.at, self.texts, self.lead = "", {}, []
        return True

    def _value(self, piece: _Value) -> None:
        text = text_of(piece.blocks)
        self.seen_table = True
        if piece.name == "directions":
            self.options += paragraphs(piece.blocks)
        elif piece.name == "contact":
            phone = _PHONE.search(text)
            self._set("contact_name", text[: phone.start()] if phone else text)
            self._set("contact_phone", phone[0] if phone else "")
        elif piece.name in _ORDER:
            self.texts.setdefault(piece.name, []).extend(piece.blocks)
            self.at = piece.name if piece.name in self.form.sections else self.at
        else:
            self._set(piece.name, text)

    def _set(self, name: str, text: str) -> None:
        joiner = "；" if name == "contact_phone" else ""
        value = joiner.join(line.strip() for line in text.split("\n")).strip(" \u3000\t：:、，/")
        if value and not _BLANK.match(value):
            self.result.fields.setdefault(name, value)

    def _block(self, block: Block) -> None:
        if self.at:
            self.texts.setdefault(self.at, []).append(block)
        elif isinstance(block, Table):
            self.options += paragraphs([block])

    def _paragraph(self, paragraph: Paragraph, rest: Sequence[_Piece]) -> None:
        text = paragraph.text.strip()
        if not text:
            return
        if self._names_options(text) and self.at in ("", "title"):
            self.options.append(paragraph)
            return
        found = self._heading(paragraph, text)
        if found is None:
            if self.at:
                self._block(paragraph)
            elif self.seen_table and not _is_preamble(text):
                self.lead.append(paragraph)
            return
        self.at = found[0]
        self.texts.setdefault(self.at, [])
        if found[1]:
            self._block(Paragraph(runs=[Run(found[1])]))

    def _heading(self, paragraph: Paragraph, text: str) -> tuple[str, str] | None:
        """A heading counts once and not backwards, so that a sub-heading of the same words stays text."""
        place = _ORDER.index(self.at) if self.at else -1
        ahead = {name: self.form.sections[name] for name in _ORDER[2:] if _ORDER.index(name) > place}
        if place < _ORDER.index("abstract"):
            ahead["abstract"] = self.form.fields["abstract"]
        if place < 0 and not self.lead:
            ahead["title"] = self.form.fields["title"]
        styled = paragraph.is_numbered or paragraph.level is not None
        found = heading(text, ahead, at_heading=styled)
        if found and self.at and found[0] in self.texts and self._own(found[0]):
            return None
        return found

    def _names_options(self, text: str) -> bool:
        return sum(one.name in text for one in notice().directions) >= 1 and bool(re.match(r"^\W*[☑☐□■√（(\[●○]", text))

    def _own(self, name: str) -> str:
        """The writer's text of a section; nothing if only the form's guide sentences stand there."""
        text = text_of(self.texts.get(name, []))
        lines = [line for line in text.split("\n") if not self.form.is_guide(name, line)]
        joined = self.form.is_guide(name, text)
        return text if lines and not joined and any(map(str.strip, lines)) else ""

    def _finish(self) -> CaseForm:
        title = _title(text_of(self.texts.get("title", [])), self.form)
        lead = [paragraph.text for paragraph in self.lead]
        if not title:
            count = 0
            while count < len(lead) and _may_be_title(lead[count]) and count < 3:
                count += 1
            title, lead = _title("\n".join(lead[:count]), self.form), lead[count:]
        if title:
            self.result.fields["title"] = title
        for name in _ORDER[1:]:
            own = self._own(name)
            if own:
                self.result.fields[name] = own
        if "abstract" not in self.texts and any(line.strip() for line in lead):
            self.result.fields["abstract"] = "\n".join(line.strip() for line in lead)
        self.result.ticks = read_ticks(self.options)
        self.result.other_direction = other_words(self.options)
        return self.result


def _may_be_title(line: str) -> bool:
    return len(squeeze(line)) <= 70 and not line.rstrip().endswith(("。", "；", ";"))


def _title(text: str, form: Form) -> str:
    """Main title and subtitle in one line, without the form's own words."""
    lines = []
    for line in _GUIDE_TAIL.sub("", text).replace("\t", " ").split("\n"):
        found = heading(line, {"title": form.fields["title"]})
        line = (found[1] if found else line).strip()
        if line and not form.is_guide("title", line) and not _is_preamble(line) and not _BLANK.match(line):
            lines.append(line)
    title = ""
    for line in lines:
        title += line if not title or line.startswith(("—", "-", "－")) else f" {line}"
    return re.sub(r"^[—\-－]+", "", title) if len(lines) == 1 else title
