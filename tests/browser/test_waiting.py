"""Who waits for a page is told so."""

from playwright.sync_api import Route, expect


def test_a_page_that_is_long_in_coming_is_said_to_be_coming(sign_in):
    page = sign_in("E01")
    held: list[Route] = []
    page.route("**/app/scoring", held.append)  # the server's queue, without the crowd
    page.get_by_role("link", name="专家评分").click(no_wait_after=True)
    expect(page.get_by_role("status")).to_contain_text("正在打开“专家评分”")
    expect(page.get_by_role("status")).to_contain_text("正在排队")
    held[0].continue_()
    page.locator(".sc-row").first.wait_for()
