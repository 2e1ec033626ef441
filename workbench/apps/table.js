// A table for reading: search, filters, sorting, one chosen row. Cells are set as text, never as markup; the browser
// lays out only the rows in sight (content-visibility), so a few thousand are no burden and its own search finds them.
const collator = new Intl.Collator("zh-CN", { numeric: true });
const ABSENT = "（空）";
const ARROWS = { 0: "", 1: "▲", "-1": "▼" };

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}

function words(value, { kind, digits }) {
  if (value === null || kind !== "number") return value ?? "";
  return value.toLocaleString("zh-CN", { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 2 });
}

function comparer(place, direction, kind) {
  const compare = kind === "number" ? (a, b) => a - b : collator.compare;
  return (left, right) => {
    const a = left.cells[place], b = right.cells[place];
    if (a === null || b === null) return (a === null) - (b === null);  // missing last, whichever way
    return direction * compare(a, b);
  };
}

export default {
  render({ model, el }) {
    const { columns, filters, empty, height, label } = model.get("look");
    const tools = element("div", "wb-table-tools");
    const box = element("div", "wb-table-box");
    const head = element("div", "wb-table-line wb-table-head");
    const body = element("div", "wb-table-body");
    const nothing = element("p", "wb-table-empty");
    const count = element("span", "wb-table-count");
    const search = element("input", "wb-table-search");
    const prefix = `wb-${Math.random().toString(36).slice(2)}-`;
    const sorting = { place: 0, direction: 0 };
    let rows = [], inSight = [], cursor = "", serial = 0;

    const makeNode = (row) => {
      row.node = element("div", "wb-table-line wb-table-row");
      row.node.id = row.id;
      row.node.setAttribute("role", "row");
      row.cells.forEach((value, place) => {
        const column = columns[place];
        const cell = element("div", `wb-table-cell wb-kind-${column.kind}`);
        const text = words(value, column), tone = Object.hasOwn(column.tones, text) ? column.tones[text] : "";
        cell.setAttribute("role", "gridcell");
        cell.append(tone ? element("span", `wb-tone-${tone}`, text) : text);
        row.node.append(cell);
      });
      row.node.addEventListener("click", () => { moveTo(row); choose(row); });
      return row.node;
    };
    const choose = (row) => {
      model.set("selected", row.key);
      model.save_changes();
    };
    const mark = () => {
      const selected = model.get("selected");
      for (const { key, node } of rows) {
        node?.setAttribute("aria-selected", String(key === selected));
        node?.classList.toggle("wb-table-cursor", key === cursor);
      }
      box.setAttribute("aria-activedescendant", rows.find((row) => row.key === cursor)?.node?.id ?? "");
    };
    const moveTo = (row) => {
      cursor = row.key;
      mark();
      row.node.scrollIntoView({ block: "nearest" });
    };
    const read = () => {
      const before = new Map(rows.map((row) => [row.key, row]));
      rows = model.get("lines").map(([key, ...cells]) => {
        const text = cells.map((value, place) => words(value, columns[place])).join("\n").toLowerCase();
        const old = before.get(key);
        if (old?.text === text) return old;  // what is drawn stays, and with it the place that was scrolled to
        return { key, cells, text, id: `${prefix}${serial++}` };
      });
      fillFilters();
      draw();
    };
    const draw = () => {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      inSight = rows.filter((row) =>
        chosen.every(([list, place]) => !list.value || words(row.cells[place], columns[place]) === list.value.slice(1))
        && wanted.every((word) => row.text.includes(word)));
      const { place, direction } = sorting;
      if (direction) inSight.sort(comparer(place, direction, columns[place].kind));
      body.replaceChildren(...inSight.map((row) => row.node ?? makeNode(row)));
      count.textContent = inSight.length === rows.length ? `共 ${rows.length} 行` : `${inSight.length} / ${rows.length} 行`;
      nothing.textContent = inSight.length ? "" : rows.length ? "没有符合条件的行。请放宽筛选，或清空查找的文字。" : empty;
      box.setAttribute("aria-rowcount", String(inSight.length + 1));
      mark();
    };

    const headings = columns.map(({ heading, kind }, place) => {
      const cell = element("div", `wb-table-cell wb-kind-${kind}`);
      const button = element("button", "wb-table-sort", heading);
      const arrow = element("span", "wb-table-arrow");
      button.type = "button";
      button.title = "点击排序";
      button.append(arrow);
      button.addEventListener("click", () => {
        sorting.direction = sorting.place === place ? { 0: 1, 1: -1, "-1": 0 }[sorting.direction] : 1;
        sorting.place = place;
        headings.forEach(([one, its], other) => {
          const direction = other === place ? sorting.direction : 0;
          one.setAttribute("aria-sort", { 0: "none", 1: "ascending", "-1": "descending" }[direction]);
          its.textContent = ARROWS[direction];
        });
        draw();
      });
      cell.setAttribute("role", "columnheader");
      cell.setAttribute("aria-sort", "none");
      cell.append(button);
      return [cell, arrow];
    });
    const chosen = filters.map((place) => {
      const list = element("select", "wb-table-filter");
      const caption = element("label", "", columns[place].heading);
      list.addEventListener("change", draw);
      caption.append(list);
      tools.append(caption);
      return [list, place];
    });
    const fillFilters = () => chosen.forEach(([list, place]) => {
      const before = list.value;
      const values = [...new Set(rows.map((row) => words(row.cells[place], columns[place])))];
      const options = ["", ...values.map((value) => `=${value}`)].map((value) => {
        const option = element("option", "", value ? value.slice(1) || ABSENT : "全部");
        option.value = value;
        return option;
      });
      list.replaceChildren(...options);
      list.value = before;
      if (list.selectedIndex < 0) list.value = "";
    });

    search.type = "search";
    search.placeholder = "查找";
    search.setAttribute("aria-label", "查找");
    search.addEventListener("input", (event) => event.isComposing || draw());
    search.addEventListener("compositionend", draw);
    tools.prepend(search);
    tools.append(count);
    count.setAttribute("role", "status");
    head.setAttribute("role", "row");
    head.append(...headings.map(([cell]) => cell));
    body.setAttribute("role", "rowgroup");
    box.setAttribute("role", "grid");
    box.setAttribute("aria-label", label);
    box.tabIndex = 0;
    box.style.maxHeight = height;
    box.style.setProperty("--wb-columns", columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(" "));
    box.style.setProperty("--wb-width", `${columns.reduce((sum, { width }) => sum + width, 0)}px`);
    box.append(head, body, nothing);
    box.addEventListener("keydown", (event) => {
      if (event.target !== box || !inSight.length) return;
      const here = inSight.findIndex((row) => row.key === cursor);
      const page = Math.max(1, Math.floor(box.clientHeight / 60));
      const last = inSight.length - 1;
      const to = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + page, PageUp: here - page, Home: 0, End: last };
      if (event.key in to) moveTo(inSight[Math.min(last, Math.max(0, to[event.key]))]);
      else if ((event.key === "Enter" || event.key === " ") && here >= 0) choose(inSight[here]);
      else return;
      event.preventDefault();
    });
    model.on("change:lines", read);
    model.on("change:selected", mark);
    el.classList.add("wb-table");
    el.append(tools, box);
    read();
    return () => {
      model.off("change:lines", read);
      model.off("change:selected", mark);
    };
  },
};
