"""The texts in which a rule looks, each with the document that it stands in and its place there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.call.columns import column
from workbench.call.forms import Form, forms
from workbench.screening.finding import Finding, Material, of_case, rows

CONTACTS = ("county_department", "contact_name", "contact_phone")
_CASE = (
    "cluster_name",
    "title",
    "abstract",
    *CONTACTS,
    "basics",
    "practices",
    "results",
    "other_direction",
    "appendix",
)
_SUMMARY = ("cluster_name", "content")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a document: `document` is its row, `name` the text's column, `number` that of a row of 附件1."""

    document: Mapping[str, Any]
    form: Form
    name: str
    text: str
    number: str = ""

    @property
    def where(self) -> str:
        """The place in the document, as messages name it."""
        return f"“{column(self.name).label}”{self.number}"

    def finding(self, what: str, advice: str, *, detail: str) -> Finding:
        """Make a finding on this text; `detail` tells it from others on the same text."""
        key = f"{self.name}{self.number}\0{detail}"
        return of_case(self.document, what, advice, where=self.where, detail=key)


def passages(material: Material) -> Iterator[Passage]:
    """Give all texts of the cases and the measures documents."""
    case, measures = forms().case, forms().measures
    for table, form, names in (
        (material.cases, case, _CASE),
        (material.measures, measures, tuple(measures.sections)),
    ):
        for document in rows(table):
            yield from (Passage(document, form, name, document[name]) for name in names if document[name])


def all_passages(material: Material) -> Iterator[Passage]:
    """Give also the texts of 附件1, which are no case's own: a finding on them is on the file."""
    yield from passages(material)
    for row in rows(material.summaries):
        number = "（未编号的行）" if row["number"] is None else f"（序号{row['number']}）"
        document = {**row, "case_id": None}
        yield from (Passage(document, forms().summary, name, row[name], number) for name in _SUMMARY if row[name])
