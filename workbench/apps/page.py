"""What every app's page is made of: its style, a line for messages, and callbacks that never fail silently."""

import html
import logging
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import ipywidgets as widgets
from IPython.display import display

from workbench.apps.connection import Connection
from workbench.call.errors import UserError

P = ParamSpec("P")
log = logging.getLogger(__name__)

BUG = "程序出错，这一步没有完成，已保存的内容不受影响。请刷新页面再试；如果再次出现，请把时间告诉工作人员。"


def escape(text: object) -> str:
    """Make text from a submission or a person harmless inside HTML; missing becomes empty."""
    return html.escape(str(text), quote=True) if text is not None else ""


class Messages(widgets.HTML):  # type: ignore[misc]  # ipywidgets has no types
    """One line under the page's head that tells how the last step went."""

    def __init__(self) -> None:
        super().__init__("")
        self.add_class("wb-messages")

    def say(self, *sentences: str, kind: str = "info") -> None:
        """Show sentences; kind is info, success, warning or error."""
        lines = "<br>".join(escape(line) for sentence in sentences for line in sentence.splitlines())
        role = "alert" if kind == "error" else "status"
        self.value = f'<div class="wb-message wb-{kind}" role="{role}">{lines}</div>' if lines else ""

    def clear(self) -> None:
        """Show nothing."""
        self.value = ""

    def guard(self, step: Callable[P, Any]) -> Callable[P, None]:
        """Wrap a callback: a person's mistake is shown as it is, a bug is logged and said to be one."""

        @wraps(step)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                step(*args, **kwargs)
            except UserError as error:
                self.say(*error.messages, kind="error")
            except Exception:
                log.exception("callback %s", getattr(step, "__qualname__", step))
                self.say(BUG, kind="error")

        return guarded


def style(*files: Path) -> widgets.HTML:
    """Give the apps' own style sheet and an app's, as a widget."""
    sheets = [Path(__file__).with_name("apps.css"), *files]
    return widgets.HTML("<style>" + "\n".join(sheet.read_text("utf-8") for sheet in sheets) + "</style>")


def show(build: Callable[[Messages], list[widgets.Widget]], *styles: Path) -> None:
    """Draw an app's page; if it cannot be built, say why in a sentence."""
    messages = Messages()
    parts: list[widgets.Widget] = []
    messages.guard(lambda: parts.extend(build(messages)))()
    unseen = [style(*styles), Connection()]
    for one in unseen:
        one.add_class("wb-unseen")
    page = widgets.VBox([*unseen, messages, *parts])
    page.add_class("wb-page")
    display(page)  # type: ignore[no-untyped-call]
