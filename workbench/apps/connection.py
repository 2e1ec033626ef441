"""Tell a person at once when the page has lost its kernel: it still looks alive, but clicks would vanish."""

from typing import Any

import anywidget

_ESM = """
const PING_MS = 2500, PATIENCE_MS = 8000;
const KEPT = "没有保存的内容不会丢：再打开这一项，就列在原来的栏目下面。";
const UNSAVED = ".wb-field:is([data-unsaved=waiting], [data-unsaved=refused])";
const WORDS = {
  unreached: (fate) => `未连接：${fate}。请不要刷新或关闭页面，连上后会继续。`,
  gone: (fate) => `与服务器的连接已断开，${fate}。请刷新页面后继续。`,
  busy: (fate) => `服务器正在处理，${fate}。请稍候，不要刷新或关闭页面。`,
};
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
      return kernel.execution_state === "busy" ? "busy" : "gone";
    };
    const tell = async () => {
      const how = await look().catch(() => "unreached");
      if (waitingSince === null) return;  // answered meanwhile
      const isUnsaved = document.querySelector(UNSAVED) !== null;
      const fate = isUnsaved ? "最后的修改尚未保存" : "最后的操作可能没有完成";
      const told = WORDS[how](fate) + (how === "gone" && isUnsaved ? KEPT : "");
      if (banner.textContent !== told) banner.textContent = told;
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
