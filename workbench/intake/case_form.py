"""附件2: one case from a document's blocks, whether its sections are paragraphs or rows of a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from workbench.call.forms import Form, forms, squeeze
from workbench.call.notice import notice
from workbench.intake.contact import name_and_number, number
from workbench.intake.option_rows import option_lines
from workbench.intake.pieces import Piece, Value, pieces
from workbench.intake.sections import heading, in_place
from workbench.intake.ticks import Tick, chosen, other_words, read_ticks
from workbench.intake.unfold import unfold
from workbench.intake.word.blocks import Block, Paragraph, Run, Table, text_of

_EXAMPLE = frozenset({"示例", "案例示例", "参考示例", "模板示例"})
_BRIEF, _FEW = 16, 4
_LONG = 80
_ASIDE = re.compile(
    r"^(?:附\s*件?\s*\d?\s*[:：.．、-]?|案例[一二三四五六七八九十\d]{1,3}\s*[:：]?|"
    r"(?:注|备注|填[表报]说明|填[表报]日期|填[表报]人|审核人)\s*[:：].*|[（(]?\s*(?:盖\s*章|公\s*章)\s*[）)]?|(?:20\d\d)?\s*年\s*\d*\s*月\s*\d*\s*日)\s*$"
)
_BLANK = re.compile(r"^[\s_＿/／—\-]*$")
_BOXED = re.compile(r"\W*[☑☐□■√（(\[●○]")
_GUIDE_TAIL = re.compile(r"[(（]\s*(题目需[^)）]*)[)）]")
_STAMP = re.compile(
    r"^(?:[-—–]\s*\d{1,3}\s*[-—–]|.{2,30}[（(]\s*(?:盖章|公章|章)\s*[)）]|(?:20\d\d|二[〇○零]二[一-九])\s*年.{1,4}月.{0,4}日?)\s*$"
)
_ORDER = ("title", "abstract", "basics", "practices", "results", "appendix")


@dataclass(slots=True)
class CaseForm:
    """What one form says, before it has an id; `fields` lacks what it does not say.

    `has_title_guide` says that the form's own words about the title stand beside the writer's title.
    """

    fields: dict[str, str] = field(default_factory=dict)
    ticks: list[Tick] = field(default_factory=list)
    other_direction: str | None = None
    has_title_guide: bool = False


def read_cases(blocks: Sequence[Block]) -> list[CaseForm]:
    """Read all forms of a document; none if it is something else."""
    found = list(pieces(unfold(blocks, forms().case)))
    starts = [place for place in range(len(found)) if _starts(found, place)]
    if not starts:
        bare = _Reader(has_head=True).read(found)
        return [bare] if sum(name in bare.fields for name in _ORDER[1:5]) > 2 else []
    cuts = [_first(found, starts[0]), *(_cut(found, start) for start in starts[1:]), len(found)]
    cases = [_Reader().read(found[begin:end]) for begin, end in pairwise(cuts)]
    return [case for case in cases if _is_case(case)]


def _starts(found: Sequence[Piece], place: int) -> bool:
    """Say whether a form begins: the cluster's name, with other labels of the head soon after."""
    piece = found[place]
    if not isinstance(piece, Value) or piece.name != "cluster_name":
        return False
    near = found[place + 1 : place + 12]
    return any(
        isinstance(one, Value) and one.name in ("county_department", "directions", "contact_name") for one in near
    )


def _is_case(form: CaseForm) -> bool:
    sections = sum(name in form.fields for name in _ORDER[:5])
    return bool(form.ticks) or "county_department" in form.fields or sections > 1


def _cut(found: Sequence[Piece], start: int) -> int:
    """Where the next form begins: at its heading, if that stands right before its table."""
    while start and isinstance(before := found[start - 1], Paragraph) and _is_preamble(before.text):
        start -= 1
    return start


def _first(found: Sequence[Piece], start: int) -> int:
    """Where the first form begins: a letter before it is none of it, but a text with its sections is."""
    form = forms().case
    lines = [piece.text for piece in found[:start] if isinstance(piece, Paragraph)]
    if sum((hit := heading(line, form.names)) is not None and hit[0] in form.sections for line in lines) > 1:
        return 0
    if len(lines) == start < _FEW and all(map(_may_be_title, lines)):
        return 0  # the title alone
    named = (place for place in range(start, 0, -1) if _is_heading(found[place - 1]))
    return next(named, _cut(found, start))


def _is_heading(piece: Piece) -> bool:
    return isinstance(piece, Paragraph) and len(piece.text) < _LONG and squeeze(piece.text) in _headings()


def _is_preamble(text: str) -> bool:
    words = squeeze(text)
    return not words or bool(_ASIDE.match(text.strip())) or words in _headings()


@cache
def _headings() -> frozenset[str]:
    return frozenset(squeeze(one) for one in forms().case.headings)


@cache
def _ahead(at: str, *, has_lead: bool) -> frozenset[str]:
    """The sections whose heading may still come."""
    following = _ORDER[_ORDER.index(at) + 1 :] if at else _ORDER
    return frozenset(following) - ({"title"} if has_lead else frozenset())


