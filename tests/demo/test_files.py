"""The files are the plan, nothing more and nothing less, and open with what other people use."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from workbench.call.notice import notice
from workbench.call.settings import read_settings
from workbench.demo import __file__ as demo_file
from workbench.demo import plan
from workbench.demo.documents import case_document
from workbench.demo.model import MARK, PlannedCase
from workbench.intake.evaluators import read_evaluator_file
from workbench.panel import evaluators_from_rows

PLAN = plan(small=True)
CASES = list(PLAN.cases)


def files(submissions: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(one for one in submissions.rglob("*") if one.is_file()):
        name = path.relative_to(submissions).as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                assert all(one.flag_bits & 0x800 or one.filename.isascii() for one in archive.infolist())
                yield from ((f"{name}/{member}", archive.read(member)) for member in archive.namelist())
        else:
            yield name, path.read_bytes()


@pytest.fixture(scope="module")
def contents(small_round: Path) -> dict[str, bytes]:
    return dict(files(small_round / "submissions"))


def test_every_planned_file_is_written_and_no_other(contents: dict[str, bytes]) -> None:
    planned = list(PLAN.files)
    assert len(planned) == len(set(planned))
    assert set(contents) == set(planned)


def words_of(document: "docx.document.Document") -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(one.text for one in document.paragraphs)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_form_holds_its_plan(case: PlannedCase, contents: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(contents[case.file]))
    text = words_of(document)
    fields = (case.cluster_name, case.county_department, case.contact_name, case.contact_phone, case.other_direction)
    sections = (case.title, case.abstract, case.basics, case.practices, case.results, case.appendix)
    for planned in (*fields, *sections):
        assert planned in text
    assert ("三、实施成效" in text) == bool(case.results)
    assert len(document.inline_shapes) == sum(one.is_embedded for one in case.pictures)
    if case.tick_style == "control":
        xml = document.element.xml
        assert xml.count('w14:checked w14:val="1"') == len(case.directions)
        assert xml.count('w14:checked w14:val="0"') == 8 - len(case.directions)
    else:
        for direction in notice().directions:
            assert f"{case.tick_style if direction.id in case.directions else '□'}{direction.name}：" in text


def test_every_document_says_that_it_is_invented(contents: dict[str, bytes]) -> None:
    broken = {one.file for sent in PLAN.submitters for one in sent.broken}
    documents = [file for file in contents if file.endswith(".docx") and file not in broken]
    assert len(documents) > len(CASES)
    for file in documents:
        document = docx.Document(io.BytesIO(contents[file]))
        assert MARK in document.sections[0].header.paragraphs[0].text
        assert MARK not in words_of(document), "the mark must not spoil what is read"


def test_every_workbook_says_that_it_is_invented(contents: dict[str, bytes], small_round: Path) -> None:
    books = [content for file, content in contents.items() if file.endswith(".xlsx")]
    assert books
    for content in (*books, (small_round / "evaluators.xlsx").read_bytes()):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert any(MARK in str(row[0].value) for row in sheet.iter_rows(max_row=5))


def test_summaries_hold_their_rows(contents: dict[str, bytes]) -> None:
    for sent in PLAN.submitters:
        if sent.summary and sent.summary.file.endswith(".xlsx"):
            sheet = openpyxl.load_workbook(io.BytesIO(contents[sent.summary.file])).worksheets[0]
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
            assert [row[:2] for row in rows] == [[one.number, one.cluster_name] for one in sent.summary.rows]
            assert sheet["A6"].value == "序号"


def test_pictures_beside_are_as_large_as_planned(contents: dict[str, bytes]) -> None:
    beside = [one for case in CASES for one in case.pictures if not one.is_embedded]
    assert {one.is_large for one in beside} == {True, False}
    for one in beside:
        size = len(contents[one.file])
        assert (size >= notice().limits.min_picture_bytes) == one.is_large
        assert size < 2_500_000
        Image.open(io.BytesIO(contents[one.file])).verify()


def test_broken_files_are_broken(contents: dict[str, bytes]) -> None:
    for one in (one for sent in PLAN.submitters for one in sent.broken):
        content = contents[one.file]
        assert (content == b"") == (one.fault == "empty")
        assert not zipfile.is_zipfile(io.BytesIO(content))


def test_measures_hold_their_sections(contents: dict[str, bytes]) -> None:
    for sent in PLAN.submitters:
        if sent.measures:
            text = words_of(docx.Document(io.BytesIO(contents[sent.measures.file])))
            for section in (sent.measures.overview, sent.measures.policies, sent.measures.funding):
                assert section in text
            assert "四、服务活动情况" in text


def test_every_ticking_and_title_style_is_in_use() -> None:
    whole = list(plan().cases)
    assert {case.tick_style for case in whole} == {"☑", "■", "√", "control"}
    for style in ("label", "below", "alone"):
        case = next(one for one in whole if one.title_style == style)
        assert case.title in words_of(docx.Document(io.BytesIO(case_document(case))))


@pytest.mark.parametrize("small", [True, False])
def test_the_settings_are_sound_and_leave_a_list_to_choose(small: bool, small_round: Path, tmp_path: Path) -> None:
    folder = small_round
    if not small:
        folder = tmp_path
        (folder / "round.toml").write_bytes(Path(demo_file).with_name("round.toml").read_bytes())
    settings, planned = read_settings(folder), plan(small=small)
    assert settings.is_demo
    assert settings.name.startswith("2024年中小企业特色产业集群典型案例评审（演示")
    quotas, entries = settings.quotas, Counter(one for case in planned.cases for one in case.directions)
    assert quotas.per_submitter_max
    most = sum(min(len(one.cases), quotas.per_submitter_max) for one in planned.submitters)
    assert quotas.total <= most
    assert quotas.measures <= sum(one.measures is not None for one in planned.submitters)
    assert bool(quotas.direction_min) != small
    assert all(entries[direction] >= least for direction, least in quotas.direction_min.items())


def test_the_evaluators_can_be_imported(small_round: Path) -> None:
    rows = read_evaluator_file(small_round / "evaluators.xlsx")
    assert [row["姓名"] for row in rows] == [one.name for one in PLAN.evaluators]
    table = evaluators_from_rows(rows)
    assert list(table["province"]) == [one.province for one in PLAN.evaluators]
    assert list(table["directions"]) == [one.directions for one in PLAN.evaluators]
