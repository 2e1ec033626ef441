"""Who sent each file: its path or its own words say so, or the files beside it, if all of them are of one submitter."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.call.notice import Submitter
from workbench.intake.matching import name_similarity
from workbench.intake.submitter import at_start, in_path, in_text, named, place_in_path, territories

_SOME_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?[市县区旗]")
_LISTED, _AGREED = 0.72, 2


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of who sent it.

    `words` are its own, the surest first, `departments` those of its cases' heads; `clusters` are those of its cases,
    `listed` those of its 附件1.
    """

    words: Sequence[str]
    departments: Sequence[str] = ()
    clusters: Sequence[str] = ()
    listed: Sequence[str] = ()


def assign(said: Mapping[str, Said]) -> dict[str, Submitter | None]:
    """Find the submitter of each file.

    Returns
    -------
    dict
        By path; else by the file's own words; else by a place in its path; else by the files of its folder or
        archive, if nothing speaks against it; else None: a wrong submitter is worse than none.
    """
    result = {file: in_path(file) or _own(one) or place_in_path(file) for file, one in said.items()}
    if None not in result.values():
        return result
    for is_case in (True, False):  # what lies beside cases is of whom the cases are
        folders: dict[str, _Folder] = defaultdict(_Folder)
        for file, one in said.items():
            for folder in _above(file):
                folders[folder].add(one, result[file])
        unknown = [file for file, one in said.items() if result[file] is None and bool(one.clusters) is is_case]
        for file in unknown:
            # The innermost folder in which anything says who sent it.
            near = next((folders[one] for one in _above(file) if folders[one].senders), None)
            result[file] = near.lends(said[file]) if near else None
    return result


def _own(one: Said) -> Submitter | None:
    """Find whom a file's own words name; a case speaks of others too: 对标浙江, 某集群（面向江苏）."""
    if not one.clusters:
        return next((found for text in one.words if (found := named(text))), None)
    lines = (line for text in one.words for line in text.split("\n"))
    begun = next((found for line in lines if (found := at_start(line))), None)
    return begun or next((found for text in one.departments if (found := in_text(text))), None)


def _above(file: str) -> Iterator[str]:
    """The folders that a file is in, the innermost first; what lies in the root has nothing in common."""
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


@dataclass(slots=True)
class _Folder:
    """What the files of a folder say together: `count` have a sender, `listed` are the clusters of its 附件1."""

    senders: set[Submitter] = field(default_factory=set)
    listed: list[str] = field(default_factory=list)
    count: int = 0
    has_strange_case: bool = False

    def add(self, one: Said, sender: Submitter | None) -> None:
        if sender is None:
            self.has_strange_case |= bool(one.clusters)
            return
        self.senders.add(sender)
        self.count += 1
        self.listed += one.listed

    def lends(self, own: Said) -> Submitter | None:
        """Give the one submitter of all the others, if the file may be of it too."""
        if len(self.senders) != 1:
            return None
        (sender,) = self.senders
        possible = next((found for text in own.words if (found := territories(text))), None)
        if possible is not None:
            return sender if sender in possible else None
        if not own.clusters:
            return None if self.has_strange_case else sender
        return sender if self._is_listed(own) or self._is_agreed(own) else None

    def _is_listed(self, own: Said) -> bool:
        return any(name_similarity(name, other) >= _LISTED for name in own.clusters for other in self.listed)

    def _is_agreed(self, own: Said) -> bool:
        """Say whether several files agree, and the form names no place that nobody knows."""
        return self.count >= _AGREED and not any(_SOME_PLACE.match(text) for text in own.words)
