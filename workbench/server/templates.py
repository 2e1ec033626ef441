"""Compile the page's templates once: Voilà makes a new environment for each page, which took a fifth of its time."""

from types import CodeType
from typing import ClassVar

import voila.notebook_renderer
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from voila.exporter import VoilaExporter


class KeptTemplates(BytecodeCache):
    """Compiled templates by their name and source."""

    codes: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template that was compiled before."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        if bucket.code:
            self.codes[bucket.key, bucket.checksum] = bucket.code


class PageExporter(VoilaExporter):  # type: ignore[misc]
    """Voilà's exporter, with compiled templates that are kept."""

    @property
    def environment(self) -> Environment:
        """Give the templates' environment."""
        found: Environment = super().environment
        found.bytecode_cache = KeptTemplates()
        return found


def keep_templates() -> None:
    """Have Voilà use this exporter: it has no setting for it."""
    voila.notebook_renderer.VoilaExporter = PageExporter
