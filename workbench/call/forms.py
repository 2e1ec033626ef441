"""The call's three forms: the labels, sections and guide sentences by which a reader knows them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from workbench.call.toml import Section, read_toml

_LONGEST, _LEAST = 32, 4
_OPENING = ' \t\u3000（(【[“"*'


class Wordings(dict[str, str]):
    """Names of fields and sections by their squeezed wordings; `grammar` has a group for each name that is known so."""

    grammar: re.Pattern[str] | None = None

    __hash__ = object.__hash__  # type: ignore[assignment]  # made once and never changed

    def find(self, wording: str) -> str | None:
        """Find the name that a squeezed wording means.

        >>> forms().case.names.find("所在县区工信部门"), forms().case.names.find("市级主管部门")
        ('county_department', None)
        """
        name = self.get(wording)
        if name or self.grammar is None or len(wording) > _LONGEST or wording[-1:] not in self.finals:
            return name
        found = self.grammar.fullmatch(wording)
        return found.lastgroup if found else None

    @cached_property
    def initials(self) -> frozenset[str]:
        """What a wording may begin with: asked first, for most texts are no labels."""
        return frozenset(wording[:1] for wording in self) | self._letters

    @cached_property
    def finals(self) -> frozenset[str]:
        """What a wording may end in."""
        return frozenset(wording[-1:] for wording in self) | self._letters

    @property
    def _letters(self) -> frozenset[str]:
        """All that the grammar is written with: what it matches has no other characters."""
        return frozenset(self.grammar.pattern if self.grammar else "")


class OwnWords(frozenset[str]):
    """Squeezed sentences of a form's own."""

    @cached_property
    def initials(self) -> frozenset[str]:
        """What they begin with: asked first, for most texts are the writer's."""
        return frozenset(one[0] for one in self)


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the wordings of its heading, of its fields (or columns) and sections; its own guide sentences.

    `hints` are words by which a section's heading is known that is worded freely but numbered in its place; `names`
    leads from every squeezed wording of a field or section to its name. `guide_words` holds the squeezed sentences of
    guide and example by field or section, `own_sentences` all of them.
    """

    headings: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, tuple[str, ...]]
    guide: Mapping[str, tuple[str, ...]]
    hints: Mapping[str, tuple[str, ...]]
    names: Wordings
    guide_words: Mapping[str, "OwnWords"]
    example: Mapping[str, tuple[str, ...]]
    own_sentences: tuple[str, ...]

    def is_guide(self, name: str, text: str) -> bool:
        """Say whether a text is nothing but the form's own words in a field or section: its guide or its example.

        >>> forms().case.is_guide("results", "（介绍实施成效）")
        True
        """
        words = self.guide_words.get(name)
        if not words or text.lstrip(_OPENING)[:1].lower() not in words.initials:
            return False
        return all(squeezed in words for one in text.split("。") if (squeezed := squeeze(one)))


@dataclass(frozen=True, slots=True)
class Forms:
    """附件2 (`case`), 附件1 (`summary`) and 附件3 (`measures`)."""

    case: Form
    summary: Form
    measures: Form


_DROPPED = re.compile(r"[\W_]+")
_USUAL = re.compile(r"[\s，。、；：？！（）“”‘’《》【】…—·,.;:()-]+")


def squeeze(text: str) -> str:
    """Drop all that two writers of the same words do differently: white space, punctuation, full-width forms, case.

    >>> squeeze("案例题目\u3000（需 亮点突出）：")
    '案例题目需亮点突出'
    """
    # Most texts are all letters, or are without the usual punctuation: both are quickly told.
    text = unicodedata.normalize("NFKC", text if text.isalnum() else _USUAL.sub("", text))
    return (text if text.isalnum() else _DROPPED.sub("", text)).lower()


def _wordings(section: Section) -> Mapping[str, tuple[str, ...]]:
    return {key: section.texts(key) for key in section.keys()}  # noqa: SIM118 - a Section, not a dict


def _sentences(texts: Iterable[Iterable[str]]) -> Iterator[str]:
    return filter(None, (squeeze(one) for text in texts for whole in text for one in whole.split("。")))


def _grammar(section: Section) -> re.Pattern[str]:
    groups = {name: section.text(name).replace("(", "(?:").replace("(?:?", "(?") for name in section.keys()}  # noqa: SIM118
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in groups.items()))


def _form(section: Section) -> Form:
    fields, sections = _wordings(section.section("fields")), _wordings(section.section("sections"))
    guide, example = _wordings(section.section("guide")), _wordings(section.section("example"))
    names = Wordings((squeeze(one), name) for name, all_ in {**fields, **sections}.items() for one in all_)
    if "grammar" in section:
        names.grammar = _grammar(section.section("grammar"))
    return Form(
        headings=(section.text("heading"), *section.texts("also", ())),
        fields=fields,
        sections=sections,
        guide=guide,
        hints=_wordings(section.section("hints")),
        names=names,
        guide_words={
            name: OwnWords(_sentences([guide.get(name, ()), example.get(name, ())]))
            for name in guide.keys() | example.keys()
        },
        example=example,
        own_sentences=tuple(one for one in _sentences([*guide.values(), *example.values()]) if len(one) > _LEAST),
    )


@cache
def forms() -> Forms:
    """Give the forms of the call that comes with the workbench.

    >>> list(forms().measures.sections)
    ['overview', 'policies', 'funding', 'services']
    """
    top = read_toml(Path(__file__).with_name("forms.toml"))
    result = Forms(
        case=_form(top.section("case")), summary=_form(top.section("summary")), measures=_form(top.section("measures"))
    )
    top.finish()
    return result
