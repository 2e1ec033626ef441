// Shows a picture of the page large, over it: a click or + and - zoom, dragging moves, Esc closes.
const STEP = 1.5, MOST = 8;

export default {
  render({ el }) {
    const dialog = document.createElement("dialog");
    const frame = document.createElement("div");
    const picture = document.createElement("img");
    const bar = document.createElement("div");
    dialog.className = "sc-zoom";
    frame.className = "sc-zoom-frame";
    bar.className = "sc-zoom-bar";
    let scale = 1;

    const zoom = (to) => {
      const middle = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2];
      const before = scale;
      scale = Math.min(MOST, Math.max(1, to));
      picture.style.width = `${scale * 100}%`;
      picture.style.height = `${scale * 100}%`;
      frame.scrollLeft = middle[0] * scale / before - frame.clientWidth / 2;
      frame.scrollTop = middle[1] * scale / before - frame.clientHeight / 2;
    };
    const button = (words, name, step) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = words;
      made.setAttribute("aria-label", name);
      made.addEventListener("click", step);
      return made;
    };
    const name = document.createElement("span");
    const original = document.createElement("a");
    original.textContent = "在新页面打开";
    original.target = "_blank";
    original.rel = "noopener";
    bar.append(name, button("－", "缩小", () => zoom(scale / STEP)), button("＋", "放大", () => zoom(scale * STEP)),
      original, button("关闭", "关闭大图", () => dialog.close()));
    frame.append(picture);
    dialog.append(bar, frame);
    document.body.append(dialog);

    const opened = (event) => {
      const link = event.target.closest?.(".sc-pictures a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      picture.src = original.href = link.href;
      picture.alt = name.textContent = link.querySelector("figcaption")?.textContent ?? "";
      dialog.showModal();
      zoom(1);
    };
    const pressed = (event) => {
      event.stopPropagation();  // the page's own keys wait
      if (event.key === "+" || event.key === "=") zoom(scale * STEP);
      else if (event.key === "-") zoom(scale / STEP);
    };
    const dragged = (event) => {
      if (event.buttons !== 1) return;
      frame.scrollBy(-event.movementX, -event.movementY);
    };
    document.addEventListener("click", opened);
    dialog.addEventListener("keydown", pressed);
    dialog.addEventListener("close", () => picture.removeAttribute("src"));
    frame.addEventListener("pointermove", dragged);
    frame.addEventListener("dblclick", () => zoom(scale > 1 ? 1 : STEP * STEP));
    picture.draggable = false;
    el.hidden = true;
    return () => {
      document.removeEventListener("click", opened);
      dialog.remove();
    };
  },
};
