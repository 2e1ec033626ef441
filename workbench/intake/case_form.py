"""附件2: one case from a document's blocks, whether its sections are paragraphs or rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workbench.call.forms import Form, forms, squeeze
from workbench.call.notice import notice
from workbench.intake.sections import heading, named
from workbench.intake.ticks import Tick, other_words, read_ticks
from workbench.intake.word.blocks import Block, Paragraph, Table, paragraphs, text_of

_EXAMPLE = frozenset({"示例", "案例示例", "参考示例", "模板示例"})
_ATTACHMENT = re.compile(r"^附件?\s*\d?\s*[:：.．、-]?\s*$")
_BLANK = re.compile(r"^[\s_＿/／—\-]*$")
_PHONE = re.compile(r"\+?[\d（(][\d\s()（）+\-—–－、/，,；;]{5,}\d")
_GUIDE_TAIL = re.compile(r"[(（]\s*(题目需[^)）]*)[)）]")
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
    found = [_Reader().read(pieces[begin:end]) for begin, end in zip(cuts, cuts[1:], strict=False)]
    return [form for form in found if _is_case(form)]


def _is_case(form: CaseForm) -> bool:
    sections = sum(name in form.fields for name in ("title", "abstract", "basics", "practices", "results"))
    return bool(form.ticks) or "county_department" in form.fields or sections >= 2  # noqa: PLR2004


def _cut(pieces: Sequence[_Piece], start: int) -> int:
    """Where the next form begins: at its heading, if that stands right before its table."""
    place = start
    while place and isinstance(before := pieces[place - 1], Paragraph) and _is_preamble(before.text):
        place -= 1
    return place


def _is_preamble(text: str) -> bool:
    words = squeeze(text)
    return (
        not words or bool(_ATTACHMENT.match(text.strip())) or words in {squeeze(one) for one in forms().case.headings}
    )


def _pieces(blocks: Sequence[Block], form: Form) -> Iterator[_Piece]:
    labels = form.fields | form.sections
    for block in blocks:
        if isinstance(block, Paragraph):
            found = _labelled(block, form)
            yield found or block
        elif _is_form(block, labels):
            yield from _rows(block, form)
        else:
            yield block


def _labelled(paragraph: Paragraph, form: Form) -> _Value | None:
    """A field that is a line of its own: 集群名称：……"""
    wordings = {name: all_ for name, all_ in form.fields.items() if name not in ("title", "abstract", "directions")}
    found = heading(paragraph.text, wordings) if len(paragraph.text) < 80 else None  # noqa: PLR2004
    if found is None or not (found[1] or paragraph.text.rstrip().endswith(("：", ":"))):
        return None
    value = Paragraph(runs=[*paragraph.runs])
    value.runs = [type(paragraph.runs[0])(found[1])] if paragraph.runs else []
    return _Value(found[0], [value])


def _is_form(table: Table, labels: dict[str, Sequence[str]] | object) -> bool:
    """Say whether a table is the form's (it labels fields, holds sections or boxes), not one of the writer's own."""
    case = forms().case
    for row in table.rows:
        for cell in row:
            text = cell.text
            if len(text) < 60 and named(text, {**case.fields, **case.sections}):  # noqa: PLR2004
                return True
            first = text.partition("\n")[0]
            if heading(first, case.sections | {"abstract": case.fields["abstract"], "title": case.fields["title"]}):
                return True
    return False


def _rows(table: Table, form: Form) -> Iterator[_Piece]:
    labels = {**form.fields, **form.sections}
    for row in table.rows:
        cells = [cell for cell in row if cell.blocks]
        place = 0
        while place < len(cells):
            cell = cells[place]
            name = named(cell.text, labels) if len(cell.text) < 80 else None  # noqa: PLR2004
            follower = cells[place + 1] if place + 1 < len(cells) else None
            if name and follower is not None and not named(follower.text, labels):
                yield _Value(name, follower.blocks)
                place += 2
                continue
            if len(cells) == 1 or _opens(cell.text, form):
                yield from _pieces(cell.blocks, form)
            elif name and follower is None and len(cells) > 1:
                yield _Value(name, [])
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
            elif self._is_example(piece) and not self._restart():
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
            self._block(Paragraph(runs=[type(paragraph.runs[0])(found[1])]))

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
            while count < len(lead) and _may_be_title(lead[count]) and count < 3:  # noqa: PLR2004
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
    return len(squeeze(line)) <= 70 and not line.rstrip().endswith(("。", "；", ";"))  # noqa: PLR2004


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
