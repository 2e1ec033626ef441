// Brings a newly opened page to its top and a list to the row that was left; gives the keys: Alt+← →, Ctrl+Enter.
// Alt+← is the browser's way back: it never leaves the app, wherever one is in it.
const KEYS = { "alt ArrowLeft": "previous", "alt ArrowRight": "next", "ctrl Enter": "submit" };

export default {
  render({ model, el }) {
    const turned = () => {
      const held = document.activeElement;
      if (!model.get("is_open") || !held?.matches(".wb-field-input")) held?.blur();  // a new field may be typed in already
      document.querySelector(".sc-form-fields")?.scrollTo(0, 0);
      if (model.get("is_open")) {
        el.parentElement?.scrollIntoView();
        return;
      }
      window.scrollTo(0, 0);
      const row = document.querySelector(`button[data-entry="${CSS.escape(model.get("entry"))}"]`);
      if (!row?.offsetParent) return;  // filtered out, or on another tab
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    };
    const pressed = (event) => {
      const held = event.altKey ? "alt" : event.ctrlKey ? "ctrl" : "";
      const key = event.isComposing ? undefined : KEYS[`${held} ${event.key}`];
      if (!key) return;
      const isOpen = model.get("is_open");
      if (isOpen || held === "alt") event.preventDefault();
      const box = event.target.closest?.(".sc-question, .sc-recusal");
      if (box && key === "submit") {
        const question = box.querySelector("textarea");
        if (question) model.send({ question: question.value });  // a recusal is not declared by a key
        return;
      }
      if (!isOpen || box?.matches(".sc-recusal")) return;
      document.activeElement?.blur();  // a field that is left sends what was typed in it, before the key
      model.send({ key });
    };
    el.hidden = true;
    model.on("change:turn", turned);
    document.addEventListener("keydown", pressed, true);  // widgets keep keys to themselves
    return () => {
      model.off("change:turn", turned);
      document.removeEventListener("keydown", pressed, true);
    };
  },
};
