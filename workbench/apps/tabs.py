"""Several screens of an app under a row of tabs."""

from collections.abc import Mapping
from pathlib import Path

import ipywidgets as widgets

STYLE = Path(__file__).with_name("tabs.css")


class Tabs(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Shows one of several screens at a time; all are drawn, so nothing typed is lost by turning.

    Parameters
    ----------
    screens
        By what stands on the tab.

    Examples
    --------
    >>> tabs = Tabs({"一": widgets.HTML("1"), "二": widgets.HTML("2")})
    >>> tabs.choice.value = "二"
    >>> [screen.layout.display for screen in tabs.screens.values()]
    ['none', None]
    """

    def __init__(self, screens: Mapping[str, widgets.Widget]) -> None:
        self.screens = screens
        self.choice = widgets.ToggleButtons(options=list(screens))
        self.choice.add_class("wb-tabs-choice")
        self.choice.observe(lambda _change: self._turn(), "value")
        super().__init__([self.choice, *screens.values()])
        self.add_class("wb-tabs")
        self._turn()

    def _turn(self) -> None:
        for name, screen in self.screens.items():
            screen.layout.display = None if name == self.choice.value else "none"
