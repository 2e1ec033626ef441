"""One evaluator's page without a browser: sign in, fetch the page, talk to its kernel's widgets as the page does."""

import asyncio
import json
import re
import uuid
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

SECONDS = 120
State = dict[str, Any]


class Page:
    """A signed-in evaluator with the scoring app open.

    `states` are the widgets' states by model id, kept up to date by what the kernel sends.
    """

    def __init__(self, address: str, account_id: str, password: str) -> None:
        self.address, self.account_id, self._password = address, account_id, password
        self._cookies: dict[str, str] = {}
        self._line: WebSocketClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._answers: dict[tuple[str, int], asyncio.Future[State]] = {}
        self._changed = asyncio.Event()
        self.states: dict[str, State] = {}

    async def sign_in(self) -> None:
        """Sign in by the form."""
        await self._ask("login")
        fields = {"account": self.account_id, "password": self._password, "_xsrf": self._cookies["_xsrf"]}
        reply = await self._ask("login", "POST", urlencode(fields))
        assert reply.code == 302, f"{self.account_id} could not sign in: {reply.code}"

    async def open(self) -> bool:
        """Fetch the scoring page; say whether it is whole."""
        reply = await self._ask("app/scoring")
        text = reply.body.decode()
        found = re.search(r'"kernelId": "([0-9a-f-]{36})"', text)
        if reply.code != 200 or not found or "widget-view+json" not in text:
            return False
        self._kernel_id = found[1]
        return True

    async def connect(self) -> None:
        """Open the line to the kernel and fetch all widgets' states."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        place = f"api/kernels/{self._kernel_id}/channels?session_id={uuid.uuid4().hex}"
        request = HTTPRequest(self.address.replace("http", "ws", 1) + place, headers={"Cookie": cookies})
        self._line = await websocket_connect(request)
        self._reader = asyncio.create_task(self._read())
        control = uuid.uuid4().hex
        await self._send("comm_open", comm_id=control, target_name="jupyter.widget.control", data={})
        await self._send("comm_msg", comm_id=control, data={"method": "request_states"})
        await self._until(lambda: bool(self.states))

    async def choose(self, entry_id: str, labels: Collection[str]) -> dict[str, str]:
        """Click an entry of the list; give its form's fields by label once all of these labels are there."""
        (entry_list,) = [key for key, one in self.states.items() if "groups" in one]
        before = max((number for number, _, _ in self._fields()), default=0)
        await self._custom(entry_list, {"open": entry_id})
        await self._until(lambda: {label for number, label, _ in self._fields() if number > before} >= set(labels))
        return {label: model for number, label, model in self._fields() if number > before}

    async def leave(self) -> None:
        """Go back to the list."""
        (back,) = [key for key, one in self.states.items() if one.get("description") == "返回列表"]
        await self._custom(back, {"event": "click"})

    async def type(self, field: str, count: int, text: str) -> State:
        """Type into a field and wait for the kernel's answer."""
        answer = self._answers[field, count] = asyncio.get_running_loop().create_future()
        await self._custom(field, {"sheet": self.states[field]["sheet"]["number"], "count": count, "text": text})
        return await asyncio.wait_for(answer, SECONDS)

    async def close(self) -> None:
        """Close the line, as a closed browser does."""
        if self._reader:
            self._reader.cancel()
        if self._line:
            self._line.close()

    def entries(self) -> list[str]:
        """List the ids of the entries that can be opened."""
        (groups,) = [one["groups"] for one in self.states.values() if "groups" in one]
        return [row["id"] for group in groups for row in group["entries"] if row["is_open"]]

    def _fields(self) -> list[tuple[int, str, str]]:
        """List the form's fields: the number of the sheet they show, label, model id."""
        shown = ((one.get("sheet"), model) for model, one in self.states.items())
        return [(sheet["number"], sheet["label"], model) for sheet, model in shown if sheet and "number" in sheet]

    async def _ask(self, place: str, method: str = "GET", body: str | None = None) -> HTTPResponse:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        request = HTTPRequest(
            self.address + place,
            method,
            {"Cookie": cookies},
            body,
            follow_redirects=False,
            request_timeout=SECONDS,
            connect_timeout=SECONDS,
        )
        reply = await AsyncHTTPClient(max_clients=1000).fetch(request, raise_error=False)
        for line in reply.headers.get_list("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            self._cookies[name] = value
        return reply

    async def _custom(self, model: str, content: State) -> None:
        await self._send("comm_msg", comm_id=model, data={"method": "custom", "content": content})

    async def _send(self, kind: str, **content: object) -> None:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": "load", "version": "5.3"}
        metadata = {"version": "1.0.0"}  # of the widgets' control protocol
        message = {"header": header, "parent_header": {}, "metadata": metadata, "content": content, "channel": "shell"}
        assert self._line
        await self._line.write_message(json.dumps(message))

    async def _until(self, is_so: Any) -> None:
        async with asyncio.timeout(SECONDS):
            while not is_so():
                self._changed.clear()
                await self._changed.wait()

    async def _read(self) -> None:
        assert self._line
        while (text := await self._line.read_message()) is not None:
            message = json.loads(text)
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "comm_open":
                self.states[content["comm_id"]] = content["data"]["state"]
            elif kind == "comm_msg":
                self._take(content["comm_id"], content["data"])
            self._changed.set()

    def _take(self, model: str, data: State) -> None:
        if data["method"] == "update_states":
            self.states.update({key: one["state"] for key, one in data["states"].items()})
        elif data["method"] == "update":
            self.states.setdefault(model, {}).update(data["state"])
        elif data["method"] == "custom" and (model, data["content"].get("count")) in self._answers:
            self._answers.pop((model, data["content"]["count"])).set_result(data["content"])
