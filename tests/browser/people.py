"""A person at a browser: the same words for one with a mouse and one with a keyboard alone.

A person follows links, fills in boxes and presses buttons by the words that the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Response, expect

from tests.browser.checks import Check
from tests.browser.hands import Hands, Keyboard

PASSWORD = "partnership demonstration 2015"
_POINTER = """
for (const kind of ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'touchstart'])
  addEventListener(kind, () => console.error('a pointer was used'), true);
"""


class Person:
    """Somebody at a browser of their own, for whom every page they come to is checked."""

    def __init__(self, context: BrowserContext, origin: str, hands: Hands, check: Check) -> None:
        self.origin = origin
        self.hands = hands
        self.check = check
        self.wrong: list[str] = []
        self.refusals: set[str] = set()
        if isinstance(hands, Keyboard):
            context.add_init_script(_POINTER)
        self.page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("response", self._received)

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "pointer was used" in message.text:
            self.wrong.append(message.text)

    def _received(self, answer: Response) -> None:
        if answer.status >= HTTPStatus.BAD_REQUEST and answer.request.resource_type != "document":
            self.wrong.append(f"{answer.url} answered {answer.status}")

    def opens(self, path: str, status: int = 200) -> None:
        """Type an address."""
        answer = self.page.goto(self.origin + path)
        self._arrived(answer, status)

    def signs_in(self, email: str) -> None:
        """Sign in from the first page."""
        self.opens("/sign-in")
        self.writes("Email address", email)
        self.writes("Password", PASSWORD)
        self.presses("Sign in")
        self.reads_heading("My work")

    def goes_to(self, place: str) -> None:
        """Follow a link of the menu."""
        self._comes_by(self.page.get_by_label("Menu").get_by_role("link", name=place, exact=True))

    def follows(self, name: str) -> None:
        """Follow the first link of the page with these words; some look like buttons."""
        self._comes_by(self._link(name))

    def follows_like(self, pattern: str) -> None:
        """Follow the first link of the page whose words fit."""
        self._comes_by(self._link(re.compile(pattern)))

    def goes_back(self) -> None:
        """Follow the link above the page to where it belongs."""
        self._comes_by(self.page.get_by_role("navigation", name="Back").get_by_role("link"))

    def presses(self, name: str, status: int = 200) -> None:
        """Press the button with these words."""
        self._comes_by(self.page.get_by_role("button", name=name).first, status)

    def writes(self, label: str, text: str) -> None:
        """Fill in the box with this label."""
        self.hands.write(self.page, self._field(label), text)

    def writes_date(self, day: date) -> None:
        """Fill in the three boxes of the form's one date."""
        for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.writes(label, str(number))

    def chooses(self, label: str, of: str = "") -> None:
        """Tick the box, or pick the radio button, with this label, of this question."""
        question = self.page.get_by_role("group", name=of, exact=True)
        target = question.get_by_label(label, exact=True) if of else self._field(label)
        self.hands.choose(self.page, target)

    def selects(self, label: str, begins: str) -> None:
        """Pick from the list with this label what begins with these words."""
        box = self._field(label)
        offered = [text.strip() for text in box.locator("option").all_text_contents()]
        fitting = [text for text in offered if text.startswith(begins)]
        assert fitting, f"{begins!r} is not among {offered}"
        self.hands.select(self.page, box, fitting[0])

    def reads(self, *texts: str) -> None:
        """See these words on the page."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def reads_heading(self, text: str) -> None:
        """See that this is the page with that heading."""
        expect(self.page.locator("h1")).to_contain_text(text)

    def does_not_read(self, *texts: str) -> None:
        """Have these words nowhere on the page, nor in what it was made of."""
        content = self.page.content()
        for text in texts:
            assert text not in content, f"{text!r} is on {self.page.url}"

    def texts(self, selector: str) -> list[str]:
        """What stands in these pieces of the page."""
        return [
            text.strip() for text in self.page.locator("main").locator(selector).all_inner_texts()
        ]

    @property
    def menu(self) -> list[str]:
        """The places of the menu."""
        links = self.page.get_by_label("Menu").get_by_role("link")
        return [text.strip() for text in links.all_inner_texts()]

    @property
    def path(self) -> str:
        """The address of this page on the portal."""
        return urlsplit(self.page.url).path

    def _field(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(label, exact=True)

    def _link(self, name: str | re.Pattern[str]) -> Locator:
        main, exact = self.page.locator("main"), isinstance(name, str)
        button = main.get_by_role("button", name=name, exact=exact).and_(main.locator("a"))
        return main.get_by_role("link", name=name, exact=exact).or_(button).first

    def _comes_by(self, target: Locator, status: int = 200) -> None:
        with self.page.expect_navigation(wait_until="load") as coming:
            self.hands.press(self.page, target)
        self._arrived(coming.value, status)

    def _arrived(self, answer: Response | None, status: int) -> None:
        assert answer is not None
        assert answer.status == status, f"{answer.url} answered {answer.status}, not {status}"
        self._look(status)
        assert not self.wrong, f"{self.page.url}: {self.wrong}"

    def _look(self, status: int) -> None:
        """Check the page; of the refusals, which are all alike, one of each kind."""
        title = self.page.title()
        if status == HTTPStatus.OK or title not in self.refusals:
            self.check(self.page)
            self.refusals |= {title} if status != HTTPStatus.OK else set()


Someone = Callable[[], Person]
