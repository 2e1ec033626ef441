"""Who sent each file: its path or its own words say so, or the files beside it, if all of them are of one submitter."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.call.notice import Submitter
from workbench.intake.matching import name_similarity
from workbench.intake.submitter import in_path, named, place_in_path, territories

_SOME_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?[市县区旗]")
_LISTED, _AGREED = 0.72, 2


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of who sent it.

    `words` are its own, the surest first; `clusters` those of its cases, `listed` those of its 附件1.
    """

    words: Sequence[str]
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
    folders: dict[str, list[str]] = defaultdict(list)
    for file in said:
        for folder in _folders(file):
            folders[folder].append(file)
    for is_case in (True, False):  # what lies beside cases is of whom the cases are
        unknown = [file for file, one in said.items() if result[file] is None and bool(one.clusters) is is_case]
        result |= {file: _Folder.of(file, folders, said, result).lends(file) for file in unknown}
    return result


def _own(one: Said) -> Submitter | None:
    return next((found for text in one.words if (found := named(text))), None)


def _folders(file: str) -> Iterator[str]:
    """The folders that a file is in, the innermost first; what lies in the root has nothing in common."""
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


@dataclass(frozen=True, slots=True)
class _Folder:
    """The innermost folder of a file in which anything says who sent it."""

    files: Sequence[str]
    said: Mapping[str, Said]
    known: Mapping[str, Submitter | None]

    @classmethod
    def of(
        cls,
        file: str,
        folders: Mapping[str, Sequence[str]],
        said: Mapping[str, Said],
        known: Mapping[str, Submitter | None],
    ) -> "_Folder":
        found = (folders[one] for one in _folders(file))
        return cls(next((files for files in found if any(known[one] for one in files)), ()), said, known)

    def lends(self, file: str) -> Submitter | None:
        """Give the one submitter of all the others, if the file may be of it too."""
        senders = {sender for one in self.files if (sender := self.known[one])}
        if len(senders) != 1:
            return None
        (sender,), own = senders, self.said[file]
        possible = next((found for text in own.words if (found := territories(text))), None)
        if possible is not None:
            return sender if sender in possible else None
        if not own.clusters:
            return sender if all(self.known[one] for one in self.files if self.said[one].clusters) else None
        return sender if self._is_listed(own) or self._is_agreed(own) else None

    def _is_listed(self, own: Said) -> bool:
        listed = [name for one in self.files if self.known[one] for name in self.said[one].listed]
        return any(name_similarity(name, other) >= _LISTED for name in own.clusters for other in listed)

    def _is_agreed(self, own: Said) -> bool:
        """Say whether several files agree, and the form names no place that nobody knows."""
        agreed = sum(self.known[one] is not None for one in self.files)
        return agreed >= _AGREED and not any(_SOME_PLACE.match(text) for text in own.words)
