"""Attachments, originals and exports: who gets them, and as what."""

import io
from urllib.parse import quote

import pytest
from PIL import Image


def test_evaluator_sees_pictures_of_assigned_cases_only(evaluator, chair, attachments):
    mine, others = attachments["c1", "图.png"], attachments["c2", "图.png"]
    answer = evaluator.get(f"/attachment/{mine}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    assert "Content-Disposition" not in answer.headers
    assert evaluator.get(f"/attachment/{others}").status == 403
    assert evaluator.get(f"/attachment/{others}?width=320").status == 403
    assert chair.get(f"/attachment/{others}").status == 200


def test_anything_but_a_raster_picture_is_a_download(evaluator, attachments):
    answer = evaluator.get(f"/attachment/{attachments['c1', '图.svg']}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert quote("图.svg") in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_page_that_comes_twice_is_not_sent_twice(evaluator, attachments):
    path = f"/attachment/{attachments['c1', '图.png']}"
    first = evaluator.get(path)
    second = evaluator.get(path, If_None_Match=first.headers["ETag"])
    assert (second.status, second.body) == (304, b"")


@pytest.mark.parametrize(("asked", "given"), [(300, 320), (1600, 1600), (9999, 1600)])
def test_smaller_pictures_keep_their_shape(served, evaluator, attachments, asked, given):
    answer = evaluator.get(f"/attachment/{attachments['c1', '图.png']}?width={asked}")
    assert answer.headers["Content-Type"] in ("image/png", "image/jpeg")
    assert Image.open(io.BytesIO(answer.body)).size == (given, given // 2)
    assert list((served.store.settings.work / "thumbnails").iterdir())


@pytest.mark.parametrize("width", ["0x10", "-5", "１６", "99999", "a"])
def test_widths_that_are_no_numbers_are_refused(evaluator, attachments, width):
    assert evaluator.get(f"/attachment/{attachments['c1', '图.png']}?width={quote(width)}").status == 400


def test_a_damaged_picture_is_told_of(evaluator, attachments):
    answer = evaluator.get(f"/attachment/{attachments['c1', '坏图.png']}?width=320")
    assert answer.status == 422
    assert "图片已损坏" in answer.text


@pytest.mark.parametrize("file", ["../round.toml", "/etc/passwd"])
def test_paths_out_of_the_submissions_lead_nowhere(evaluator, attachments, file):
    answer = evaluator.get(f"/attachment/{attachments['c1', file]}")
    assert answer.status == 404
    assert "测试批次" not in answer.text
    assert "root:" not in answer.text


def test_original_is_given_to_its_readers(evaluator, chair):
    answer = evaluator.get("/original/c1")
    assert (answer.status, answer.body) == (200, b"PK form one")
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote('案例1.docx')}"
    assert evaluator.get("/original/c2").status == 403
    assert chair.get("/original/c2").body == b"PK form two"
    assert chair.get("/original/c3").status == 404  # its path leads out


@pytest.mark.parametrize("key", ["nothing", "..%2f..%2fround.toml", "%2e%2e", "c1%00"])
def test_unknown_originals_are_not_found(chair, key):
    assert chair.get(f"/original/{key}").status == 404


def test_exports_are_for_those_who_work_with_results(served, evaluator):
    path = f"/export/{quote('名单.xlsx')}"
    for account_id in ("zuzhang", "mishu", "fenxi"):
        answer = served.visitor(account_id).get(path)
        assert (answer.status, answer.body) == (200, b"PK the list")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert evaluator.get(path).status == 403


@pytest.mark.parametrize(
    "name",
    [
        "../round.toml",
        "..%2fround.toml",
        "..%5cround.toml",
        "inside/deep.xlsx",
        "inside%2fdeep.xlsx",
        "link.xlsx",
        "inside",
        ".hidden.xlsx",
        "%2fetc%2fpasswd",
        "名单.xlsx%00",
        "absent.xlsx",
    ],
)
def test_exports_are_files_of_that_folder_only(chair, name):
    assert chair.get(f"/export/{quote(name, safe='%./')}").status == 404
