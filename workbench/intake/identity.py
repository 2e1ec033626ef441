"""Ids of cases that stay: the same cluster and title give the same id, and a corrected form keeps its old one."""

import hashlib
from collections.abc import Mapping, Sequence

from workbench.call.forms import squeeze
from workbench.intake.matching import name_similarity, pair, similarity

UNKNOWN = "XX"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 4
_ENOUGH = 1.5


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


def keep_ids(new: Sequence[Mapping[str, object]], previous: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Find the cases that were here before under another id.

    Parameters
    ----------
    new, previous
        Rows with case_id, submitter_code, cluster_name and title; other columns do not count.

    Returns
    -------
    dict
        New id to old id, one to one, the best matches first. A case that kept its id by itself is not in it, and its
        id is given to no other.

    Examples
    --------
    >>> old = {"case_id": "ZJ-1", "submitter_code": "ZJ", "cluster_name": "甲县轴承产业集群", "title": "做强轴承产业"}
    >>> keep_ids([old | {"case_id": "ZJ-2", "title": "做强做优轴承产业"}], [old])
    {'ZJ-2': 'ZJ-1'}
    """
    stayed = {row["case_id"] for row in new} & {row["case_id"] for row in previous}
    left = [row for row in new if row["case_id"] not in stayed]
    right = [row for row in previous if row["case_id"] not in stayed]
    pairs = pair(left, right, _alike, _ENOUGH)
    return {str(left[place]["case_id"]): str(right[other]["case_id"]) for place, other in pairs.items()}


def _alike(one: Mapping[str, object], other: Mapping[str, object]) -> float:
    if one.get("submitter_code") != other.get("submitter_code"):
        return 0.0
    name = name_similarity(_text(one, "cluster_name"), _text(other, "cluster_name"))
    titles = similarity(_text(one, "title"), _text(other, "title"))
    if not squeeze(_text(one, "title")) and not squeeze(_text(other, "title")):
        titles = 0.6
    return name + titles if name >= 0.8 else 0.0


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
