"""What a document's styles say that its text depends on, and what its properties say."""

from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = _W + "val"
FALSE = frozenset({"0", "false", "off", "none"})


def value(element: etree._Element | None) -> str:
    """Give the value of a property, empty if it has none or is not there."""
    return element.get(_VAL, "") if element is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """Say whether an on-off property is there and not switched off."""
    return element is not None and element.get(_VAL, "1") not in FALSE


@dataclass(slots=True)
class Styles:
    """What styles say that the text depends on: outline levels and numbering of paragraphs, hidden styles."""

    levels: dict[str, int] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element) -> "Styles":
        """Read them from the styles part; a style inherits from the one it is based on."""
        result, parents = cls(), {}
        for style in root.iterchildren(_W + "style"):
            name = style.get(_W + "styleId", "")
            parts = {part.tag: part for part in style}
            parents[name] = value(parts.get(_W + "basedOn"))
            for place in parts.get(_W + "pPr", ()):
                if place.tag == _W + "outlineLvl" and value(place).isdigit():
                    result.levels[name] = int(value(place))
                elif place.tag == _W + "numPr":
                    result.numbered.add(name)
            if _W + "rPr" in parts and is_on(parts[_W + "rPr"].find(_W + "vanish")):
                result.hidden.add(name)
        for name in parents:
            above, seen = name, {name}
            while (above := parents.get(above, "")) and above not in seen:
                seen.add(above)
                if above in result.levels:
                    result.levels.setdefault(name, result.levels[above])
                if above in result.numbered:
                    result.numbered.add(name)
        return result
