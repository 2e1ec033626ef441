"""The address under which the person opened the page: the kernel does not know it, the browser does."""

import anywidget
import traitlets

_ESM = """
export default {
  render({ model }) {
    model.set("origin", location.origin);
    model.save_changes();
  },
};
"""


class Origin(anywidget.AnyWidget):
    """Tells scheme, host and port; the browser's word, so only to be offered to the same person for a look."""

    _esm = _ESM
    origin = traitlets.Unicode("").tag(sync=True)
