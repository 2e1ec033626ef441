// Nothing that was typed is lost by leaving the page: it is sent first, a link waits until it is saved, and where it is not
// (the tab is closed, the kernel is silent, an input was refused, a question was not sent), the browser asks.
const PATIENCE_MS = 4000;

export default {
  render({ model, el }) {
    const send = () => document.dispatchEvent(new Event("wb-send"));
    const isWaiting = () => document.querySelector('[data-unsaved="waiting"]') !== null;
    const isSeen = (one) => one.getClientRects().length > 0;
    const isUnsaved = () =>
      isWaiting() ||
      model.get("keeps_question") ||
      [...document.querySelectorAll('[data-unsaved="refused"]')].some(isSeen) ||
      [...document.querySelectorAll(".sc-question textarea")].some((one) => isSeen(one) && one.value.trim());
    const ask = (event) => {
      send();
      if (isUnsaved()) event.preventDefault();
    };
    let leave = null, timer;  // what is to be done as soon as everything is saved
    const go = () => {
      clearTimeout(timer);
      const step = leave;
      leave = null;
      step?.();
    };
    const settled = () => leave && !isWaiting() && go();
    const hold = (event, step) => {
      send();
      if (!isWaiting()) return;
      event.preventDefault();
      clearTimeout(timer);
      leave = step;
      timer = setTimeout(go, PATIENCE_MS);  // the browser asks then
    };
    const clicked = (event) => {
      const link = event.target.closest?.(".wb-bar a[href]");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      hold(event, () => location.assign(link.href));
    };
    const submitted = (event) => event.target.closest(".wb-bar") && hold(event, () => event.target.submit());
    el.hidden = true;
    document.addEventListener("wb-leave", ask);  // by the page, which has the browser ask
    window.addEventListener("pagehide", send);
    document.addEventListener("click", clicked);
    document.addEventListener("submit", submitted);
    document.addEventListener("wb-unsaved", settled);
    return () => {
      document.removeEventListener("wb-leave", ask);
      window.removeEventListener("pagehide", send);
      document.removeEventListener("click", clicked);
      document.removeEventListener("submit", submitted);
      document.removeEventListener("wb-unsaved", settled);
    };
  },
};
