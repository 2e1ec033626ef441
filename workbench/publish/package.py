"""An office file is a zip archive: make it carry the moment that it is given, and no other."""

import re
import shutil
from collections.abc import Mapping
from datetime import UTC
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workbench.call.times import beijing
from workbench.publish.heading import Heading

_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*")


def settled(source: IO[bytes], heading: Heading, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Pack an office file again so that the same content made at the same moment is the same to the byte.

    Parameters
    ----------
    source
        The file as a library wrote it, with the clock's time in its members and properties.
    heading
        Gives the moment that takes the clock's place.
    parts
        Members to put in another's place, by name.
    """
    stamp = beijing(heading.made_at).timetuple()[:6]
    result = BytesIO()
    with ZipFile(source) as before, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=4) as after:
        for one in before.infolist():
            name, member = one.filename, ZipInfo(one.filename, stamp)
            member.compress_type, member.file_size = ZIP_DEFLATED, one.file_size
            if name == _CORE:
                after.writestr(member, _timed(before.read(name), heading))
            elif parts and name in parts:
                after.writestr(member, parts[name])
            else:
                with before.open(name) as old, after.open(member, "w") as new:
                    shutil.copyfileobj(old, new, 1 << 20)
    return result.getvalue()


def _timed(core: bytes, heading: Heading) -> bytes:
    moment = f"{heading.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    return _TIMES.sub(rb"\g<1>" + moment, core)
