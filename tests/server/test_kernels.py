"""Kernels are reached by their owner only, and do no more than the page needs."""

import asyncio
import json
import re
import uuid

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from workbench.store.accounts import set_active

SECONDS = 30


def message(kind: str, channel: str = "shell", **content: object) -> str:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "x", "session": "s", "version": "5.3"}
    return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel})


async def connect(visitor, kernel_id: str, **headers: str):
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    address = visitor.address.replace("http", "ws", 1) + f"api/kernels/{kernel_id}/channels?session_id=s"
    return await websocket_connect(HTTPRequest(address, headers={"Cookie": cookies, **headers}))


def refusal(visitor, kernel_id: str, **headers: str) -> int:
    """Give the status with which a line to a kernel is refused."""
    with pytest.raises(HTTPClientError) as caught:
        asyncio.run(connect(visitor, kernel_id, **headers))
    return caught.value.code


async def replies_until(line, last: str) -> list[str]:
    """Read messages up to the one of a kind, and give their kinds without the kernel's own state."""
    kinds = []
    while last not in kinds:
        text = await asyncio.wait_for(line.read_message(), SECONDS)
        assert text is not None, "the line was closed"
        kinds.append(json.loads(text)["header"]["msg_type"])
    return [kind for kind in kinds if kind != "status"]


@pytest.fixture(scope="module")
def kernel_id(evaluator) -> str:
    return evaluator.open_kernel()


def test_owner_reaches_the_kernel(evaluator, kernel_id):
    assert evaluator.get(f"/api/kernels/{kernel_id}").status == 200

    async def talk() -> list[str]:
        line = await connect(evaluator, kernel_id)
        await line.write_message(message("kernel_info_request"))
        return await replies_until(line, "kernel_info_reply")

    assert asyncio.run(talk()) == ["kernel_info_reply"]


def test_nobody_else_does(served, chair, evaluator, kernel_id):
    token = chair.cookies["_xsrf"]
    for visitor in (chair, served.visitor("mishu"), served.visitor()):
        assert visitor.get(f"/api/kernels/{kernel_id}").status == 403
        assert visitor.ask("DELETE", f"/api/kernels/{kernel_id}", X_XSRFToken=token).status == 403
        assert visitor.post(f"/voila/api/shutdown/{kernel_id}").status == 403
        assert refusal(visitor, kernel_id) == 403
    assert evaluator.get(f"/api/kernels/{kernel_id}").status == 200


def test_other_sites_do_not_reach_it_through_its_owner_s_browser(evaluator, kernel_id):
    assert refusal(evaluator, kernel_id, Origin="https://elsewhere.example") == 403
    assert evaluator.post(f"/voila/api/shutdown/{kernel_id}", with_token=False).status == 403
    assert evaluator.ask("DELETE", f"/api/kernels/{kernel_id}").status == 403
    assert evaluator.get(f"/api/kernels/{kernel_id}").status == 200


def test_unknown_kernels_look_like_those_of_others(evaluator):
    assert evaluator.get(f"/api/kernels/{uuid.uuid4()}").status == 403
    assert refusal(evaluator, str(uuid.uuid4())) == 403


def test_pages_cannot_run_code(evaluator, kernel_id, tmp_path):
    harm = tmp_path / "harm"
    code = f"open({str(harm)!r}, 'w')"
    wanted = {
        "execute_request": {"code": code, "silent": False},
        "complete_request": {"code": "import o", "cursor_pos": 8},
        "inspect_request": {"code": "open", "cursor_pos": 4},
        "history_request": {"hist_access_type": "tail", "n": 9},
        "debug_request": {"seq": 1, "type": "request", "command": "debugInfo"},
        "create_subshell_request": {},
    }

    async def talk() -> list[str]:
        line = await connect(evaluator, kernel_id)
        for channel in ("shell", "control"):
            for kind, content in wanted.items():
                await line.write_message(message(kind, channel, **content))
            await line.write_message(message("kernel_info_request", channel))
        return await replies_until(line, "kernel_info_reply") + await replies_until(line, "kernel_info_reply")

    assert asyncio.run(talk()) == ["kernel_info_reply", "kernel_info_reply"]
    assert not harm.exists()


def test_line_is_cut_when_the_account_is_stopped(served):
    served.newcomer("duanxian")
    visitor = served.visitor("duanxian")
    kernel_id = visitor.open_kernel()

    async def talk() -> int | None:
        line = await connect(visitor, kernel_id)
        await line.write_message(message("kernel_info_request"))
        await replies_until(line, "kernel_info_reply")
        set_active(served.store, None, "duanxian", False)
        await line.write_message(message("kernel_info_request"))
        while await asyncio.wait_for(line.read_message(), SECONDS) is not None:
            pass
        return line.close_code

    assert asyncio.run(talk()) == 4401


def test_signing_out_stops_the_kernels_of_this_session_only(served):
    here, there = served.visitor("fenxi"), served.visitor("fenxi")
    mine, other = here.open_kernel("statistics"), there.open_kernel("statistics")
    here.post("/logout")
    assert there.get(f"/api/kernels/{mine}").status == 403
    assert there.get(f"/api/kernels/{other}").status == 200
    assert there.post(f"/voila/api/shutdown/{other}").status == 204
    assert there.get(f"/api/kernels/{other}").status == 403


def test_kernel_is_told_who_and_which_round_and_no_secret(served, evaluator):
    page = evaluator.get("/app/scoring").text
    found = re.search(r"environment (\{.*?\})\\u003c/pre", page)
    environment = json.loads(found[1].encode().decode("unicode_escape"))
    assert environment["WORKBENCH_ACCOUNT"] == "pingwei"
    assert environment["WORKBENCH_ROUND"] == str(served.store.folder)
    assert "SMTP_PASSWORD" not in environment
    assert "top-secret" not in page


def test_address_does_not_reach_the_kernel_s_environment(evaluator):
    page = evaluator.get("/app/scoring?WORKBENCH_ACCOUNT=zuzhang").text
    assert "zuzhang" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/api/kernels",
        "/api/contents",
        "/api/contents/scoring.ipynb",
        "/api/sessions",
        "/api/terminals",
        "/api/kernelspecs",
        "/api/config/notebook",
        "/api/me",
        "/api",
        "/voila/tree",
        "/voila/render/scoring.ipynb",
        "/voila/render/selection.ipynb",
        "/voila/files/scoring.ipynb",
        "/voila/api/contents/",
        "/voila/execution/00000000-0000-0000-0000-000000000000",
        "/voila/query/00000000-0000-0000-0000-000000000000",
        "/voila/static/../../voila/app.py",
        "/voila/templates/../voila.json",
        "/voila/templates/workbench/static/../conf.json",
        "/voila/templates/workbench/static/..%2fconf.json",
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/files/round.toml",
        "/notebooks/scoring.ipynb",
        "/lab",
        "/tree",
        "/metrics",
        "/terminals/websocket/1",
        "/nbconvert/html/scoring.ipynb",
        "/scoring.ipynb",
        "//etc/passwd",
    ],
)
def test_nothing_else_is_served(chair, path):
    assert chair.get(path).status in (403, 404)
    assert chair.post(path).status in (403, 404, 405)


def test_kernels_cannot_be_started_by_hand(evaluator):
    body, token = json.dumps({"name": "python3"}), evaluator.cookies["_xsrf"]
    answer = evaluator.ask("POST", "/api/kernels", body, X_XSRFToken=token, Content_Type="application/json")
    assert answer.status in (403, 404)
