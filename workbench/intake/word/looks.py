"""What of a part no text depends on, left out before it is parsed: fonts and sizes are most of what Word writes."""

import re
from functools import lru_cache

from lxml import etree

from workbench.intake.word.symbols import is_of_symbols

_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_URI}}}"
_BEGIN, _END, _NONE = b"<w:rPr>", b"</w:rPr>", b"<w:rPr/>"
_HEAD = f'<w:rPr xmlns:w="{_URI}">'.encode()
_FONTS = _W + "rFonts"
_NEEDLESS = frozenset({_FONTS} | {_W + name for name in ("sz", "szCs", "kern", "lang", "snapToGrid", "noProof")})
_IS_UTF8 = re.compile(rb'<\?xml[^>]*encoding=["\']UTF-8["\']', re.IGNORECASE)
_LARGE, _LONG = 2**20, 2**9
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def without_looks(part: bytes) -> bytes:
    """Leave looks empty that tell nothing but fonts, sizes and languages; those with a font of symbols stay.

    Nothing else changes: what is left out is well-formed by itself, and a part with comments, CDATA, processing
    instructions or a DTD, where tags may be no tags, is given back as it is, as is one that is not in UTF-8, or large.

    >>> head = b'<?xml version="1.0" encoding="UTF-8"?>'
    >>> without_looks(head + b'<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>12</w:t></w:r>').removeprefix(head)
    b'<w:r><w:rPr/><w:t>12</w:t></w:r>'
    """
    if len(part) > _LARGE or b"!" in part or part.count(b"<?") > 1 or not _IS_UTF8.match(part):
        return part
    first, *others = part.split(_BEGIN)
    pieces, known = [first], _END
    for other in others:
        if not other.startswith(known):  # most runs look as the one before
            look, end, _ = other.partition(_END)
            if not end or len(look) > _LONG or not _is_needless(look):
                pieces += (_BEGIN, other)
                continue
            known = look + end
        pieces += (_NONE, other[len(known) :])
    return b"".join(pieces)


@lru_cache(maxsize=256)
def _is_needless(look: bytes) -> bool:
    """Say whether no text depends on a look; most runs of a document share a few."""
    try:
        properties = etree.fromstring(_HEAD + look + _END, _PARSER)
    except etree.XMLSyntaxError:
        return False
    return all(one.tag in _NEEDLESS and not len(one) and not _is_of_symbols(one) for one in properties)


def _is_of_symbols(one: etree._Element) -> bool:
    return is_of_symbols(one.get(_W + "ascii") or one.get(_W + "hAnsi") or "")
