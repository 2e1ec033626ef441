// One field of the form. What is typed is sent when the field is left, after a pause, or when the page asks for it;
// until the kernel has answered for exactly what was sent, the field says that it is not saved, for people in words and
// for the page in `data-unsaved`: "waiting" while an answer is still to come, "refused" when it was no.
// Until then the browser's tab keeps it too: where the page must be loaded anew, it stands below its field, to be put back.
const PAUSE_MS = 2000;

const kept = {
  put: (key, text) => {
    try { sessionStorage.setItem(key, text); } catch (error) { console.warn(error); }  // too long to be kept
  },
  get: (key) => sessionStorage.getItem(key) ?? "",
  drop: (key, text) => kept.get(key) === text && sessionStorage.removeItem(key),
};

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}

export default {
  render({ model, el }) {
    const { lines, hint } = model.get("look");
    const isLong = lines !== null;
    const id = `wb-field-${Math.random().toString(36).slice(2)}`;  // each field loads this file anew: no counting
    const label = element("label", "wb-field-label");
    const input = element(isLong ? "textarea" : "input", "wb-field-input");
    const suffix = element("span", "wb-field-suffix");
    const mark = element("span", "wb-field-mark");
    const note = element("div", "wb-field-note");
    label.htmlFor = input.id = id;
    note.id = `${id}-note`;
    note.setAttribute("role", "alert");
    input.setAttribute("aria-describedby", note.id);
    input.autocomplete = "off";
    if (hint) el.classList.add("wb-field-quiet");
    if (isLong) input.rows = lines;
    else input.inputMode = "decimal";
    el.classList.add("wb-field");
    const refused = element("div", "wb-field-refused");
    el.append(label, input, suffix, mark, note, refused);

    let sheet = {}, key = "", sent = 0, known = "", refusal = "", timer;  // known: what was sent last; refusal: the answer to it
    const waiting = new Map();  // what was sent and is not answered, by count; the page may have turned since

    const mind = () => {
      const state = waiting.size || input.value !== known ? "waiting" : refusal ? "refused" : "";
      if (el.dataset.unsaved === state) return;
      el.dataset.unsaved = state;
      document.dispatchEvent(new Event("wb-unsaved"));
    };
    const say = (words, fault) => {
      mark.textContent = words;
      note.textContent = fault ?? "";
      el.classList.toggle("wb-field-bad", Boolean(fault));
      input.setAttribute("aria-invalid", String(Boolean(fault)));
      mind();
    };
    const send = (one) => {
      try { model.send(one.message); } catch (error) { console.warn(error); }  // the kernel is gone, as the page tells
    };
    const commit = () => {
      clearTimeout(timer);
      if (input.value === known) {
        if (!refusal && !waiting.size) kept.drop(key, known);
        if (mark.textContent === "未保存") say(refusal && "未保存", refusal);  // typed, and put back as it was
        return;
      }
      known = input.value;
      refusal = "";
      sent += 1;
      kept.put(key, known);
      waiting.set(sent, { key, message: { sheet: sheet.number, count: sent, text: known } });
      say("正在保存…");
      send(waiting.get(sent));
    };
    const again = () => waiting.forEach(send);  // twice does no harm: what is saved is no change
    const typed = () => {
      kept.put(key, input.value);
      say("未保存");
      clearTimeout(timer);
      timer = setTimeout(commit, PAUSE_MS);
    };
    const offer = () => {  // what was typed here and not saved
      refused.replaceChildren();
      const words = sheet.refused || (sheet.is_open && kept.get(key));
      if (!words || words === sheet.text) return;
      const choice = (called, label, step) => {
        const made = element("button", "wb-field-back", called);
        made.type = "button";
        made.setAttribute("aria-label", label);
        made.addEventListener("click", () => {
          refused.replaceChildren();
          step();
          input.focus();
        });
        return made;
      };
      const back = choice("填回", `把您写的填回“${sheet.label}”`, () => {
        input.value = words;
        commit();
      });
      back.disabled = !sheet.is_open;
      const away = choice("不用", `不用您写在“${sheet.label}”的`, () => kept.drop(key, words));
      refused.append(element("div", "wb-field-words", `您写的是：${words}`), back, away);
    };
    const fill = () => {
      clearTimeout(timer);
      if (sheet.number !== undefined && input.value !== known && sheet.is_open) commit();  // typed while the page turned
      if (model.get("sheet").number !== sheet.number) input.blur();  // keys still to come were meant for the old page
      sheet = model.get("sheet");
      key = `wb-typed ${location.pathname} ${sheet.place}`;
      label.textContent = sheet.label;
      suffix.textContent = sheet.suffix;
      input.value = known = sheet.text;
      refusal = "";
      input.readOnly = !sheet.is_open;
      input.placeholder = sheet.is_open ? hint : "";
      offer();
      say("");
    };
    const answered = (answer) => {
      if (answer.missing) {
        if (input.value === known) say(refusal && "未保存", answer.missing);
        if (answer.is_first) requestAnimationFrame(() => input.focus());  // the message above the buttons takes room first
        return;
      }
      const asked = waiting.get(answer.count);
      if (asked && !answer.fault) kept.drop(asked.key, asked.message.text);
      waiting.delete(answer.count);
      mind();
      if (answer.sheet !== sheet.number || answer.count !== sent) return;
      const isUntouched = input.value === known;
      refusal = answer.fault;
      if (isUntouched && !refusal) kept.drop(key, known);
      if (!answer.fault && isUntouched && document.activeElement !== input) input.value = known = answer.text;
      say(isUntouched && !answer.fault ? "" : "未保存", answer.fault);
      if (answer.fault) el.scrollIntoView({ block: "nearest" });  // one may have gone on to the next field
    };
    const hidden = () => document.hidden && commit();

    input.addEventListener("input", typed);
    input.addEventListener("change", commit);
    input.addEventListener("blur", commit);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || isLong || event.isComposing || event.ctrlKey) return;
      event.preventDefault();  // else the comment, which has the keyboard by then, gets a line
      commit();
      const form = el.closest(".sc-form-fields");  // Enter goes on to the next number, and from the last to the comment
      const numbers = [...form?.querySelectorAll("input.wb-field-input") ?? []];
      (numbers[numbers.indexOf(input) + 1] ?? form?.querySelector(".sc-comment textarea"))?.focus();
    });
    document.addEventListener("visibilitychange", hidden);
    document.addEventListener("wb-send", commit);
    document.addEventListener("wb-connection-back", again);
    model.on("change:sheet", fill);
    model.on("msg:custom", answered);
    fill();
    return () => {
      commit();  // the page turned to a form with other fields
      document.removeEventListener("visibilitychange", hidden);
      document.removeEventListener("wb-send", commit);
      document.removeEventListener("wb-connection-back", again);
      model.off("change:sheet", fill);
      model.off("msg:custom", answered);
    };
  },
};
