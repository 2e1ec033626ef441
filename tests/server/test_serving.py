"""A server under a path and behind a proxy, over a restart, and with a notebook that never ends."""

import re
import socket
from pathlib import Path
from urllib.parse import urlencode

import pytest

from workbench.call.errors import UserError
from workbench.server import serve
from workbench.server.throttle import FAILURES

QUICK = "import workbench.server.pages as pages; pages.RENDER_SECONDS, pages.PAGES_PER_PERSON = 10, 2; "


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def restarted(start_server):
    """Give a server under a path that was stopped and started again, and what two visitors held before."""
    options = f"port={free_port()}, base_url='review'"
    first = start_server(options=options, WORKBENCH_BEHIND_PROXY="1")
    assert first.address.endswith("/review/")
    stayed, left = first.visitor("pingwei"), first.visitor("mishu")
    thief = first.visitor()
    thief.cookies = dict(left.cookies)
    assert thief.get("/review/").status == 200
    left.post("/review/logout")
    first.process.terminate()
    assert first.process.wait(30) == 0
    second = start_server(first.store.folder, options=options, before=QUICK, WORKBENCH_BEHIND_PROXY="1")
    second.passwords.update(first.passwords)
    return second, stayed, thief


def test_a_restart_signs_nobody_out_and_nobody_back_in(restarted):
    _, stayed, thief = restarted
    assert stayed.get("/review/").status == 200
    assert thief.get("/review/").status == 302


def test_everything_is_under_the_path(restarted):
    served, stayed, _ = restarted
    assert served.visitor().get("/review/").place == "/review/login?next=%2Freview%2F"
    for path in ("/", "/login", "/app/scoring", "/api/kernels", "/static/workbench.css"):
        assert stayed.get(path).status == 404
    page = stayed.get("/review/app/scoring").text
    assert 'WORKBENCH_BASE_URL\\": \\"/review/' in page
    addresses = re.findall(r'(?:href|src|action)="(/[^"]*)"', page + stayed.get("/review/").text)
    assert addresses
    for address in addresses:
        assert address.startswith("/review/")
        if not address.endswith("logout"):
            assert stayed.get(address).status == 200, address


def test_cookie_is_for_https_only_behind_an_https_proxy(restarted):
    served, _, _ = restarted
    visitor = served.visitor()
    visitor.get("/review/login")
    fields = {"_xsrf": visitor.cookies["_xsrf"], "account": "fenxi", "password": served.passwords["fenxi"]}
    form = {"Content_Type": "application/x-www-form-urlencoded", "X_Forwarded_Proto": "https"}
    answer = visitor.ask("POST", "/review/login", urlencode(fields), **form)
    cookie = next(line for line in answer.headers.get_all("Set-Cookie") if line.startswith("username-"))
    assert "Secure" in cookie
    assert "Path=/review/" in cookie


def test_an_address_that_fails_too_often_must_wait_and_others_need_not(restarted):
    served, _, _ = restarted
    visitor = served.visitor()
    visitor.get("/review/login")
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    bad = urlencode({"_xsrf": visitor.cookies["_xsrf"], "account": "nobody", "password": "wrong"})
    good = urlencode({"_xsrf": visitor.cookies["_xsrf"], "account": "fenxi", "password": served.passwords["fenxi"]})
    for _ in range(FAILURES):
        assert visitor.ask("POST", "/review/login", bad, X_Forwarded_For="192.0.2.9", **form).status == 401
    answer = visitor.ask("POST", "/review/login", good, X_Forwarded_For="192.0.2.9", **form)
    assert answer.status == 429
    assert "请10分钟后再试" in answer.text
    assert visitor.ask("POST", "/review/login", good, X_Forwarded_For="192.0.2.10", **form).status == 302


def test_a_page_that_never_opens_is_given_up_and_its_kernel_stopped(restarted):
    served, _, _ = restarted
    visitor = served.visitor("zuzhang")
    page = visitor.get("/review/app/panel").text
    assert page.rstrip().endswith("<script>window.workbench_failed()</script>")
    kernel_id = re.search(r'"kernelId": "([0-9a-f-]{36})"', page)
    assert kernel_id
    assert visitor.get(f"/review/api/kernels/{kernel_id[1]}").status == 403  # unknown now


def test_one_person_cannot_open_pages_without_end(restarted):
    served, _, _ = restarted
    visitor, other = served.visitor("mishu"), served.visitor("fenxi")
    answers = [visitor.get("/review/app/statistics") for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert "打开的页面太多" in answers[-1].text
    assert other.get("/review/app/statistics").status == 200


def test_a_taken_port_is_told(small_folder):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        with pytest.raises(UserError, match="不能使用"):
            serve(small_folder, port=one.getsockname()[1])


def test_missing_notebooks_are_told(small_folder, monkeypatch):
    monkeypatch.setenv("WORKBENCH_NOTEBOOKS", str(small_folder))
    with pytest.raises(UserError, match="笔记本不全"):
        serve(small_folder, port=0)


def test_a_missing_round_is_told(tmp_path):
    with pytest.raises(UserError, match="没有这个批次文件夹"):
        serve(tmp_path / "absent", port=0)


@pytest.fixture
def small_folder(tmp_path, monkeypatch) -> Path:
    """A round with nothing in it."""
    monkeypatch.setenv("WORKBENCH_NOTEBOOKS", str(Path(__file__).parent / "notebooks"))
    (tmp_path / "round").mkdir()
    return tmp_path / "round"
