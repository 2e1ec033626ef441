"""A button that does one step, once."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.apps.page import Messages


def make_button(
    text: str,
    messages: Messages,
    step: Callable[[], object],
    *,
    style: str = "",
    tooltip: str = "",
    within: widgets.Widget | None = None,
) -> widgets.Button:
    """Make a button whose mistakes are told in `messages`.

    The second click of a double click comes when the step is done; where the step has hidden or disabled its button, or
    hidden the box `within` which it stands, that click is passed over, so that it does not put a refusal in the place
    of what was just achieved.

    Examples
    --------
    >>> said = []
    >>> one = make_button("登记", Messages(), lambda: said.append("登记了"))
    >>> one.click()
    >>> one.disabled = True
    >>> one.click()
    >>> said
    ['登记了']
    """
    made = widgets.Button(description=text, button_style=style, tooltip=tooltip or None)

    def clicked(_button: widgets.Button) -> None:
        if not made.disabled and all(one.layout.display != "none" for one in filter(None, (made, within))):
            step()

    made.on_click(messages.guard(clicked))
    return made
