"""One form of 附件2, piece by piece: its head, its title and texts, its directions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from workbench.call.forms import forms, squeeze
from workbench.intake.choices import is_choice, read_choice
from workbench.intake.contact import are_whole, name_and_number, number
from workbench.intake.option_rows import option_lines
from workbench.intake.pieces import Piece, Value
from workbench.intake.sections import heading, in_place
from workbench.intake.starts import HEAD, ORDER, is_preamble, may_be_title, names_options
from workbench.intake.stray import holds_direction, own_part, unstamped
from workbench.intake.ticks import Tick, chosen
from workbench.intake.titles import BLANK, has_guide, title_of_lines
from workbench.intake.word.blocks import Block, Paragraph, Run, Table, text_of

_UNMIXED = ("cluster_name", "county_department")
_EXAMPLE = frozenset({"示例", "案例示例", "参考示例", "模板示例"})
_BRIEF = 16
_ORDINAL = re.compile(r"\s*([一二三四五六])\s*[、.．]")
_TAIL = 3
"""A title above a form that was filled in below the empty one has no more lines."""


@dataclass(slots=True)
class CaseForm:
    """What one form says, before it has an id; `fields` lacks what it does not say.

    `unknown_directions` are words in place of a direction that are none of the call's.
    `has_title_guide` says that the form's own words about the title stand beside the writer's title, `has_template`
    that the empty form or its example stands above the writer's text. `mixed` are fields into which others ran.
    With `is_other_paper` it has a form's headings and is none.
    """

    fields: dict[str, str] = field(default_factory=dict)
    ticks: list[Tick] = field(default_factory=list)
    unknown_directions: tuple[str, ...] = ()
    other_direction: str | None = None
    has_title_guide: bool = False
    has_template: bool = False
    mixed: list[str] = field(default_factory=list)
    is_other_paper: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing in it is the writer's; what looks like a title may be the letter's that it came with."""
        return self.fields.keys() <= {"title"} and not chosen(self.ticks)

    @property
    def has_texts(self) -> bool:
        """Whether it has the case's text, not its head alone."""
        return sum(name in self.fields for name in ORDER[1:5]) > 1


@cache
def _ahead(at: str, *, has_lead: bool) -> frozenset[str]:
    """The sections whose heading may still come."""
    following = ORDER[ORDER.index(at) + 1 :] if at else ORDER
    return frozenset(following) - ({"title"} if has_lead else frozenset())


