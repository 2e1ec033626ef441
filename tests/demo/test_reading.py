"""What the workbench reads from the demo is what was planned."""

from pathlib import Path

import pandas as pd
import pytest

from workbench import Submissions, load_submissions
from workbench.call.columns import FIGURES
from workbench.call.forms import squeeze
from workbench.demo import plan
from workbench.demo.model import PlannedCase

PLAN = plan(small=True)


@pytest.fixture(scope="module")
def read(small_round: Path) -> Submissions:
    return load_submissions(small_round / "submissions")


@pytest.mark.parametrize("case", list(PLAN.cases), ids=lambda case: case.file)
def test_a_case_is_read_as_planned(case: PlannedCase, read: Submissions) -> None:
    row = read.cases.set_index("file").loc[case.file]
    for field in ("cluster_name", "county_department", "contact_name", "contact_phone", "title", "other_direction"):
        assert (None if pd.isna(row[field]) else row[field]) == (getattr(case, field) or None)
    for section in ("abstract", "basics", "practices", "results", "appendix"):
        found = "" if pd.isna(row[section]) else row[section]
        assert squeeze(found) == squeeze(getattr(case, section))
    assert row["directions"] == case.directions
    stated = {one.figure: one.value for one in case.figures}
    assert {name: row[name] for name in FIGURES if not pd.isna(row[name])} == stated


def test_what_is_broken_is_a_problem(read: Submissions) -> None:
    broken = {one.file for sent in PLAN.submitters for one in sent.broken}
    assert broken <= set(read.problems["file"])
