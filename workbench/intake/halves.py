"""A case whose form and text came as two files: the form's head in one, the text in the other."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from workbench.call.forms import squeeze
from workbench.intake.case_reader import CaseForm
from workbench.intake.problems import Problem
from workbench.intake.read import Reading

_TEXTS = ("abstract", "basics", "practices", "results")
_HEAD = "报送表"
_TWO = 2
_ANY = re.compile("(?:中小企业)?(?:特色)?(?:产业)?(?:集群)?(?:名称)?")
_CHECK = "请打开两个文件核对"


def put_together(readings: Sequence[Reading]) -> list[Reading]:
    """Make one case of a head and a text in one folder, if the text tells of the head's cluster and no other does.

    Parameters
    ----------
    readings
        All that one submitter sent.

    Returns
    -------
    list of Reading
        The same files: the case is in the file of the head, the text's file is an attachment of it, and a warning
        with each of the two says so.
    """
    heads = [(one, _own_name(form)) for one in readings if (form := _only(one)) and _is_head(form)]
    texts = [(one, _whose(form)) for one in readings if (form := _only(one)) and _is_text(form)]
    pairs = [(head, text) for head, name in heads for text, whose in texts if name in whose and _may_belong(head, text)]
    count = Counter(id(one) for pair in pairs for one in pair)
    instead = dict[int, Reading]()
    for head, text in pairs:
        if count[id(head)] == count[id(text)] == 1:
            instead[id(head)], instead[id(text)] = _as_one(head, text)
    return [instead.get(id(one), one) for one in readings]


def _only(one: Reading) -> CaseForm | None:
    return one.cases[0][0] if len(one.cases) == 1 else None


def _is_head(form: CaseForm) -> bool:
    return bool(_own_name(form)) and not any(name in form.fields for name in _TEXTS)


def _own_name(form: CaseForm) -> str:
    """The cluster's name; nothing if any cluster could be called so."""
    name = squeeze(form.fields.get("cluster_name", ""))
    return "" if _ANY.fullmatch(name) else name


def _whose(form: CaseForm) -> str:
    """Where a text tells of its own cluster: further down it may name those that it learns from."""
    return squeeze("".join(form.fields.get(name, "") for name in ("title", "abstract", "basics")))


def _is_text(form: CaseForm) -> bool:
    return form.has_texts and "cluster_name" not in form.fields and not form.ticks


def _may_belong(head: Reading, text: Reading) -> bool:
    if head.file.rpartition("/")[0] != text.file.rpartition("/")[0]:
        return False
    titles = {squeeze(one.cases[0][0].fields["title"]) for one in (head, text) if "title" in one.cases[0][0].fields}
    return len(titles) < _TWO


def _as_one(head: Reading, text: Reading) -> tuple[Reading, Reading]:
    (form, _), (other, figures) = head.cases[0], text.cases[0]
    fields = other.fields | form.fields
    if found := [one.fields["markings"] for one in (form, other) if "markings" in one.fields]:
        fields["markings"] = "\n".join(dict.fromkeys("\n".join(found).split("\n")))
    told = Problem(head.file, f"只有报送表，案例正文取自“{text.file}”", _CHECK, "正文", severity="warning")
    left = Problem(text.file, f"只有案例正文，已并入“{head.file}”", _CHECK, severity="warning")
    problems = [*(one for one in text.problems if one.where != _HEAD), left]
    return (
        replace(head, cases=[(replace(form, fields=fields), figures)], problems=[*head.problems, told]),
        replace(text, cases=[], attachment="document", case_file=head.file, problems=problems),
    )
