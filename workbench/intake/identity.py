"""Ids of cases that stay: the same cluster and title give the same id, and a corrected form keeps its old one."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from workbench.call.forms import squeeze
from workbench.intake.likeness import Likeness, overlap, text_of
from workbench.intake.matching import pair

UNKNOWN = "XX"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 4
_ENOUGH = 0.5
_LIKE = 1.5
_MOVED = 0.8
_MEASURES = ("overview", "policies", "funding", "services")

Row = Mapping[str, Any]


def case_id(code: str | None, cluster_name: str, title: str, taken: set[str]) -> str:
    """Make a case's id, and add it to those that are taken.

    Parameters
    ----------
    code
        The submitter's; None if it is not known.
    cluster_name, title
        As the form states them; white space and punctuation do not count.
    taken
        Ids that others have.

    Returns
    -------
    str
        Code and four characters; where those are taken, the hash's next four, in the order of the run.

    Examples
    --------
    >>> case_id("ZJ", "甲县轴承产业集群", "题目", set()) == case_id("ZJ", "甲县 轴承产业集群", "“题目”", set())
    True
    """
    seed, turn = f"{squeeze(cluster_name)}\n{squeeze(title)}", 0
    while True:
        digest = hashlib.sha256(f"{seed}\n{turn}".encode() if turn else seed.encode()).digest()
        number = int.from_bytes(digest, "big")
        letters = "".join(_ALPHABET[number >> shift & 31] for shift in range(250, -1, -5))
        for start in range(0, len(letters) - _LENGTH, _LENGTH):
            made = f"{code or UNKNOWN}-{letters[start : start + _LENGTH]}"
            if made not in taken:
                taken.add(made)
                return made
        turn += 1


def keep_ids(new: Sequence[Row], previous: Sequence[Row]) -> dict[str, str]:
    """Find the cases that were here before under another id, and make way for them.

    Parameters
    ----------
    new, previous
        Rows with the columns of `cases`; previous ones may also say `is_withdrawn`. A case that has gone and comes
        back is the same case.

    Returns
    -------
    dict
        New id to the one to use, where they differ: one to one, the best matches first. A case that was never here
        gets a fresh id where its own is another's.

    Examples
    --------
    >>> old = {"case_id": "ZJ-1", "submitter_code": "ZJ", "cluster_name": "甲县轴承产业集群", "title": "做强轴承产业"}
    >>> keep_ids([old | {"case_id": "ZJ-2", "title": "做强做优轴承产业"}], [old])
    {'ZJ-2': 'ZJ-1'}
    """
    kept: dict[int, int] = {}
    for key in (_whole_key, _sender, _words):
        _match(new, previous, key, kept)
    taken = {str(row["case_id"]) for row in previous}
    result = {str(new[place]["case_id"]): str(previous[other]["case_id"]) for place, other in kept.items()}
    for place, row in enumerate(new):
        if place not in kept:
            own = str(row["case_id"])
            if own not in taken:
                taken.add(own)
                continue
            code, name, title = (text_of(row, one) for one in ("submitter_code", "cluster_name", "title"))
            result[own] = case_id(code or None, name, title, taken)
    return {one: other for one, other in result.items() if one != other}


def lead_back(ids: Iterable[str], older: Mapping[str, str], scored: Container[str]) -> dict[str, str]:
    """Find the cases that were asked about beside an older version which is gone now: they go on under its id.

    Parameters
    ----------
    ids
        Of the cases that are here.
    older
        Leads from the id of a case to that of the older one of which it may be a version.
    scored
        Ids of the cases that have ballots: an id that has some is not given up for one that has none.

    Returns
    -------
    dict
        Id to the one to use, where they differ.

    Examples
    --------
    >>> lead_back(["ZJ-2"], {"ZJ-2": "ZJ-1"}, ()), lead_back(["ZJ-1", "ZJ-2"], {"ZJ-2": "ZJ-1"}, ())
    ({'ZJ-2': 'ZJ-1'}, {})
    """
    result, used = dict[str, str](), set(ids)
    for own in sorted(used):
        chain = [own]
        while (before := older.get(chain[-1])) and before not in chain:
            chain.append(before)
        free = [one for one in chain[1:] if one not in used and (one in scored or own not in scored)]
        if free:
            result[own] = free[-1]
            used.add(free[-1])
    return result


def keep_measures_ids(new: Sequence[Row], previous: Sequence[Row]) -> dict[str, str]:
    """Find the measures documents that were here before under another id.

    A submitter's documents are numbered as their files come; one that comes later must not take the number of
    another.

    Returns
    -------
    dict
        New id to the one to use, where they differ.

    Examples
    --------
    >>> old = {"measures_id": "ZJ-M", "submitter_code": "ZJ", "overview": "建立专班，每月调度"}
    >>> both = [{**old, "overview": "另一份"}, old | {"measures_id": "ZJ-M2"}]
    >>> sorted(keep_measures_ids(both, [old]).items())
    [('ZJ-M', 'ZJ-M2'), ('ZJ-M2', 'ZJ-M')]
    """
    pairs = pair(new, previous, _measures_alike, _ENOUGH)
    result = {str(new[place]["measures_id"]): str(previous[other]["measures_id"]) for place, other in pairs.items()}
    used = set(result.values())
    known = {str(row["measures_id"]) for row in previous}
    for row in (row for place, row in enumerate(new) if place not in pairs):
        own, stem = str(row["measures_id"]), str(row["measures_id"]).rstrip("0123456789")
        is_only = not any(str(one).startswith(stem) for one in used)  # rewritten, it is still the submitter's own
        free = (f"{stem}{number if number > 1 else ''}" for number in range(1, len(known) + len(new) + 2))
        result[own] = (
            own if own not in used | known or is_only else next(one for one in free if one not in used | known)
        )
        used.add(result[own])
    return {one: other for one, other in result.items() if one != other}


def _measures_alike(one: Row, other: Row) -> float:
    if one.get("submitter_code") != other.get("submitter_code"):
        return 0.0
    texts = ["".join(text_of(row, name) for name in _MEASURES) for row in (one, other)]
    return overlap(*texts) - 0.4 * bool(other.get("is_withdrawn"))


def _whole_key(row: Row) -> tuple[str, ...]:
    return (*_sender(row), *_words(row))


def _sender(row: Row) -> tuple[str, ...]:
    return (text_of(row, "submitter_code"),)


def _words(row: Row) -> tuple[str, ...]:
    """What a case is called: a form may come to lie in another submitter's folder."""
    return squeeze(text_of(row, "cluster_name")), squeeze(text_of(row, "title"))


