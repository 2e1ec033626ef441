"""Files for reading: attachments, the forms as they were sent, and what was exported."""

import asyncio
import mimetypes
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tornado.web import HTTPError, authenticated

from workbench.intake.lookup import read_file
from workbench.intake.problems import UnreadableError
from workbench.server.access import EXPORT_ROLES
from workbench.server.pages import Refused, SignedInPage
from workbench.server.thumbnails import PictureError, thumbnail
from workbench.store import Store
from workbench.store.material import get_attachment, get_case, get_measures
from workbench.store.panel import can_read_case, can_read_submitter_material

MOST_BYTES = 256 * 2**20
_CHUNK = 2**20
_EXPORT_NAME = r"[^./\\\x00-\x1f][^/\\\x00-\x1f]*\.(docx|xlsx|csv|json|zip|pdf|png|svg|txt)"

_PICTURES = (  # what a browser may show in place: told by the first bytes, never by the name
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)


def picture_type(content: bytes) -> str | None:
    """Tell the type of a picture that is safe to show in place; None for everything else.

    Examples
    --------
    >>> picture_type(b"GIF89a...")
    'image/gif'
    >>> picture_type(b"<svg xmlns='http://www.w3.org/2000/svg'>") is None
    True
    """
    return next((name for start, name in _PICTURES if start.match(content)), None)


class MaterialPage(SignedInPage):
    """Gives out bytes so that a browser can do no more than show a picture or save a file."""

    async def read(self, file: str) -> bytes:
        """Read a file of the submissions.

        Raises
        ------
        HTTPError
            If it is not there or cannot be read.
        """
        try:
            settings = self.store.settings
            return await asyncio.to_thread(read_file, settings.submissions, file, limit=MOST_BYTES, work=settings.work)
        except FileNotFoundError:
            raise Refused(404, "报送材料里找不到这个文件。请联系工作人员。") from None
        except UnreadableError as error:
            raise Refused(422, f"这个文件读不出来：{error}") from None

    def give(self, content: bytes, name: str) -> None:
        """Answer with a file: a picture in place, anything else as a download."""
        picture = picture_type(content)
        self.set_header("Content-Type", picture or "application/octet-stream")
        self.set_header("Cache-Control", "private, no-cache")  # kept by the browser, but asked for again each time
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
        if not picture:
            self.as_download(name)
        self.finish(content)

    def as_download(self, name: str) -> None:
        """Make the browser save what comes."""
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name, safe='')}")


class AttachmentHandler(MaterialPage):
    """``/attachment/<id>``: a picture or file beside or inside a form; ``?width=`` for a smaller picture."""

    @authenticated
    async def get(self, attachment_id: str) -> None:
        """Give an attachment to whoever may read the case that it belongs to."""
        row = get_attachment(self.store, int(attachment_id))
        if row is None:
            raise Refused(404, "没有这个附录材料。材料可能重新读取过，请回到案例页面再打开。")
        if not _may_read(self.store, self.person.username, self.person.role, row):
            raise Refused(403, "这份材料不在您的评审范围内。")
        content = await self.read(row["file"])
        width = self.get_query_argument("width", "")
        if width and picture_type(content) in ("image/jpeg", "image/png"):
            content = await self._smaller(content, width)
        self.give(content, Path(row["file"]).name)

    async def _smaller(self, content: bytes, width: str) -> bytes:
        if not re.fullmatch(r"[0-9]{1,4}", width):
            raise HTTPError(400)
        try:
            return await asyncio.to_thread(thumbnail, content, int(width), self.store.settings.work / "thumbnails")
        except PictureError as error:
            raise Refused(422, str(error)) from None


class OriginalHandler(MaterialPage):
    """``/original/<case_id or measures_id>``: the form's file as it was sent."""

    @authenticated
    async def get(self, key: str) -> None:
        """Give the file to whoever may read the case."""
        row = get_case(self.store, key) or get_measures(self.store, key)
        if row is None:
            raise Refused(404, "没有这个案例。")
        if not _may_read(self.store, self.person.username, self.person.role, row):
            raise Refused(403, "这份材料不在您的评审范围内。")
        self.as_download(Path(row["file"]).name)
        self.give(await self.read(row["file"]), Path(row["file"]).name)


class ExportHandler(MaterialPage):
    """``/export/<name>``: a file of the exports folder."""

    @authenticated
    async def get(self, name: str) -> None:
        """Give an exported file to whoever works with results."""
        if self.person.role not in EXPORT_ROLES:
            raise Refused(403, "您的身份不能下载导出文件。")
        path = self.store.settings.exports / name
        if not re.fullmatch(_EXPORT_NAME, name) or path.is_symlink() or not path.is_file():
            raise Refused(404, "没有这个导出文件。它可能已被移走，请重新导出。")
        self.set_header("Content-Type", mimetypes.guess_type(name)[0] or "application/octet-stream")
        self.set_header("Cache-Control", "no-store")
        self.as_download(name)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                self.write(chunk)
                await self.flush()


def _may_read(store: Store, account_id: str, role: str, row: dict[str, Any]) -> bool:
    if row.get("case_id"):
        return can_read_case(store, account_id, role, row["case_id"])
    return can_read_submitter_material(store, account_id, role, row["submitter"])