class _Reader:
    """Goes down the page once; `at` is the section it is in, empty before the first."""

    def __init__(self, *, has_head: bool = False) -> None:
        self.form, self.at = forms().case, ""
        self.result = CaseForm()
        self.texts: dict[str, list[Block]] = {}
        self.lead: list[Paragraph] = []
        self.above: list[Paragraph] = []
        self.options: list[Block] = []
        self.has_head, self.awaits = has_head, ""

    def read(self, found: Sequence[Piece]) -> CaseForm:
        """Read the pieces of one form."""
        for piece in found:
            if isinstance(piece, Value) and piece.line is not None and self.at:
                self._block(piece.line)  # in a section it is the writer's own line
            elif isinstance(piece, Value):
                self._value(piece)
            elif isinstance(piece, Table):
                self._block(piece)
            elif self._is_example(piece):
                if not self._restart():
                    break
            else:
                self._paragraph(piece)
        return self._finish()

    def _is_example(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        return len(text) < _BRIEF and squeeze(text) in _EXAMPLE and self.at in ("", "appendix", "results")

    def _restart(self) -> bool:
        """Go on after 示例 only where nothing but the empty form came before: the writer wrote over the example."""
        if any(self._own(name) for name in _ORDER[1:] if name in self.texts):
            return False
        self.at, self.texts, self.lead = "", {}, []
        return True

    def _value(self, piece: Value) -> None:
        text = text_of(piece.blocks)
        self.has_head = True
        self.awaits = piece.name if piece.line is not None and not text else ""
        if piece.name == "directions":
            self.options += piece.blocks
        elif piece.name in ("contact", "contact_name"):
            self._contact(text)
        elif piece.name in _ORDER:
            self.texts.setdefault(piece.name, []).extend(piece.blocks)
            self.at = piece.name if piece.name in self.form.sections else self.at
        else:
            self._set(piece.name, text)

    def _contact(self, text: str) -> None:
        name, phone = name_and_number(text)
        self._set("contact_name", name)
        self._set("contact_phone", phone)

    def _set(self, name: str, text: str) -> None:
        text = number(text) if name == "contact_phone" else text
        joiner = "；" if name == "contact_phone" else ""
        value = joiner.join(line.strip() for line in text.split("\n")).strip(" \u3000\t：:、，/")
        if value and not _BLANK.match(value):
            self.result.fields.setdefault(name, value)

    def _block(self, block: Block) -> None:
        if self.at:
            self.texts.setdefault(self.at, []).append(block)
        elif isinstance(block, Table):
            self.options.append(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text.strip()
        if not text:
            return
        if self.awaits and not self.at and self.awaits != "directions":
            self._value(Value(self.awaits, [paragraph]))  # the line below its label
            return
        if self._names_options(text) and self.at in ("", "title"):
            self.options.append(paragraph)
            return
        found = self._heading(paragraph, text)
        if found is None:
            if self.at:
                self._block(paragraph)
            elif not _is_preamble(text):
                (self.lead if self.has_head else self.above).append(paragraph)
            return
        self.at = found[0]
        self.texts.setdefault(self.at, [])
        if found[1]:
            self._block(Paragraph(runs=[Run(found[1])]))

    def _heading(self, paragraph: Paragraph, text: str) -> tuple[str, str] | None:
        """A heading counts once and not backwards, so that a sub-heading of the same words stays text."""
        ahead = _ahead(self.at, has_lead=bool(self.lead))
        styled = paragraph.is_numbered or paragraph.level is not None
        found = heading(text, self.form.names, ahead, at_heading=styled)
        if found is None and self.at == "abstract" and "title" not in self.texts and not self.lead:
            found = heading(text, self.form.names, {"title"})  # the abstract stands first
        if found is None:
            name = in_place(text, _ORDER[2:], self.form.hints)
            found = (name, "") if name in ahead else None
        if found and self.at and found[0] in self.texts and self._own(found[0]):
            return None
        return found

    def _names_options(self, text: str) -> bool:
        return bool(_BOXED.match(text)) and any(one.name in text for one in notice().directions)

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
        if not title and len(self.above) < 3 and all(_may_be_title(one.text) for one in self.above):
            title = _title(text_of(self.above), self.form)
        if title:
            self.result.fields["title"] = title
            beside = [*text_of(self.texts.get("title", [])).split("\n"), *(paragraph.text for paragraph in self.lead)]
            self.result.has_title_guide = any(self.form.is_guide("title", line) for line in beside)
        for name in _ORDER[1:]:
            own = self._own(name)
            if name == self.at:
                own = _unstamped(own)
            if own:
                self.result.fields[name] = own
        if "abstract" not in self.texts and any(line.strip() for line in lead):
            self.result.fields["abstract"] = "\n".join(line.strip() for line in lead)
        options = list(option_lines(self.options))
        self.result.ticks = read_ticks(options)
        if "other" in chosen(self.result.ticks):
            self.result.other_direction = other_words(options)
        return self.result


def _unstamped(text: str) -> str:
    """Drop who signed and when, below the last section."""
    lines = text.split("\n")
    while lines and _STAMP.match(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _may_be_title(line: str) -> bool:
    return len(squeeze(line)) <= 70 and not line.rstrip().endswith(("。", "；", ";"))


def _title(text: str, form: Form) -> str:
    """Main title and subtitle in one line, without the form's own words."""
    lines: list[str] = []
    for line in _GUIDE_TAIL.sub("", text).replace("\t", " ").split("\n"):
        found = heading(line, form.names, ("title",))
        line = (found[1] if found else line).strip()
        if (
            line
            and line not in lines
            and not form.is_guide("title", line)
            and not _is_preamble(line)
            and not _BLANK.match(line)
        ):
            lines.append(line)
    title = ""
    for line in lines:
        title += line if not title or line.startswith(("—", "-", "－")) else f" {line}"
    title = title.lstrip("—-－") if len(lines) == 1 else title
    is_quoted = title.startswith("《") and title.find("》") == len(title) - 1
    return title[1:-1] if is_quoted else title