def _match(
    new: Sequence[Row], previous: Sequence[Row], key: Callable[[Row], tuple[str, ...]], kept: dict[int, int]
) -> None:
    """Pair those that are left and have the same key; `kept` leads from places in `new` to places in `previous`."""
    groups: dict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    gone = set(kept.values())
    for place, row in enumerate(new):
        if place not in kept:
            groups[key(row)][0].append(place)
    for place, row in enumerate(previous):
        if place not in gone:
            groups[key(row)][1].append(place)
    for found, (left, right) in groups.items():
        if any(found):
            pairs = pair([new[one] for one in left], [previous[one] for one in right], _alike, _ENOUGH)
            kept |= {left[one]: right[other] for one, other in pairs.items()}


def _alike(one: Row, other: Row) -> float:
    """How sure it is that two rows are the same case; 0 if they are not."""
    both = Likeness(one, other)
    is_named_alike = _words(one) == _words(other) and any(_words(one))
    is_moved = bool(_sender(one) != _sender(other) and one.get("submitter_code") and other.get("submitter_code"))
    if is_moved and (both.text or 0.0) < _MOVED:
        return 0.0
    if not is_named_alike and not _is_corrected(both):
        return 0.0
    place = 0.2 * (one.get("file") == other.get("file")) + 0.1 * (one.get("case_id") == other.get("case_id"))
    return both.name + both.title + (both.text or 0.0) + place - 0.4 * bool(other.get("is_withdrawn"))


def _is_corrected(both: Likeness) -> bool:
    if both.name < 0.8:
        return both.title >= 0.9 and (both.text or 0.0) >= 0.6
    if both.text is None:
        return both.name + both.title >= _LIKE
    return both.text >= 0.75 or (both.name + both.title >= _LIKE and both.text >= 0.15)
