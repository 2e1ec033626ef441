"""Who is to be asked, and at which number: two cells, one, or a line with labels of its own."""

import re

_LABEL = re.compile(
    r"(?:联\s*系\s*人|联络人|经办人|姓\s*名|联\s*系\s*方\s*式|联系电话|办公电话|固定电话|移动电话|电\s*话|手\s*机(?:号码?)?|座\s*机|固话|办公)\s*[:：]\s*"
)
_PHONE = re.compile(r"\+?[\d（(][\d\s()（）+\-—–－、/，,；;]{5,120}\d")
_OPEN = re.compile(r"[-－—–(（]\s*$")
_FEWEST = 7
_WIDE = str.maketrans("０１２３４５６７８９－＋", "0123456789-+")
_EDGES = " \u3000\t\n：:、，,；;/（("


def number(text: str) -> str:
    """Give a telephone number without the label that was typed beside it.

    >>> number("座机：０９９９－１２３４５６７"), number("0999-1234567（手机同号）")
    ('0999-1234567', '0999-1234567（手机同号）')
    """
    return _LABEL.sub("", text.translate(_WIDE)).strip()


def are_whole(text: str) -> bool:
    """Say whether each line has a number of its own, none being cut in two by a narrow cell.

    >>> are_whole("0999-1234567\\n13900000000"), are_whole("0999-123\\n4567"), are_whole("0999-\\n1234567")
    (True, False, False)
    """
    lines = text.split("\n")
    return all(len(re.findall(r"\d", line)) >= _FEWEST and not _OPEN.search(line) for line in lines)


def name_and_number(text: str) -> tuple[str, str]:
    """Take apart a name and a number that stand together.

    >>> name_and_number("联系人：田野\\n电话：0999-1234567"), name_and_number("田野"), name_and_number("13900000000")
    (('田野', '0999-1234567'), ('田野', ''), ('', '13900000000'))
    """
    plain = _LABEL.sub(" ", text.translate(_WIDE))
    found = _PHONE.search(plain)
    if found is None:
        return plain.strip(_EDGES), ""
    before, after = plain[: found.start()].strip(_EDGES), plain[found.end() :].strip(_EDGES + "）)")
    phone = found[0].strip()
    return before or after, phone if re.search("[)）]", phone) else phone.lstrip("(（")
