"""The front end's files: to be kept by browsers, compressed, and nothing but them."""

import gzip
import re

import pytest


@pytest.fixture(scope="module")
def assets(evaluator) -> str:
    """The address below which an app's page says that its files are."""
    found = re.search(r'src="(/assets/[0-9a-f]+/)static/voila\.js"', evaluator.get("/app/scoring").text)
    assert found
    return found[1]


def test_a_file_is_compressed_and_may_be_kept_for_good(served, assets):
    plain = served.visitor().get(f"{assets}static/voila.js")
    small = served.visitor().get(f"{assets}static/voila.js", Accept_Encoding="gzip")
    assert (plain.status, small.status) == (200, 200)
    assert gzip.decompress(small.body) == plain.body
    for answer in (plain, small):
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"].startswith("text/javascript")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_sign_in_page_has_fetched_ahead_what_the_pages_of_signed_in_people_have_loaded(served, evaluator, assets):
    address = f"{assets}static/voila.js"
    for query in ("", "?1", "?2"):
        evaluator.get(address + query)
    page = served.visitor().get("/login").text
    assert f'<link rel="prefetch" href="{address}" as="script">' in page
    assert page.count("voila.js") == 1


def test_strangers_do_not_make_the_sign_in_page_grow(served, assets):
    before = served.visitor().get("/login").text.count("prefetch")
    for name in ("static/voila-style.js", "static/voila-style.js?1", "static//voila-style.js", "static/x/../voila.js"):
        served.visitor().get(assets + name)
    assert served.visitor().get("/login").text.count("prefetch") == before


@pytest.mark.parametrize(
    "name",
    [
        "static/../conf.json",
        "static/..%2fconf.json",
        "static/%2e%2e/index.html.j2",
        "static//etc/passwd",
        "static/%2fetc%2fpasswd",
        "static/voila.js%00.css",
        "static/",
        "static/" + "a" * 5000 + ".js",
        "labextensions/anywidget/package.json/x",
        "labextensions/../../../../app.py",
    ],
)
def test_nothing_beside_them_is_served(served, assets, name):
    answer = served.visitor().get(assets + name)
    assert (answer.status, answer.body) == (404, b"404")


def test_other_versions_are_not_there(served, assets):
    assert served.visitor().get("/assets/0000000000000000/static/voila.js").status == 404
