"""On no channel and in no protocol does a page make its kernel run code, and others' kernels take no message at all."""

import asyncio
import json
import uuid

import pytest
from jupyter_server.services.kernels.connection.base import serialize_binary_message, serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

SECONDS = 30
V1 = "v1.kernel.websocket.jupyter.org"
CHANNELS = ("shell", "control", "stdin", "iopub")


def body(kind: str, **content: object) -> dict[str, object]:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "x", "session": "s", "version": "5.3"}
    header["date"] = "2024-07-01T00:00:00Z"
    return {"header": header, "parent_header": {}, "metadata": {}, "content": content, "buffers": []}


def as_text(message: dict[str, object], channel: str) -> str:
    return json.dumps(message | {"channel": channel})


def as_binary(message: dict[str, object], channel: str) -> bytes:
    return serialize_binary_message(message | {"channel": channel, "buffers": [b"x"]})


def as_v1(message: dict[str, object], channel: str) -> bytes:
    return serialize_msg_to_ws_v1(message, channel, pack=lambda part: json.dumps(part).encode())


def twice_named(message: dict[str, object], channel: str) -> str:
    """Call the message harmless in a first header, and what it is in a second of the same name."""
    told = as_text(message, channel)
    harmless = json.dumps(body("comm_msg")["header"])
    return told.replace('{"header":', f'{{"header": {harmless}, "header":', 1)


@pytest.fixture
def owner(served):
    """An evaluator of this test alone: a person can have so many pages open and no more."""
    account_id = f"pages-{uuid.uuid4().hex[:8]}"
    served.newcomer(account_id)
    return served.visitor(account_id)


PROTOCOLS = {"text": as_text, "binary": as_binary, "v1": as_v1, "a header twice": twice_named}


async def connect(visitor, kernel_id: str, protocol: str):
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    address = visitor.address.replace("http", "ws", 1) + f"api/kernels/{kernel_id}/channels?session_id={uuid.uuid4()}"
    spoken = [V1] if protocol == "v1" else None
    return await websocket_connect(HTTPRequest(address, headers={"Cookie": cookies}), subprotocols=spoken)


def harmful(code: str) -> list[dict[str, object]]:
    return [
        body("execute_request", code=code, silent=False, store_history=False, user_expressions={"x": code}),
        body("execute_request", code="", silent=True, user_expressions={"x": code}),
        body("complete_request", code=code, cursor_pos=len(code)),
        body("inspect_request", code="open", cursor_pos=4, detail_level=1),
        body("history_request", hist_access_type="tail", n=9, output=False, raw=True),
        body("debug_request", seq=1, type="request", command="evaluate", arguments={"expression": code}),
        body("usage_request"),
        body("create_subshell_request"),
        body("input_reply", value=code),
        body("interrupt_request"),
    ]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_owner_s_page_cannot_run_code(owner, tmp_path, protocol):
    kernel_id, wrap = owner.open_kernel(), PROTOCOLS[protocol]
    harm = tmp_path / "harm"
    unasked = {"execute_reply", "execute_input", "complete_reply", "inspect_reply", "history_reply", "debug_reply"}

    async def talk() -> set[str]:
        line = await connect(owner, kernel_id, protocol)
        for channel in CHANNELS:
            for message in harmful(f"open({str(harm)!r}, 'w')"):
                await line.write_message(wrap(message, channel), binary=protocol in ("binary", "v1"))
        plain = as_v1 if protocol == "v1" else as_text
        await line.write_message(plain(body("kernel_info_request"), "shell"), binary=protocol == "v1")
        kinds = set[str]()
        while "kernel_info_reply" not in kinds:
            told = await asyncio.wait_for(line.read_message(), SECONDS)
            assert told is not None, "the line was closed"
            text = told if isinstance(told, str) else told.decode("utf-8", "replace")
            kinds |= {kind for kind in (*unasked, "kernel_info_reply") if f'"{kind}"' in text}
        return kinds

    assert asyncio.run(talk()) == {"kernel_info_reply"}
    assert not harm.exists()


@pytest.mark.parametrize("protocol", ["text", "v1"])
def test_nobody_else_s_line_is_accepted_in_any_protocol(served, chair, owner, protocol):
    kernel_id = owner.open_kernel()
    for visitor in (chair, served.visitor("fenxi"), served.visitor()):
        with pytest.raises(HTTPClientError) as refused:
            asyncio.run(connect(visitor, kernel_id, protocol))
        assert refused.value.code == 403


@pytest.mark.parametrize("step", ["interrupt", "restart"])
def test_no_kernel_is_interrupted_or_restarted_by_address(chair, owner, step):
    kernel_id = owner.open_kernel()
    for visitor in (chair, owner):
        token = visitor.cookies["_xsrf"]
        assert visitor.ask("POST", f"/api/kernels/{kernel_id}/{step}", "{}", X_XSRFToken=token).status in (403, 404)
    assert owner.get(f"/api/kernels/{kernel_id}").status == 200
