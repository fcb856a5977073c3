"""The people of a first survey: the first operator, and those who are invited, each with a browser of their own."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.access.totp import code_of
from tests.journeys.first_survey.looking import look

PASSWORD = "a long night in November"  # of these tests only


@dataclass(kw_only=True)
class Person:
    """Somebody with an account; ``secret`` is what their authenticator app was given, "" where they have none."""

    email: str
    page: Page
    secret: str = ""

    def sign_in(self, site: str) -> None:
        """Sign in with address and password, and with the app where there is one."""
        self.page.goto(f"{site}/accounts/login/")
        look(self.page)
        self.page.locator("input[name=login]").fill(self.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
        if self.secret:
            look(self.page)
            # The code of this half minute may have been used to set the app up; a phone runs a little ahead.
            self.page.locator("input[name=code]").fill(code_of(self.secret, half_minutes_later=1))
            self.page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()

    def sign_out(self) -> None:
        """Leave."""
        self.page.get_by_role("button", name="退出").click()
        expect(self.page.get_by_role("link", name="登录").first).to_be_visible()

    def set_up_an_app(self) -> None:
        """Give an authenticator app the secret that the page shows, and keep the recovery codes."""
        page = self.page
        expect(page.get_by_role("main")).to_contain_text("您的身份必须先设好一种")
        look(page)
        page.get_by_role("link", name="设手机验证器").click()
        look(page)
        self.secret = page.get_by_role("main").locator("code").inner_text().strip()
        page.get_by_label("6位数").fill(code_of(self.secret))
        page.get_by_role("button", name="设好").click()
        expect(page.get_by_role("heading", name="备用码")).to_be_visible()
        look(page)
        page.get_by_role("link", name="抄好了，开始使用").click()


def first_operator(page: Page, site: str, link: str) -> Person:
    """Follow the link from the first screen, and sign in."""
    page.goto(site)
    expect(page.get_by_text("启动本站的那个屏幕上有一个一次性链接")).to_be_visible()
    look(page)
    page.goto(f"{site}{link}")
    look(page)
    person = Person(email="zhang@site.example", page=page)
    page.get_by_label("邮箱").fill(person.email)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("再输一遍").fill(PASSWORD)
    page.get_by_role("button", name="建立账号").click()
    person.sign_in(site)
    person.set_up_an_app()
    expect(page.get_by_role("heading", name="操作台")).to_be_visible()
    page.goto(f"{site}{link}")
    expect(page.get_by_role("heading", name="链接不能用了")).to_be_visible()
    look(page)
    return person


def invite(page: Page, *, email: str, role: str, regions: str = "") -> str:
    """Have the operator of this page invite somebody; return the link to hand over."""
    page.get_by_role("link", name="操作台").first.click()
    page.get_by_role("link", name="账号", exact=True).click()
    page.get_by_role("link", name="邀请一个人").click()
    page.get_by_label("邮箱").fill(email)
    page.get_by_label("身份").select_option(role)
    page.get_by_label("看哪些地区").fill(regions)
    look(page)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("main")).to_contain_text(regions or role)
    look(page)
    page.get_by_role("button", name="开通并给出链接").click()
    look(page)
    link = page.get_by_label("链接").input_value()
    page.get_by_role("link", name="复制好了").click()
    expect(page.get_by_role("main")).to_contain_text(email)
    return link


def move_in(page: Page, site: str, *, email: str, link: str, needs_an_app: bool) -> Person:
    """Follow one's link, choose a password, sign in, and set up an app where the role needs one."""
    person = Person(email=email, page=page)
    page.goto(link)
    look(page)
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再输一遍").fill(PASSWORD)
    page.get_by_role("button", name="设好密码").click()
    person.sign_in(site)
    if needs_an_app:
        person.set_up_an_app()
    return person
