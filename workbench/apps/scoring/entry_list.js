// The evaluator's list. Texts are set as text, never as markup; a click sends the entry's id, which Python checks.
function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}

export default {
  render({ model, el }) {
    const row = (entry) => {
      const made = element(entry.is_open ? "button" : "div", `sc-row sc-state-${entry.state}`);
      made.dataset.entry = entry.id;
      const what = element("span", "sc-row-what");
      const title = element("strong", "", entry.title);
      if (entry.mark) title.append(" ", element("span", "wb-tag sc-revised", entry.mark));
      what.append(title, element("small", "", entry.place));
      made.append(element("span", "sc-row-number", entry.number), what, element("span", "sc-row-state", entry.label));
      if (entry.is_open) made.addEventListener("click", () => model.send({ open: entry.id }));
      const item = element("li", "");
      item.append(made);
      return item;
    };
    const group = ({ name, progress, entries }) => {
      const made = element("section", "sc-group");
      const head = element("h2", "", name);
      head.append(element("small", "", progress));
      const list = element("ol", "");
      list.append(...entries.map(row));
      made.append(head, list);
      return made;
    };
    const draw = () => el.replaceChildren(...model.get("groups").map(group));
    model.on("change:groups", draw);
    el.classList.add("sc-list");
    draw();
    return () => model.off("change:groups", draw);
  },
};
