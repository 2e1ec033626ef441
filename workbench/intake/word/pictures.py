"""Which pictures a document shows, in the order of the page, without opening them."""

from collections.abc import Collection, Mapping

from lxml import etree

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_LINKS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_OTHERWISE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset(
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name for name in ("del", "moveFrom")
)


def count_linked(root: etree._Element, elsewhere: Collection[str]) -> int:
    """Count the pictures that a document shows but does not hold: by ids of what lies outside of it."""
    links = [space + name for space in (_LINKS, _STRICT_LINKS) for name in ("link", "href", "embed", "id")]
    found = 0
    for one in root.iter(_BLIP, _IMAGE):
        ids = [one.get(link, "") for link in links if one.get(link)]
        if not ids or not all(each in elsewhere for each in ids):
            continue  # held as well
        above = {each.tag for each in one.iterancestors()}
        found += _OTHERWISE not in above and _GONE.isdisjoint(above)
    return found


def shown(root: etree._Element, stored: Mapping[str, str]) -> list[str]:
    """Give the parts of the pictures that a document shows, as often as it shows them.

    Parameters
    ----------
    root
        Root of the main part.
    stored
        The document's own pictures: name of the part by the id that the main part knows it by.

    Returns
    -------
    list of str
        Names of parts, and last those that the main part only keeps; what the writer deleted is left out.
    """
    found, gone = [], set()
    for one in root.iter(_BLIP, _IMAGE):
        links = (one.get(space + name, "") for space in (_LINKS, _STRICT_LINKS) for name in ("embed", "id"))
        part = next((stored[link] for link in links if link in stored), None)
        above = {each.tag for each in one.iterancestors()}
        if part is None or _OTHERWISE in above:
            continue
        if _GONE.isdisjoint(above):
            found.append(part)
        else:
            gone.add(part)
    return found + [part for part in dict.fromkeys(stored.values()) if part not in gone and part not in found]
