"""Who sent a file: by its path, else by what the documents beside it say."""

from collections import Counter
from collections.abc import Iterable, Mapping

from workbench.call.notice import Submitter, notice


def in_text(text: str) -> Submitter | None:
    """Find the submitter that a text names first; a city that reports for itself goes before its province.

    >>> in_text("宁波（计划单列市）").code, in_text("新疆兵团").code, in_text("浙江省宁波市经信局").code
    ('NB', 'BT', 'NB')
    """
    found = []
    for one in notice().submitters:
        places = [(text.find(name), -len(name)) for name in one.names if name in text]
        if places:
            found.append((*min(places), one))
    if not found:
        return None
    place, length, first = min(found, key=lambda each: each[:2])
    for at, size, one in found:
        # 浙江省宁波市, 新疆生产建设兵团: what is named right behind its own territory is meant.
        if one is not first and one.province == first.province != one.code and place <= at <= place - length + 2:
            first, length = one, size
    return first


def at_start(text: str) -> Submitter | None:
    """Find the submitter that a name begins with, as 浙江省玉环市……"""
    found = in_text(text[:12])
    return found if found and text.startswith(found.names) else None


def in_path(file: str) -> Submitter | None:
    """Find the submitter by the first part of a path that names one.

    >>> in_path("第一批/01浙江省经信厅报送材料/宁波的经验.docx").name
    '浙江省'
    """
    return next((found for part in file.split("/") if (found := in_text(part))), None)


def assign(words: Mapping[str, Iterable[str]]) -> dict[str, Submitter | None]:
    """Find the submitter of each file.

    Parameters
    ----------
    words
        For each file, what its own words say of who sent it, the surest first.

    Returns
    -------
    dict
        By path; else by the file's own words; else by the words of all files of its folder or archive, if they agree;
        else None.
    """
    result: dict[str, Submitter | None] = {file: in_path(file) for file in words}
    votes: dict[str, Counter[Submitter]] = {}
    own: dict[str, Submitter] = {}
    for file, said in words.items():
        found = next((one for text in said if (one := in_text(text))), None)
        if result[file] is None and found:
            own[file] = found
            votes.setdefault(_group(file), Counter())[found] += 1
    for file, known in result.items():
        if known is None:
            group = votes.get(_group(file), Counter())
            result[file] = own.get(file) or (next(iter(group)) if len(group) == 1 and _group(file) else None)
    return result


def _group(file: str) -> str:
    return file.partition("/")[0] if "/" in file else ""
