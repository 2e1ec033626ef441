"""A case whose form and text came as two files: the form's head in one, the text in the other."""

from collections.abc import Sequence
from dataclasses import replace

from workbench.call.forms import squeeze
from workbench.intake.case_reader import CaseForm
from workbench.intake.problems import Problem
from workbench.intake.read import Reading

_TEXTS = ("abstract", "basics", "practices", "results")
_HEAD = "报送表"
_CHECK = "请打开两个文件核对"


def put_together(readings: Sequence[Reading]) -> list[Reading]:
    """Make one case of a head and a text in one folder, if the text names the head's cluster and no other does.

    Parameters
    ----------
    readings
        All that one submitter sent.

    Returns
    -------
    list of Reading
        The same files: the case is in the file of the head, and a warning with each of the two says so.
    """
    heads = [one for one in readings if (form := _only(one)) and _is_head(form)]
    texts = [one for one in readings if (form := _only(one)) and _is_text(form)]
    pairs = [(head, text) for head in heads for text in texts if _belong(head, text)]
    result = list(readings)
    for head, text in pairs:
        if sum(one is head or two is text for one, two in pairs) > 1:
            continue
        result[_place(result, head)], result[_place(result, text)] = _as_one(head, text)
    return result


def _place(readings: Sequence[Reading], wanted: Reading) -> int:
    return next(place for place, one in enumerate(readings) if one is wanted)


def _only(one: Reading) -> CaseForm | None:
    return one.cases[0][0] if len(one.cases) == 1 else None


def _is_head(form: CaseForm) -> bool:
    return "cluster_name" in form.fields and not any(name in form.fields for name in _TEXTS)


def _is_text(form: CaseForm) -> bool:
    return form.has_texts and "cluster_name" not in form.fields and not form.ticks


def _belong(head: Reading, text: Reading) -> bool:
    if head.file.rpartition("/")[0] != text.file.rpartition("/")[0]:
        return False
    own, other = head.cases[0][0].fields, text.cases[0][0].fields
    if "title" in own and "title" in other and squeeze(own["title"]) != squeeze(other["title"]):
        return False
    return squeeze(own["cluster_name"]) in squeeze("".join(other.get(name, "") for name in ("title", *_TEXTS)))


def _as_one(head: Reading, text: Reading) -> tuple[Reading, Reading]:
    (form, _), (other, figures) = head.cases[0], text.cases[0]
    whole = replace(form, fields=other.fields | form.fields, has_title_guide=other.has_title_guide)
    told = Problem(head.file, f"只有报送表，案例正文取自“{text.file}”", _CHECK, "正文", severity="warning")
    left = Problem(text.file, f"只有案例正文，已并入“{head.file}”", _CHECK, severity="warning")
    return (
        replace(
            head, cases=[(whole, figures)], pictures=[*head.pictures, *text.pictures], problems=[*head.problems, told]
        ),
        replace(text, cases=[], pictures=[], problems=[*(one for one in text.problems if one.where != _HEAD), left]),
    )
