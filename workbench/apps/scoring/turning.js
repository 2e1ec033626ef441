// Brings a newly opened page to its top, and gives the keys for going on: Alt+← →, Ctrl+Enter.
const KEYS = { "alt ArrowLeft": "previous", "alt ArrowRight": "next", "ctrl Enter": "submit" };

export default {
  render({ model, el }) {
    const turned = () => {
      document.activeElement?.blur();
      el.parentElement?.scrollIntoView();
      document.querySelector(".sc-form-fields")?.scrollTo(0, 0);
    };
    const pressed = (event) => {
      const held = event.altKey ? "alt" : event.ctrlKey ? "ctrl" : "";
      const key = event.isComposing ? undefined : KEYS[`${held} ${event.key}`];
      if (!key || !model.get("is_open")) return;
      event.preventDefault();
      document.activeElement?.blur();  // a field that is left sends what was typed in it, before the key
      model.send({ key });
    };
    el.hidden = true;
    model.on("change:turn", turned);
    document.addEventListener("keydown", pressed);
    return () => {
      model.off("change:turn", turned);
      document.removeEventListener("keydown", pressed);
    };
  },
};
