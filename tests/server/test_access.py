"""Which role opens which app: by the table, on the home page and at the door."""

import re

import pytest

from workbench.server.access import APPS, apps_for
from workbench.store.accounts import ROLES

BY_ROLE = {
    "evaluator": {"scoring"},
    "secretary": {"screening", "panel", "statistics"},
    "chair": {"selection", "statistics", "screening", "panel"},
    "analyst": {"statistics"},
}
ACCOUNTS = {"evaluator": "pingwei", "secretary": "mishu", "chair": "zuzhang", "analyst": "fenxi"}


def test_every_role_is_known_to_the_table():
    assert set(BY_ROLE) == set(ROLES)
    assert {role for app in APPS for role in app.roles} == set(ROLES)


@pytest.mark.parametrize("role", BY_ROLE)
def test_home_page_offers_what_the_role_may_open_and_nothing_else(served, role):
    assert {app.id for app in apps_for(role)} == BY_ROLE[role]
    page = served.visitor(ACCOUNTS[role]).get("/").text
    assert set(re.findall(r'href="/app/(\w+)"', page)) == BY_ROLE[role]


@pytest.mark.parametrize("role", BY_ROLE)
def test_the_door_of_every_other_app_is_shut(served, role):
    visitor = served.visitor(ACCOUNTS[role])
    for app in {app.id for app in APPS} - BY_ROLE[role]:
        answer = visitor.get(f"/app/{app}")
        assert answer.status == 403
        assert "不能打开" in answer.text
        assert "kernelId" not in answer.text


def test_home_page_escapes_names(evaluator):
    page = evaluator.get("/").text
    assert "&lt;b&gt;评委&lt;/b&gt;" in page
    assert "<b>评委" not in page


def test_app_page_escapes_names_and_carries_the_bar(evaluator):
    page = evaluator.get("/app/scoring").text
    assert "&lt;b&gt;评委&lt;/b&gt;" in page
    assert "<b>评委" not in page
    assert "测试批次" in page
    assert 'action="/logout"' in page


def test_app_page_names_no_other_host(evaluator):
    page = evaluator.get("/app/scoring").text
    assert not re.findall(r'(?:src|href|import)\s*[=(]?\s*["\']?(?:https?:)?//[^"\']+', page)


def test_a_failing_notebook_tells_a_sentence_and_no_detail(chair):
    page = chair.get("/app/screening").text
    assert "没有完整打开" in page
    assert "secret detail" not in page
    assert "RuntimeError" not in page


def test_template_and_theme_cannot_be_chosen_by_address(evaluator):
    page = evaluator.get("/app/scoring?voila-template=reveal&template=reveal&theme=dark").text
    assert "wb-bar" in page
    assert 'data-jp-theme-light="true"' in page


@pytest.mark.parametrize("path", ["/app/nothing", "/app/scoring.ipynb", "/app/", "/nothing", "/app/..%2fscoring"])
def test_unknown_pages_are_told_in_chinese(evaluator, path):
    answer = evaluator.get(path)
    assert answer.status == 404
    assert "没有这个页面" in answer.text


def test_pages_forbid_framing_sniffing_and_attribute_scripts(evaluator):
    for path in ("/", "/app/scoring", "/login", "/nothing"):
        headers = evaluator.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
    assert "script-src-attr 'none'" in evaluator.get("/app/scoring").headers["Content-Security-Policy"]
    assert "default-src 'none'" in evaluator.get("/").headers["Content-Security-Policy"]
