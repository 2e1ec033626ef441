"""Tell a person at once when the page has lost its kernel: it still looks alive, but clicks would vanish."""

from typing import Any

import anywidget

_ESM = """
const PING_MS = 2500, PATIENCE_MS = 8000;
export default {
  render({ model }) {
    const banner = document.createElement("div");
    banner.className = "wb-connection";
    banner.setAttribute("role", "alert");
    banner.hidden = true;
    banner.textContent = "与服务器的连接已断开，最后的修改可能没有保存。请刷新页面后继续。";
    document.body.prepend(banner);  // above all, so that it hides nothing
    let waitingSince = null;
    const ping = () => {
      if (document.hidden) return;
      waitingSince ??= Date.now();
      banner.hidden = Date.now() - waitingSince < PATIENCE_MS;
      try { model.send({ ping: true }); } catch (error) { console.warn(error); }
    };
    const wake = () => { waitingSince = null; ping(); };
    const answered = () => {
      waitingSince = null;
      if (banner.hidden) return;
      banner.hidden = true;
      document.dispatchEvent(new Event("wb-connection-back"));  // what went into the broken line is sent again
    };
    model.on("msg:custom", answered);
    document.addEventListener("visibilitychange", wake);
    const timer = setInterval(ping, PING_MS);
    ping();
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", wake);
      model.off("msg:custom", answered);
      banner.remove();
    };
  },
};
"""

_CSS = """
.wb-connection {
  position: sticky; top: 0; z-index: 10000; padding: 14px 24px;
  background: #a8201a; color: #fff; font-size: 18px; text-align: center;
}
.wb-connection[hidden] { display: none; }
"""


class Connection(anywidget.AnyWidget):
    """Shows a red banner while the kernel does not answer; show one anywhere on each app's page.

    Examples
    --------
    >>> Connection().answer("anything")
    """

    _esm = _ESM
    _css = _CSS

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.on_msg(lambda _widget, content, _buffers: self.answer(content))

    def answer(self, _content: object) -> None:
        """Answer a ping."""
        self.send({"pong": True})
