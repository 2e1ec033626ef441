"""Web archives (MHTML): Word writes them under .doc, LibreOffice does not read them."""

from email import message_from_bytes, policy


def html_of(data: bytes) -> bytes:
    """Give the page of a web archive, in ASCII whatever it says of its encoding; nothing if it has none.

    >>> page = b"<p>text</p>"
    >>> head = b'MIME-Version: 1.0\\nContent-Type: text/html; charset="gb2312"\\n\\n'
    >>> html_of(head + page).endswith(page)
    True
    """
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            raw = part.get_payload(decode=True)
            encoding = part.get_content_charset("gb18030")
            text = raw if isinstance(raw, bytes) else b""
            try:
                page = text.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding, "replace")
            except LookupError:
                page = text.decode("gb18030", "replace")
            return page.encode("ascii", "xmlcharrefreplace")
    return b""
