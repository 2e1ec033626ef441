"""Tell a person at once when the page has lost its kernel: it still looks alive, but clicks would vanish."""

from typing import Any

import anywidget

_ESM = """
const PING_MS = 2500, PATIENCE_MS = 8000;
const UNREACHED = "未连接：最后的修改尚未保存。请不要刷新或关闭页面，连上后会继续。";
const REACHED = "与服务器的连接已断开，最后的修改尚未保存。请刷新页面后继续。";
const BUSY = "服务器正在处理，最后的修改尚未保存。请稍候，不要刷新或关闭页面。";
const KEPT = "没有保存的内容不会丢：再打开这一项，就列在原来的栏目下面。";
const UNSAVED = ".wb-field:is([data-unsaved=waiting], [data-unsaved=refused])";
export default {
  render({ model }) {
    const banner = document.createElement("div");
    banner.className = "wb-connection";
    banner.setAttribute("role", "alert");
    banner.hidden = true;
    document.body.prepend(banner);  // above all, so that it hides nothing
    const { baseUrl, kernelId } = document.body.dataset;
    const address = `${baseUrl.slice(0, -"voila/".length)}api/kernels/${kernelId}`;
    let waitingSince = null;
    const look = async () => {  // a page loaded anew helps only where there is a server, and nothing to wait for
      const answer = await fetch(address, { signal: AbortSignal.timeout(PING_MS) });
      const kernel = answer.ok && !answer.redirected ? await answer.json() : {};
      return kernel.execution_state === "busy" ? BUSY : REACHED + (document.querySelector(UNSAVED) ? KEPT : "");
    };
    const tell = async () => {
      const words = await look().catch(() => UNREACHED);
      if (waitingSince === null) return;  // answered meanwhile
      if (banner.textContent !== words) banner.textContent = words;
      banner.hidden = false;
    };
    const ping = () => {
      if (document.hidden) return;
      waitingSince ??= Date.now();
      if (Date.now() - waitingSince >= PATIENCE_MS) tell();
      try { model.send({ ping: true }); } catch (error) { console.warn(error); }
    };
    const wake = () => { waitingSince = null; ping(); };
    const answered = () => {
      waitingSince = null;
      if (banner.hidden) return;
      banner.hidden = true;
      banner.textContent = "";
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