class CaseReader:
    """Goes down the page once; `at` is the section it is in, empty before the first."""

    def __init__(self, *, has_head: bool = False) -> None:
        self.form, self.at = forms().case, ""
        self.result = CaseForm()
        self.texts: dict[str, list[Block]] = {}
        self.lead: list[Paragraph] = []
        self.above: list[Paragraph] = []
        self.options: list[Block] = []
        self.has_head, self.awaits = has_head, ""
        self.heads, self.own, self.is_written = set[int](), 0, False
        self.place: int | str | None = None
        self.is_option_lost = False

    def read(self, found: Sequence[Piece]) -> CaseForm:
        """Read the pieces of one form."""
        for piece in found:
            if isinstance(piece, Paragraph):
                text = piece.text
                if not self._is_example(text):
                    self._paragraph(piece, text.strip())
                elif not self._restart():
                    break
            elif isinstance(piece, Table):
                self._block(piece)
            elif piece.line is not None and self.at:
                self._block(piece.line)  # in a section it is the writer's own line
            elif piece.table is not None and self._is_own(piece.table, found):
                if self.own != id(piece.table):
                    self._block(piece.table)
                self.own = id(piece.table)
            else:
                self._value(piece)
        return self._finish()

    def _is_own(self, table: Table, found: Sequence[Piece]) -> bool:
        """Say whether a table in a section is the writer's, though it has labels of the head: they were given above."""
        if id(table) == self.own:
            return True
        if id(table) in self.heads or self.at not in ORDER[2:]:
            self.heads.add(id(table))
            return False
        names = {one.name for one in found if isinstance(one, Value) and one.table is table}
        is_own = names <= HEAD and bool(names & self.result.fields.keys())
        if not is_own:
            self.heads.add(id(table))
        return is_own

    def _is_example(self, text: str) -> bool:
        return len(text) < _BRIEF and self.at in ("", "appendix", "results") and squeeze(text) in _EXAMPLE

    def _restart(self) -> bool:
        """Go on after 示例 only where nothing but the empty form came before: the writer wrote over the example."""
        if any(self._own(name) for name in ORDER[1:] if name in self.texts):
            return False
        self.at, self.texts, self.lead = "", {}, []
        return True

    def _value(self, piece: Value) -> None:
        text = text_of(piece.blocks)
        self.has_head = True
        is_open = piece.name == "directions" or not text
        self.awaits = piece.name if piece.line is not None and is_open else ""
        if piece.name == "directions":
            self.options += piece.blocks
        elif piece.name in ("contact", "contact_name"):
            self._contact(text)
        elif piece.name in ORDER:
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
        joiner = "；" if name == "contact_phone" and are_whole(text) else ""
        value = joiner.join(line.strip() for line in text.split("\n")).strip(" \u3000\t：:、，/")
        if name in _UNMIXED:
            value = self._own_part(name, value)
        if value and not BLANK.match(value):
            self.result.fields.setdefault(name, value)

    def _own_part(self, name: str, value: str) -> str:
        own, is_mixed = own_part(value)
        if is_mixed:
            self.result.mixed.append(name)
            self.is_option_lost |= holds_direction(value)
        return own

    def _block(self, block: Block) -> None:
        if self.at:
            self.texts.setdefault(self.at, []).append(block)
        elif isinstance(block, Table):
            self.options.append(block)

    def _paragraph(self, paragraph: Paragraph, text: str) -> None:
        if not text:
            return
        if self.awaits and not self.at and self.awaits != "directions":
            self._value(Value(self.awaits, [paragraph]))  # the line below its label
            return
        if self.at in ("", "title") and (names_options(text) or (self.awaits and is_choice(text))):
            self.options.append(paragraph)
            return
        self.awaits = ""
        found = self._heading(paragraph, text) or self._anew(text) or self._out_of_order(paragraph, text)
        if found is None:
            if self.at:
                self._block(paragraph)
            elif not is_preamble(text):
                (self.lead if self.has_head else self.above).append(paragraph)
            return
        self.is_written = self.is_written or bool(self.at and self._own(self.at))
        self.at, self.place = found[0], _place(paragraph, text)
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
            name = in_place(text, ORDER[2:], self.form.hints)
            found = (name, "") if name in ahead else None
        if found and self.at and found[0] in self.texts and self._own(found[0]):
            return None
        return found

    def _anew(self, text: str) -> tuple[str, str] | None:
        """Find where the writer's text begins below the empty form or its example: only short lines stand between."""
        if not self.texts or self.is_written:
            return None
        found = heading(text, self.form.names, ("title", "abstract", "basics"))
        if found is None:
            return None
        self.is_written = any(self._own(name) for name in self.texts if name != self.at)
        if self.is_written:
            return None
        last = [one for one in self.texts.get(self.at, []) if isinstance(one, Paragraph) and one.text.strip()]
        tail = [one for one in last if not self.form.is_guide(self.at, one.text) and not is_preamble(one.text)]
        if len(tail) > _TAIL or not all(may_be_title(one.text) for one in tail):
            return None
        self.result.has_template |= len(self.texts) > 1
        self.texts, self.lead = {}, tail
        return found

    def _out_of_order(self, paragraph: Paragraph, text: str) -> tuple[str, str] | None:
        """Find a section below a later one: its heading is set as the last one was, and numbered after it."""
        if not self.at or self.place is None or (place := _place(paragraph, text)) is None:
            return None
        follows = (
            place == self.place + 1 if isinstance(place, int) and isinstance(self.place, int) else place == self.place
        )
        missing = [name for name in ORDER[2:] if name not in self.texts]
        return heading(text, self.form.names, missing, at_heading=True) if follows and missing else None

    def _own(self, name: str) -> str:
        """The writer's text of a section; nothing if only the form's guide sentences stand there."""
        text = text_of(self.texts.get(name, []))
        is_own = any(line.strip() and not self.form.is_guide(name, line) for line in text.split("\n"))
        return text if is_own and not self.form.is_guide(name, text) else ""

    def _title(self) -> tuple[str, list[str]]:
        """The title, and the lines below the form's table that are none of it."""
        title = title_of_lines(text_of(self.texts.get("title", [])), self.form)
        lead = [paragraph.text for paragraph in self.lead]
        if not title:
            count = 0
            while count < len(lead) and may_be_title(lead[count]) and count < 3:
                count += 1
            title, lead = title_of_lines("\n".join(lead[:count]), self.form), lead[count:]
        if not title and len(self.above) < 3 and all(may_be_title(one.text) for one in self.above):
            title = title_of_lines(text_of(self.above), self.form)
        if own_part(title)[1]:
            self._own_part("title", title)
            title = ""
        return title, lead

    def _finish(self) -> CaseForm:
        title, lead = self._title()
        if title:
            self.result.fields["title"] = title
            beside = [*text_of(self.texts.get("title", [])).split("\n"), *(paragraph.text for paragraph in self.lead)]
            self.result.has_title_guide = has_guide(beside, self.form)
        for name in ORDER[1:]:
            own = self._own(name)
            if name == self.at:
                own = unstamped(own, self.result.fields.get("county_department"))
            if own:
                self.result.fields[name] = own
        if "abstract" not in self.texts and any(line.strip() for line in lead):
            self.result.fields["abstract"] = "\n".join(line.strip() for line in lead)
        options = list(option_lines(self.options))
        choice = read_choice(options)
        self.result.ticks, self.result.other_direction = choice.ticks, choice.other
        self.result.unknown_directions = choice.unknown
        if self.is_option_lost:
            self.result.ticks = [replace(one, state="unknown") for one in choice.ticks]
        return self.result


def _place(paragraph: Paragraph, text: str) -> int | str | None:
    """Give a heading's Chinese number, or its level; None where it has neither."""
    found = _ORDINAL.match(text)
    if found:
        return "一二三四五六".index(found[1])
    return None if paragraph.level is None else f"level {paragraph.level}"
