"""Who waits for a page is told so."""

from playwright.sync_api import expect


def test_a_page_that_is_long_in_coming_is_said_to_be_coming(sign_in):
    page = sign_in("E01")
    page.route("**/app/scoring", lambda route: route.abort("aborted"))  # as if it never came
    page.get_by_role("link", name="专家评分").click(no_wait_after=True)
    said = page.get_by_role("status")
    expect(said).to_have_text("正在打开“专家评分”…")
    expect(said).to_contain_text("正在排队")
