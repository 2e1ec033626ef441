"""A whole folder: nothing that arrives is silently lost, and one bad file stops nothing."""

import io
import logging
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.call.columns import table
from workbench.call.errors import UserError
from workbench.call.frames import check
from workbench.intake import Submissions, load_submissions, read
from workbench.intake.files import walk
from workbench.intake.load import Submissions as Same
from workbench.intake.problems import Problem

TABLES = ("cases", "entries", "figures", "summaries", "measures", "attachments", "problems")
JPEG = b"\xff\xd8\xff\xe0" + bytes(3000)


@pytest.fixture
def province(tmp_path: Path, case, measures, workbook, docx, p, header) -> Path:
    """One submitter's folder with one of everything."""
    folder = tmp_path / "submissions" / "云南省"
    (folder / "案例" / "青石").mkdir(parents=True)
    rows = (
        (1, "青石县卫浴集群", "质量品牌、数字化升级", "共享检测。"),
        (2, "红岩县轴承产业集群", "创新提升", "中试。"),
    )
    (folder / "汇总.xlsx").write_bytes(workbook(("附件1",), header, *rows))
    (folder / "案例" / "青石" / "随便.docx").write_bytes(case({"word/media/image1.png": b"\x89PNG" + bytes(2000)}))
    (folder / "案例" / "青石" / "照片.jpg").write_bytes(JPEG)
    (folder / "举措.docx").write_bytes(measures())
    (folder / "云南省集群管理办法.docx").write_bytes(docx(p("云南省集群管理办法") + p("第一条 略。")))
    with zipfile.ZipFile(folder / "公文.ofd", "w") as archive:
        archive.writestr("OFD.xml", "<ofd:OFD/>")
    (folder / "空.docx").write_bytes(b"")
    (folder / "坏.docx").write_bytes(case()[:900])
    (folder / "~$随便.docx").write_bytes(b"x")
    with zipfile.ZipFile(folder / "补充.zip", "w") as archive:
        archive.writestr("白河/白河区案例.docx", case(name="白河区灯具产业集群", title="点亮一条街"))
        archive.writestr("白河/图.jpg", JPEG)
    return tmp_path / "submissions"


def files_of(s: Submissions) -> set[str]:
    return {
        file for name in ("cases", "summaries", "measures", "attachments", "problems") for file in getattr(s, name).file
    }


def test_everything_finds_its_place(province: Path) -> None:
    s = load_submissions(province)
    cases = s.cases.set_index("file")
    form = cases.loc["云南省/案例/青石/随便.docx"]
    assert (form.submitter, form.submitter_code, form.title) == ("云南省", "YN", "共享检测让小企业敢接大单")
    assert form.directions == ("quality_brand", "digital")
    assert form.output_value_100m_yuan == 52.6
    assert cases.sme_count.isna().all()
    assert cases.loc["云南省/补充.zip/白河/白河区案例.docx"].cluster_name == "白河区灯具产业集群"
    ids = dict(zip(s.cases.file, s.cases.index, strict=True))
    own = ids["云南省/案例/青石/随便.docx"]
    assert set(s.entries.index) == {f"{key}:{one}" for key in s.cases.index for one in ("quality_brand", "digital")}
    assert list(s.summaries.case_id.fillna("")) == [own, ""]
    (measures,) = s.measures.itertuples()
    assert (measures.Index, measures.submitter, measures.overview) == ("YN-M", "云南省", "建立专班。")
    beside = s.attachments.set_index("file")
    assert beside.loc["云南省/案例/青石/照片.jpg"].case_id == own
    embedded = beside.loc["云南省/案例/青石/随便.docx/word/media/image1.png"]
    assert (embedded.case_id, embedded.size_bytes, embedded.is_embedded) == (own, 2004, True)
    assert beside.loc["云南省/补充.zip/白河/图.jpg"].case_id == ids["云南省/补充.zip/白河/白河区案例.docx"]
    assert beside.loc["云南省/云南省集群管理办法.docx"].kind == "policy"
    said = s.problems.set_index("file").what
    assert "OFD" in said["云南省/公文.ofd"] and "空" in said["云南省/空.docx"] and "损坏" in said["云南省/坏.docx"]
    assert s.problems.submitter.eq("云南省").all() and s.problems.advice.str.len().gt(4).all()


