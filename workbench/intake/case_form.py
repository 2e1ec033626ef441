"""附件2: the cases of a document, whether their sections are paragraphs or rows of a table."""

from collections.abc import Sequence
from itertools import pairwise

from workbench.call.forms import forms
from workbench.intake.case_reader import CaseForm, CaseReader
from workbench.intake.pieces import pieces
from workbench.intake.starts import ORDER, cuts, without_letter
from workbench.intake.stray import is_other_paper
from workbench.intake.unfold import unfold
from workbench.intake.word.blocks import Block

__all__ = ["CaseForm", "read_cases"]


def read_cases(blocks: Sequence[Block]) -> list[CaseForm]:
    """Read all forms of a document; none if it is something else, and what only looks like one is marked as such."""
    found = list(pieces(unfold(blocks, forms().case)))
    places = cuts(found)
    if not places:
        bare = CaseReader(has_head=True).read(found)
        bare.is_other_paper = is_other_paper(found)
        return [bare] if sum(name in bare.fields for name in ORDER[1:5]) > 2 else []
    cases: list[CaseForm] = []
    begin = places[0]
    for start, end in pairwise([*places, len(found)]):
        case = CaseReader().read(without_letter(found[start:end]))
        if _looks_like_case(case) and (not cases or _is_case(case)):
            cases.append(case)
            begin = start
        elif cases:
            cases[-1] = CaseReader().read(found[begin:end])  # what is no form belongs to the case that it stands in
    for case in cases:
        case.is_other_paper = not _is_case(case)
    return cases


def _looks_like_case(form: CaseForm) -> bool:
    sections = sum(name in form.fields for name in ORDER[:5])
    return bool(form.ticks) or "county_department" in form.fields or sections > 1


def _is_case(form: CaseForm) -> bool:
    """Say whether what looks like a case is one.

    An application to become a cluster has the cluster's name and state, but no practices; a sheet on which a case is
    marked has its directions, but neither whom to ask nor a text.
    """
    is_told = any(name in form.fields for name in ("abstract", "practices", "results"))
    is_signed = any(name in form.fields for name in ("county_department", "contact_name", "contact_phone"))
    if form.ticks:
        return is_signed or is_told or "basics" in form.fields or form.is_blank
    return "county_department" in form.fields or is_told
