"""A file tells when it was made and in which round, and nothing of the machine."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta

import openpyxl
import pytest
from docx import Document

from workbench.publish import (
    Heading,
    evaluator_template_xlsx,
    final_list_docx,
    final_list_xlsx,
    sign_ins_xlsx,
    tables_xlsx,
)


@pytest.fixture
def makers(make_selection):
    selection = make_selection(("浙江省", 1, "green", True, {"score": 90.0, "rank": 1}))
    return {
        "docx": lambda heading: final_list_docx(selection, heading),
        "xlsx": lambda heading: final_list_xlsx(selection, heading),
        "tables": lambda heading: tables_xlsx({"selection": selection}, heading),
        "sign-ins": lambda heading: sign_ins_xlsx([], heading, address="http://192.0.2.7/"),
    }


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


KINDS = ("docx", "xlsx", "tables", "sign-ins")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_data_at_the_same_moment_is_the_same_file(makers, heading, kind):
    assert makers[kind](heading) == makers[kind](heading)


@pytest.mark.parametrize("kind", KINDS)
def test_at_another_moment_only_the_times_differ(makers, heading, kind):
    later = replace(heading, made_at=heading.made_at + timedelta(days=1))
    one, other = members(makers[kind](heading)), members(makers[kind](later))
    assert one.keys() == other.keys()
    differing = {name for name in one if one[name] != other[name]}
    assert differing <= {"docProps/core.xml", "xl/worksheets/sheet1.xml"}
    for name in differing:
        assert (
            one[name].replace(b"2024-08-01 00:30", b"2024-08-02 00:30").replace(b"2024-07-31T", b"2024-08-01T")
            == (other[name])
        )
    assert "docProps/core.xml" in differing


@pytest.mark.parametrize("kind", KINDS)
def test_properties_name_the_round_and_the_moment(makers, heading, kind):
    file = io.BytesIO(makers[kind](heading))
    properties = Document(file).core_properties if kind == "docx" else openpyxl.load_workbook(file).properties
    author = properties.author if kind == "docx" else properties.creator
    assert author == properties.title == heading.title
    assert (
        properties.created.replace(tzinfo=None)
        == properties.modified.replace(tzinfo=None)
        == datetime(2024, 7, 31, 16, 30)
    )
    last = properties.last_modified_by if kind == "docx" else properties.lastModifiedBy
    assert not last


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_the_file_names_the_machines_user(makers, heading, kind, monkeypatch):
    for key in ("USER", "LOGNAME", "USERNAME", "HOME", "TMPDIR"):
        monkeypatch.setenv(key, "wangxiaoming")
    assert not any(b"wangxiaoming" in content for content in members(makers[kind](heading)).values())


def test_the_template_is_always_the_same_file():
    assert evaluator_template_xlsx() == evaluator_template_xlsx()


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Heading("批次", False, datetime(2024, 8, 1))
