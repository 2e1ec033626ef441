"""A tiny round with one account of each role, served by a process of its own for each test worker."""

import http.client
import io
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from PIL import Image

from workbench.call.columns import table
from workbench.store import Store, open_store
from workbench.store.accounts import create_account, reset_password
from workbench.store.material import attachments_of, replace_material
from workbench.store.panel import keep_evaluators, replace_assignments

HERE = Path(__file__).parent
START = "import sys; from pathlib import Path; from workbench.server import serve; serve(Path(sys.argv[1]), {})"
START_SECONDS = 120
ROLES = {"pingwei": "evaluator", "zuzhang": "chair", "mishu": "secretary", "fenxi": "analyst"}
MISSING = {"cases": {"directions": [], "file_format": "docx"}, "attachments": {"kind": "picture", "is_embedded": False}}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def place(self) -> str:
        return self.headers.get("Location", "")


@dataclass
class Visitor:
    """A plain HTTP client with cookies, which sends exactly the path it is given."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=90)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, sent)
        with connection.getresponse() as reply:
            answer = Answer(reply.status, reply.headers, reply.read())
        connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    @property
    def base(self) -> str:
        return urlsplit(self.address).path

    def post(self, path: str, with_token: bool = True, **fields: str) -> Answer:
        if with_token:
            if "_xsrf" not in self.cookies:
                self.get(f"{self.base}login")
            fields["_xsrf"] = self.cookies["_xsrf"]
        return self.ask("POST", path, urlencode(fields), Content_Type="application/x-www-form-urlencoded")

    def sign_in(self, account_id: str, password: str, **fields: str) -> Answer:
        return self.post(f"{self.base}login", account=account_id, password=password, **fields)

    def open_kernel(self, app: str = "scoring") -> str:
        """Open an app and give the id of its kernel."""
        found = re.search(r'"kernelId": "([0-9a-f-]{36})"', self.get(f"/app/{app}").text)
        assert found
        return found[1]


@dataclass(frozen=True)
class Served:
    """A running server, its round, and the passwords by account."""

    address: str
    store: Store
    passwords: dict[str, str]
    process: "subprocess.Popen[str]"

    def visitor(self, account_id: str | None = None) -> Visitor:
        """Come by, signed in or not."""
        visitor = Visitor(self.address)
        if account_id:
            assert visitor.sign_in(account_id, self.passwords[account_id]).status == 302
        return visitor

    def newcomer(self, account_id: str, role: str = "evaluator") -> str:
        """Make one more account, for a test that changes it, and give its password."""
        create_account(self.store, None, account_id, f"{account_id}的姓名", role)
        self.passwords[account_id] = reset_password(self.store, None, account_id, must_change=False)
        return self.passwords[account_id]


def row(name: str, **values: object) -> dict[str, object]:
    return dict.fromkeys(table(name).columns) | MISSING.get(name, {}) | values


def png(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def fill(folder: Path) -> tuple[Store, dict[str, str]]:
    """Make a round: two cases, the first of which is assigned to the evaluator ``pingwei``."""
    (folder / "round.toml").write_text('name = "测试批次"\n', "utf-8")
    files = {
        "案例1.docx": b"PK form one",
        "案例2.docx": b"PK form two",
        "图.png": png(2000, 1000),
        "坏图.png": png()[:60],
    }
    files |= {"图.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"}
    (folder / "submissions").mkdir()
    for name, content in files.items():
        (folder / "submissions" / name).write_bytes(content)
    (folder / "exports" / "inside").mkdir(parents=True)
    (folder / "exports" / "名单.xlsx").write_bytes(b"PK the list")
    (folder / "exports" / "inside" / "deep.xlsx").write_bytes(b"PK deep")
    (folder / "exports" / "link.xlsx").symlink_to(folder / "round.toml")
    store = open_store(folder)
    attached = ["图.png", "图.svg", "坏图.png", "../round.toml", "/etc/passwd"]
    material = {name: [] for name in ("measures", "figures", "summaries", "problems")}
    material |= {
        "cases": [
            row("cases", case_id=f"c{n}", submitter="浙江省", title=f"案例{n}", file=f"案例{n}.docx") for n in (1, 2)
        ],
        "entries": [row("entries", entry_id=f"c{n}:digital", case_id=f"c{n}", direction="digital") for n in (1, 2)],
        "attachments": [
            row("attachments", submitter="浙江省", case_id=case_id, file=file, size_bytes=1)
            for case_id in ("c1", "c2")
            for file in attached
        ],
    }
    material["cases"].append(row("cases", case_id="c3", submitter="浙江省", title="坏路径", file="../round.toml"))
    replace_material(store, None, material, "test")
    evaluator = {"evaluator_id": "pingwei", "name": "<b>评委</b>", "organisation": None, "province": "江苏省"}
    keep_evaluators(store, None, [evaluator | {"directions": ["digital"], "email": None}])
    replace_assignments(store, None, [{"evaluator_id": "pingwei", "entry_id": "c1:digital", "position": 1}], [])
    for account_id, role in ROLES.items():
        if role != "evaluator":
            create_account(store, None, account_id, f"{account_id}的姓名", role)
    return store, {one: reset_password(store, None, one, must_change=False) for one in ROLES}


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Start servers, each of its own round or of one given; they are stopped at the end."""
    processes = []

    def start(folder: Path | None = None, options: str = "port=0", before: str = "", **environment: str) -> Served:
        folder = folder or tmp_path_factory.mktemp("round")
        store, passwords = (open_store(folder), {}) if (folder / "round.toml").exists() else fill(folder)
        own = {"WORKBENCH_NOTEBOOKS": str(HERE / "notebooks"), "SMTP_PASSWORD": "top-secret"}
        process = subprocess.Popen(
            [sys.executable, "-c", before + START.format(options), str(folder)],
            env={**os.environ, **own, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        deadline = threading.Timer(START_SECONDS, process.kill)
        deadline.start()
        address = process.stdout.readline().strip() if process.stdout else ""
        deadline.cancel()
        assert address, "the server ended before it answered"
        return Served(address, store, passwords, process)

    yield start
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(30)
        assert process.stdout
        process.stdout.close()


@pytest.fixture(scope="session")
def served(start_server: Callable[..., Served]) -> Served:
    """Give one server that many tests share; a test that changes an account makes its own with `newcomer`."""
    return start_server()


@pytest.fixture(scope="session")
def evaluator(served: Served) -> Visitor:
    return served.visitor("pingwei")


@pytest.fixture(scope="session")
def chair(served: Served) -> Visitor:
    return served.visitor("zuzhang")


@pytest.fixture(scope="session")
def attachments(served: Served) -> dict[tuple[str, str], int]:
    """Attachment ids by case and file."""
    rows = [one for case_id in ("c1", "c2") for one in attachments_of(served.store, case_id)]
    return {(one["case_id"], one["file"]): one["attachment_id"] for one in rows}
