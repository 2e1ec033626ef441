"""What an organisation's name says: which one it is, and of which county."""

import re
import unicodedata
from functools import lru_cache

_IN_FULL = {"工信": "工业和信息化", "经信": "经济和信息化", "发改": "发展和改革"}
_PLACE = re.compile(r"[^省市县区旗盟]{1,12}?(?:自治区|省|自治州|盟|地区|市|自治县|县|自治旗|旗|林区|特区|新区|区)")


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """Write a name one way: without spaces, signs and brackets, the usual short forms in full.

    >>> plain_name("慈溪市经信局（中小企业局）")
    '慈溪市经济和信息化局'
    """
    text = re.sub(r"\(.*?\)|[\W_]", "", unicodedata.normalize("NFKC", name).lower())
    for short, full in _IN_FULL.items():
        text = text.replace(short, full)
    return text


@lru_cache(maxsize=8192)
def county_of(name: str) -> str:
    """Give the county that stands at the head of an organisation's name, or the empty text.

    A district goes with its city, and without one it is none: many cities have a 朝阳区.

    >>> county_of("浙江省宁波市慈溪市经济和信息化局"), county_of("长春市朝阳区工信局"), county_of("朝阳区工信局")
    ('慈溪市', '长春市朝阳区', '')
    """
    text, places = plain_name(name), []
    while found := _PLACE.match(text):
        places.append(found[0])
        text = text[found.end() :]
    if not places or places[-1].endswith("省"):
        return ""
    if places[-1].endswith("区"):
        return "".join(places[-2:]) if len(places) > 1 and not places[-2].endswith("省") else ""
    return places[-1]


def is_same_organisation(one: str, other: str) -> bool:
    """Say whether two names are of one organisation, or of one inside the other.

    A name that does not begin with a county is too common to tell by.

    >>> is_same_organisation("宁波市慈溪市经信局企业科", "慈溪市经济和信息化局")
    True
    >>> is_same_organisation("余姚市工业和信息化局", "工业和信息化局")
    False
    """
    short, long = sorted((plain_name(one), plain_name(other)), key=len)
    return short == long != "" or (bool(county_of(short)) and len(short) > len(county_of(short)) and short in long)
