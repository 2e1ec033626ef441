"""Scoring without the network: an evaluator's ballots as a workbook that goes out and comes back.

What comes back is never believed: who uploads is known from the sign-in, the file is read in a process of its own, and
each row is held against what the store has now. All accepted rows are saved together, as drafts; nothing is submitted.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.call.errors import UserError
from workbench.call.notice import MEASURES
from workbench.intake.cells import read_grids
from workbench.round.own import OwnEntry, own_entries
from workbench.round.preview import Preview, Standing, preview_of
from workbench.round.uploaded import Upload, read_upload
from workbench.store import Store
from workbench.store.audit import now
from workbench.store.drafts import MAX_COMMENT, MAX_REMARK, clean_text
from workbench.store.offline import Draft, evaluator_of, imported_versions, round_id, save_drafts
from workbench.store.phases import refusal

if TYPE_CHECKING:
    from workbench.publish.offline import Line


@dataclass(frozen=True, slots=True)
class OfflineUpload:
    """An uploaded workbook with what it would change; both are of one evaluator and one moment."""

    evaluator_id: str
    upload: Upload
    preview: Preview


def offline_workbook(store: Store, evaluator_id: str) -> bytes:
    """Write an evaluator's ballots as an Excel workbook to fill in anywhere.

    Raises
    ------
    UserError
        If there is no such evaluator, or nothing to score.
    """
    from workbench.publish import Heading
    from workbench.publish.offline import Limits, Track, offline_xlsx

    name, _ = evaluator_of(store, evaluator_id)
    settings = store.settings
    own = [one for one in own_entries(store, evaluator_id) if not one.entry.is_recused]
    if not own:
        raise UserError("还没有分配的参评项，没有可以下载的评分表。分工完成后再来；如有疑问，请联系工作人员。")
    parts = [[one for one in own if (one.entry.direction == MEASURES) == is_measures] for is_measures in (False, True)]
    tracks = [
        Track(settings.rubric_for(part[0].entry.direction), [_line(one) for one in part]) for part in parts if part
    ]
    closes = f"{settings.scoring_closes:%Y-%m-%d}" if settings.scoring_closes else ""
    limits = Limits(MAX_COMMENT, MAX_REMARK, settings.comment_min_length, settings.remark_min_length, closes)
    heading = Heading(settings.name, settings.is_demo, now())
    stamp = round_id(store), evaluator_id, secrets.token_hex(8)
    return offline_xlsx(heading, name, stamp, tracks, limits)


def preview_workbook(store: Store, evaluator_id: str, content: bytes) -> OfflineUpload:
    """Read an uploaded workbook and tell what it would change; nothing is saved.

    Raises
    ------
    UserError
        If the file as a whole cannot be taken: it cannot be read, is no offline workbook, is another evaluator's or
        another round's, or the phase does not allow scoring.
    """
    evaluator_of(store, evaluator_id)
    if reason := refusal(store, "score"):
        raise UserError(reason)
    upload = read_upload(read_grids(content))
    if upload.round_id != round_id(store):
        raise UserError("这份离线评分表是另一个评审批次的，不能在这里上传。请在本批次的“离线评分”里重新下载。")
    if upload.evaluator_id != evaluator_id:
        raise UserError("这份离线评分表是另一位专家的，不能上传。请选择自己下载的文件。")
    return _previewed(store, evaluator_id, upload)


def preview_again(store: Store, found: OfflineUpload) -> OfflineUpload:
    """Tell anew what an upload would change, after ballots were changed elsewhere."""
    return _previewed(store, found.evaluator_id, found.upload)


def save_workbook(
    store: Store, found: OfflineUpload, *, actor: str | None, reason: str = "", clears: bool | None = None
) -> int:
    """Save what a preview told, as drafts: all its changes together, or none.

    Parameters
    ----------
    actor
        Who uploads: the evaluator, or for them the office, which must give a reason; None is the command line.
    clears
        Whether to save only the changes that clear something, or only the others; None is all.

    Returns
    -------
    int
        How many ballots are saved.

    Raises
    ------
    Conflict
        If a ballot was changed after the preview; nothing is saved.
    """
    drafts = [
        Draft(one.standing.entry_id, one.standing.version, one.content.points, one.content.comment, one.content.remarks)
        for one in found.preview.changes
        if clears is None or one.clears == clears
    ]
    if drafts:
        save_drafts(store, found.evaluator_id, found.upload.workbook_id, drafts, actor=actor, reason=reason)
    return len(drafts)


def _previewed(store: Store, evaluator_id: str, upload: Upload) -> OfflineUpload:
    imported = imported_versions(store, evaluator_id, upload.workbook_id)
    standings = _standings(store, own_entries(store, evaluator_id), imported)
    return OfflineUpload(evaluator_id, upload, preview_of(upload.rows, standings, _clean))


def _standings(store: Store, own: Sequence[OwnEntry], imported: dict[str, int]) -> dict[str, Standing]:
    return {
        one.entry.entry_id: Standing(
            entry_id=one.entry.entry_id,
            name=one.entry.name,
            rubric=store.settings.rubric_for(one.entry.direction),
            content=one.content,
            version=one.version,
            is_submitted=one.is_submitted,
            is_recused=one.entry.is_recused,
            imported_version=imported.get(one.entry.entry_id),
        )
        for one in own
    }


def _clean(text: str, key: str, label: str) -> str:
    return clean_text(text, label, MAX_REMARK if key else MAX_COMMENT)


def _line(one: OwnEntry) -> "Line":
    from workbench.publish.offline import Line

    entry, content = one.entry, one.content
    return Line(
        marks=(entry.entry_id, one.version, content.mark),
        number=one.number,
        direction=entry.direction,
        submitter=entry.submitter or "",
        cluster_name=entry.cluster_name or "",
        title=entry.name,
        state=one.state,
        is_open=not one.is_submitted,
        points=content.points,
        comment=content.comment,
        remarks=content.remarks,
    )
