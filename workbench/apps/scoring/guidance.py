"""What the rubric says of one criterion, as HTML beside its field."""

from collections.abc import Iterator

from workbench.apps.page import escape
from workbench.call.rubric import Band, Criterion


def ranges(criterion: Criterion, step: float) -> Iterator[tuple[Band, str]]:
    """Give each band with the points that belong to it.

    >>> from workbench.call.rubric import rubrics
    >>> [words for _, words in ranges(rubrics()[0].criterion("novelty"), 0.5)]
    ['22.5–25', '17.5–22', '12.5–17', '0–12']
    """
    most = criterion.points
    for band in criterion.bands:
        yield band, f"{band.least:g}–{round(most, 6):g}"
        most = band.least - step


def guidance(criterion: Criterion, direction: str, step: float) -> str:
    """Lay out what to look for in an entry of this direction, and the anchors of the bands."""
    rows = "".join(
        f'<tr><th scope="row">{escape(band.label)}<small>{points}</small></th><td>{escape(band.anchor)}</td></tr>'
        for band, points in ranges(criterion, step)
    )
    return (
        f'<p class="sc-look">{escape(criterion.description_for(direction))}</p><table class="sc-bands">{rows}</table>'
    )
