"""What a round says of its list: how sure it is, and who stands by."""

from dataclasses import replace

import openpyxl
import pytest

from workbench.call.errors import UserError
from workbench.call.frames import check
from workbench.round import open_round


@pytest.fixture
def opened(demo):
    return open_round(demo)


def test_how_sure_the_list_is_follows_from_ballots_and_seed_alone(opened):
    first, again, other = (opened.stability(50, seed=seed).table for seed in (1, 1, 2))
    assert check("stability", first).equals(again)
    assert not first.equals(other)
    on_cases, listed = first[first["direction"] != "measures"], opened.select().selected
    assert set(first.index) == set(opened.ranking().index)
    assert on_cases["selection_probability"].sum() == pytest.approx(len(listed))  # each draw fills as many places
    assert (on_cases.loc[on_cases["score"].isna(), "selection_probability"] == 0).all()


def test_a_ranking_has_the_probability_of_selection_where_it_is_asked_for(opened):
    plain, full = opened.ranking(), check("ranking", opened.ranking(stability=True))
    assert plain["selection_probability"].isna().all()
    sure = opened.stability().table["selection_probability"]
    assert sure.notna().any()
    assert full["selection_probability"].equals(sure[full.index])
    assert full.drop(columns="selection_probability").equals(plain.drop(columns="selection_probability"))
    assert opened.tables()["ranking"].equals(full)


def test_a_ranking_stands_though_the_quotas_cannot_be_met_and_says_so_to_whoever_asks_how_sure_the_list_is(opened):
    green = int(sum(opened.entries["direction"] == "green"))
    opened.set_quotas(
        replace(opened.quotas, direction_min={"green": green + 1}, direction_max={}, total=green + 1), chair="chair"
    )
    assert opened.ranking()["rank"].notna().any()
    with pytest.raises(UserError, match="绿色化转型：名额下限"):
        opened.ranking(stability=True)


def test_nobody_stands_by_where_the_settings_say_so(opened, demo):
    assert len(opened.select().reserve) > 0
    toml = demo / "round.toml"
    text = toml.read_text("utf-8")
    assert "\n[quotas]\n" in text
    toml.write_text(text.replace("\n[quotas]\n", "\n[quotas]\nreserve = 0\n"), "utf-8")
    without = open_round(demo).select()
    assert without.reserve.empty
    assert without.table["replacement"].notna().any()


def test_the_exports_know_the_reserve(opened, tmp_path):
    (book,) = (path for path in opened.export(tmp_path) if path.name.startswith("入选名单") and path.suffix == ".xlsx")
    rows = [*openpyxl.load_workbook(book)["候补名单（内部）"].iter_rows(values_only=True)]
    titles = {row[4] for row in rows[3:]}
    assert {title for title in opened.select().reserve["title"] if isinstance(title, str)} <= titles
    assert opened.verify() == []
