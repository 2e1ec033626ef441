"""Signing in and out, against a running server."""

import json
import re
import stat

import pytest
from tornado.web import create_signed_value, decode_signed_value

from workbench.server.pages import safe_next
from workbench.server.sessions import SECRET_FILE
from workbench.store.accounts import FAILURES_BEFORE_LOCK, reset_password, set_active

HOUR = 3600


def session_cookie(visitor) -> str:
    return next(name for name in visitor.cookies if name.startswith("username-"))


def is_in(visitor) -> bool:
    return visitor.get("/").status == 200


@pytest.mark.parametrize("path", ["/", "/app/scoring", "/password", "/attachment/1", "/original/c1", "/export/a.xlsx"])
def test_who_is_not_signed_in_is_sent_to_sign_in(served, path):
    answer = served.visitor().get(path)
    assert answer.status == 302
    assert answer.place.startswith("/login?next=")


def test_wrong_password_and_unknown_account_get_the_same_sentence(served):
    visitor = served.visitor()
    served.newcomer("cuomima")
    known, unknown = visitor.sign_in("cuomima", "wrong"), visitor.sign_in("nobody", "wrong")
    assert known.status == unknown.status == 401
    sentences = {re.search(r'role="alert">(.+?)<', answer.text)[1] for answer in (known, unknown)}
    assert len(sentences) == 1


def test_account_locks_after_failures_in_a_row(served):
    password = served.newcomer("suoding")
    visitor = served.visitor()
    for _ in range(FAILURES_BEFORE_LOCK):
        assert visitor.sign_in("suoding", "wrong").status == 401
    answer = visitor.sign_in("suoding", password)
    assert answer.status == 401
    assert "锁定" in answer.text


def test_cookie_cannot_be_read_by_scripts_nor_sent_along_from_other_sites(served):
    header = next(
        line
        for line in served.visitor().sign_in("pingwei", served.passwords["pingwei"]).headers.get_all("Set-Cookie")
        if line.startswith("username-")
    )
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Secure" not in header  # this server is reached by plain http
    assert served.passwords["pingwei"] not in header


def test_secret_is_readable_by_its_owner_only(served):
    assert stat.S_IMODE((served.store.folder / SECRET_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(("hours", "lets_in"), [(11.9, True), (12.1, False)])
def test_cookie_holds_for_a_working_day(served, hours, lets_in):
    visitor = served.visitor("pingwei")
    name = session_cookie(visitor)
    secret = (served.store.folder / SECRET_FILE).read_bytes()
    session = json.loads(decode_signed_value(secret, name, visitor.cookies[name]))
    session["issued_at"] -= hours * HOUR
    visitor.cookies[name] = create_signed_value(secret, name, json.dumps(session)).decode()
    assert is_in(visitor) == lets_in


def test_forged_cookies_are_refused(served):
    honest = served.visitor("pingwei")
    name = session_cookie(honest)
    secret = (served.store.folder / SECRET_FILE).read_bytes()
    plain = decode_signed_value(secret, name, honest.cookies[name])
    for forged in (
        create_signed_value(b"x" * 32, name, plain).decode(),
        create_signed_value(secret, "other", plain).decode(),
        honest.cookies[name][:-1] + ("0" if honest.cookies[name][-1] != "0" else "1"),
        "pingwei",
        "",
    ):
        visitor = served.visitor()
        visitor.cookies[name] = forged
        assert not is_in(visitor)


def test_signed_out_cookie_opens_nothing_when_replayed(served):
    visitor, thief = served.visitor("pingwei"), served.visitor()
    thief.cookies = dict(visitor.cookies)
    assert is_in(thief)
    answer = visitor.post("/logout")
    assert (answer.status, answer.place) == (302, "/login?out=1")
    assert "已退出" in visitor.get(answer.place).text
    assert not is_in(visitor)
    assert not is_in(thief)


def test_signing_out_leaves_other_sessions_of_the_account(served):
    here, there = served.visitor("pingwei"), served.visitor("pingwei")
    here.post("/logout")
    assert is_in(there)


def test_a_link_does_not_sign_out(served):
    visitor = served.visitor("pingwei")
    assert visitor.get("/logout").status == 302
    assert is_in(visitor)


def test_stopped_account_is_out_at_its_next_request(served):
    served.newcomer("tingyong")
    visitor = served.visitor("tingyong")
    assert is_in(visitor)
    set_active(served.store, None, "tingyong", False)
    assert not is_in(visitor)
    assert visitor.sign_in("tingyong", served.passwords["tingyong"]).status == 401


def test_reset_password_ends_sessions(served):
    served.newcomer("chongzhi")
    visitor = served.visitor("chongzhi")
    reset_password(served.store, None, "chongzhi", must_change=False)
    assert not is_in(visitor)


def test_one_time_password_must_be_changed_first(served):
    served.newcomer("xinren")
    served.passwords["xinren"] = old = reset_password(served.store, None, "xinren")
    visitor, other = served.visitor("xinren"), served.visitor("xinren")
    for path in ("/", "/app/scoring", "/attachment/1", "/original/c1"):
        assert visitor.get(path).place == "/password"
    assert "一次性密码" in visitor.get("/password").text
    refused = [
        visitor.post("/password", old=old, new="short", again="short"),
        visitor.post("/password", old=old, new="long enough 1", again="long enough 2"),
        visitor.post("/password", old="wrong", new="long enough 1", again="long enough 1"),
    ]
    assert [answer.status for answer in refused] == [401, 401, 401]
    assert all('role="alert"' in answer.text for answer in refused)
    thief = served.visitor()
    thief.cookies = dict(visitor.cookies)
    assert visitor.post("/password", old=old, new="long enough 1", again="long enough 1").place == "/"
    assert is_in(visitor)
    assert not is_in(other)
    assert not is_in(thief)


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example/",
        "https:elsewhere.example",
        "javascript:alert(1)",
        "/\r\nLocation: https://elsewhere.example",
        "\t//elsewhere.example",
        "/\t/elsewhere.example",
        "elsewhere",
        "/app/../../elsewhere",
    ],
)
def test_sign_in_goes_on_to_this_server_only(served, address):
    assert served.visitor().sign_in("fenxi", served.passwords["fenxi"], next=address).place == "/"


def test_sign_in_goes_on_to_where_one_wanted(served):
    visitor = served.visitor()
    wanted = visitor.get("/app/scoring?entry=c1").place
    assert visitor.get(wanted).status == 200
    assert "/app/scoring?entry=c1" in visitor.get(wanted).text
    assert visitor.sign_in("pingwei", served.passwords["pingwei"], next="/app/scoring?entry=c1").place == (
        "/app/scoring?entry=c1"
    )
    assert safe_next("/review/app/scoring", "/review/") == "/review/app/scoring"
    assert safe_next("/elsewhere", "/review/") == "/review/"


@pytest.mark.parametrize("path", ["/login", "/logout", "/password"])
def test_posts_without_the_form_s_token_are_refused(served, path):
    visitor = served.visitor("pingwei")
    fields = {"account": "pingwei", "password": served.passwords["pingwei"], "old": "a", "new": "b", "again": "b"}
    assert visitor.post(path, with_token=False, **fields).status == 403
    assert is_in(visitor)


def test_posts_from_other_sites_are_refused_even_with_a_token(served):
    visitor = served.visitor("pingwei")
    body = f"_xsrf={visitor.cookies['_xsrf']}"
    answer = visitor.ask(
        "POST", "/logout", body, Content_Type="application/x-www-form-urlencoded", Origin="https://elsewhere.example"
    )
    assert answer.status in (403, 404)
    assert is_in(visitor)