def test_every_table_obeys_the_dictionary(province: Path) -> None:
    s = load_submissions(province)
    for name in TABLES:
        check(name, getattr(s, name))
    assert Submissions is Same


def test_no_file_is_lost_and_nothing_is_written(province: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in province.rglob("*")}
    arrived = {found.file if isinstance(found, Problem) else found[0].file for found in walk(province)}
    assert arrived == files_of(load_submissions(province)) - {"云南省/案例/青石/随便.docx/word/media/image1.png"}
    assert {path: path.stat().st_mtime_ns for path in province.rglob("*")} == before


def test_the_same_folder_gives_the_same_tables(province: Path) -> None:
    first, second = load_submissions(province), load_submissions(province)
    for name in TABLES:
        assert getattr(first, name).equals(getattr(second, name))


def test_a_file_sent_twice_is_one_case_and_a_warning(province: Path) -> None:
    form = (province / "云南省/案例/青石/随便.docx").read_bytes()
    (province / "云南省" / "案例" / "青石" / "随便2.docx").write_bytes(form)
    s = load_submissions(province)
    assert len(s.cases) == 2
    (row,) = s.problems[s.problems.what.str.contains("相同")].itertuples()
    assert row.severity == "warning"


def test_an_unknown_submitter_is_a_problem(tmp_path: Path, case) -> None:
    (tmp_path / "案例.docx").write_bytes(case())
    s = load_submissions(tmp_path)
    assert s.cases.index[0].startswith("XX-") and s.cases.submitter.isna().all()
    assert s.problems.what.str.contains("哪个单位").any()


def test_a_form_without_a_ticked_direction_is_a_problem(tmp_path: Path, case) -> None:
    (tmp_path / "云南省.docx").write_bytes(case(directions="□协作共享\n□质量品牌"))
    s = load_submissions(tmp_path)
    assert len(s.cases) == 1 and len(s.entries) == 0
    assert s.problems["where"].tolist() == ["案例方向"]


def test_a_fault_of_ours_becomes_a_problem_and_goes_to_the_log(
    province: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(blocks: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(read, "read_cases", fail)
    with caplog.at_level(logging.ERROR):
        s = load_submissions(province)
    assert len(s.summaries) == 2
    assert s.problems.what.str.contains("程序出错").any()
    assert "ZeroDivisionError" in caplog.text


def test_no_such_folder() -> None:
    with pytest.raises(UserError, match="没有这个文件夹"):
        load_submissions("nowhere")


def test_an_empty_folder(tmp_path: Path) -> None:
    s = load_submissions(tmp_path)
    assert all(len(getattr(s, name)) == 0 for name in TABLES)
    assert list(s.cases.columns) == list(table("cases").data_columns)


def test_reading_a_file_s_bytes_needs_no_pandas() -> None:
    code = "import sys, workbench.intake.lookup, workbench.intake.identity; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def mangled(draw, whole: bytes) -> bytes:
    """A real file with some bytes changed or the end cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 8))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)


@pytest.fixture(scope="session")
def wholes(case, workbook, header) -> dict[str, bytes]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("案例.docx", case())
    return {"docx": case(), "xlsx": workbook(header, (1, "甲", "乙", "丙")), "zip": stream.getvalue()}


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_any_bytes_give_tables_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, wholes: dict[str, bytes], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("any")
    ending = data.draw(st.sampled_from(("docx", "xlsx", "zip", "xls", "doc")))
    whole = wholes.get(ending, wholes["zip"])
    content = data.draw(st.one_of(st.binary(max_size=300), st.composite(mangled)(whole)))
    (folder / f"云南省.{ending}").write_bytes(content)
    s = load_submissions(folder)
    assert any(file.startswith(f"云南省.{ending}") for file in files_of(s))
    assert not s.problems.what.str.contains("程序出错").any()
