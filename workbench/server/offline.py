"""An evaluator's own files: the offline workbook, and the score sheet to sign; made anew at each request."""

import asyncio
from collections.abc import Callable

from tornado.web import authenticated

from workbench.call.errors import UserError
from workbench.call.times import beijing
from workbench.round.offline import offline_workbook
from workbench.server.material import MaterialPage
from workbench.server.pages import Refused
from workbench.store import Store
from workbench.store.audit import now

_AT_ONCE = 2


def _score_sheet(store: Store, evaluator_id: str) -> bytes:
    from workbench.round.score_sheet import score_sheet  # brings Word's library along

    return score_sheet(store, evaluator_id)


_KINDS: dict[str, tuple[str, Callable[[Store, str], bytes]]] = {
    "workbook": ("离线评分表-{}-{:%Y%m%d-%H%M}.xlsx", offline_workbook),
    "score-sheet": ("评分汇总表-{}-{:%Y%m%d-%H%M}.docx", _score_sheet),
}


class OwnFileHandler(MaterialPage):
    """``/own/workbook`` and ``/own/score-sheet``: always of the person who is signed in, never of another."""

    gate = asyncio.Semaphore(_AT_ONCE)

    @authenticated
    async def get(self, kind: str) -> None:
        """Make the file and give it."""
        person = self.person
        if person.role != "evaluator":
            raise Refused(403, "这些文件只有评审专家本人可以下载。")
        name, make = _KINDS[kind]
        try:
            async with self.gate:
                content = await asyncio.to_thread(make, self.store, person.username)
        except UserError as error:
            raise Refused(409, str(error)) from None
        self.as_download(name.format(person.name, beijing(now())))
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Cache-Control", "no-store")
        self.finish(content)
