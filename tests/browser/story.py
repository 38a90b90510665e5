"""The story of the demonstration: one group from the register to the board, as people live it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.core import clock
from portal.web.filters import long_date
from tests.browser.people import Person, Someone

LEAD = "lro@nottspol.example"
OFFICER = "officer@county-ts.example"
SECRETARY = "secretary.noceg@nottingham-city.example"
MEMBER = "member.noceg@nottingham-city.example"
OTHER_MEMBER = "member.county@nottinghamshire.example"

STANDARDS = "Nottinghamshire County Council Trading Standards"
BOARD = "Nottingham Organised Crime Executive Group"
POLICE_ONLY = "Nottinghamshire Police only"
FEW = f"Nottinghamshire Police, who lead on the group, and {STANDARDS} only"
PARTNERS = "Every partner who holds the plan, now or later"
ABSENT = "00000000-0000-4000-8000-000000000000"


@dataclass
class Story:
    """One telling: the group and the work stream it is about, and what has come of it so far."""

    someone: Someone
    group: str
    area: str
    stream: str
    number: int
    """Each telling has its own, so that one demonstration holds them all."""
    lead: Person = field(init=False)
    officer: Person = field(init=False)
    address: str = ""
    elsewhere: str = ""
    """The address of a group that the officer does not hold."""
    secrets: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """What the preview said that the officer would read."""
    paths: list[str] = field(default_factory=list)
    """The addresses that only the board's people have."""

    @property
    def summary(self) -> str:
        """What the lead writes for partners."""
        return (
            f"Telling {self.number}: {self.group} sells from three shops. Ask landlords who pays."
        )

    @property
    def prevent(self) -> str:
        """The officer's first action, for all partners."""
        return f"Speak to year nine at two schools, telling {self.number}"

    @property
    def protect(self) -> str:
        """The officer's second action, for the police alone."""
        return f"Fit door cameras at four shops, telling {self.number}"

    @property
    def covert(self) -> str:
        """An action of the police that no partner may read."""
        return f"Watch the yard for a week, telling {self.number}"

    @property
    def update(self) -> str:
        """What the officer says of the first action."""
        return f"Both schools visited in week {self.number}"

    @property
    def note(self) -> str:
        """What the member says of the work stream."""
        return f"Two of the visits were put off, telling {self.number}"

    @property
    def until(self) -> date:
        """The last day of the shares."""
        return clock.today() + timedelta(days=90 + self.number)

    @property
    def meets(self) -> date:
        """The day of the meeting: late enough for the reviews of all groups of the story."""
        return clock.today() + timedelta(days=45 + self.number)

    def joins(self, email: str) -> Person:
        """Somebody signs in, at a browser of their own."""
        person = self.someone()
        person.signs_in(email)
        return person


def find_group(story: Story) -> None:
    """The lead sees what waits, narrows and sorts the register, and reads all of a group."""
    lead = story.lead = story.joins(LEAD)
    lead.reads("Groups I lead", "Reviews overdue", "Reviews due", "Actions waiting")
    lead.reads("What partners did", story.group)
    lead.goes_to("Groups")
    lead.reads_heading("6 groups")
    story.elsewhere = _address_of(lead, "Op Tansy")
    lead.chooses(story.area, of="Impact area")
    lead.presses("Apply filters")
    lead.reads_heading("3 of 6 groups")
    lead.follows("Band")
    bands = [row.removeprefix("Band ") for row in lead.texts("td[data-label=Band]")]
    assert bands == sorted(bands), bands
    lead.follows("Next review")
    lead.follows("Clear all filters")
    lead.follows(story.group)
    lead.reads_heading(story.group)
    story.address = lead.path
    _read_every_page(story)


def _address_of(person: Person, group: str) -> str:
    link = person.page.get_by_role("link", name=group, exact=True).first
    return link.get_attribute("href") or ""


def _read_every_page(story: Story) -> None:
    """Each page of the group, and what of it no partner may ever read."""
    lead = story.lead
    story.secrets += lead.texts("h2:has-text('Restricted narrative') + p")
    story.secrets += lead.texts("dt:has-text('In-force reference') + dd")
    pages = lead.texts("nav[aria-label='Pages of this group'] a")
    assert pages == [
        "Overview", "People", "Scores", "Plan", "Sharing", "Links", "Decisions", "Officers",
        "Intelligence", "Status", "History",
    ]  # fmt: skip
    for page in pages[1:]:
        lead.follows(page)
        if page == "People":
            names = lead.texts("tbody th")
            assert names, "there is nobody in the group"
            story.secrets += names
        if page == "Plan":
            log_action(story, lead, "Pursue", story.covert, POLICE_ONLY)
    story.secrets.append(story.covert)
    assert all(len(secret) > 5 for secret in story.secrets), story.secrets
    lead.follows("Overview")


def log_action(story: Story, person: Person, strand: str, step: str, readers: str) -> None:
    """Log an action from the page of the plan."""
    person.follows("Log an action")
    person.chooses(strand)
    person.writes("What will be done", step)
    person.writes_date(clock.today() + timedelta(days=story.number))
    person.writes("What success is", f"Nobody new is drawn in, {strand.lower()}")
    person.chooses(readers)
    person.presses("Log the action")
    person.reads(step)


def share_group(story: Story) -> None:
    """The lead writes the partner summary, checks what each will see, and shares."""
    lead = story.lead
    lead.follows("Edit partner summary")
    lead.writes("Partner summary", story.summary)
    lead.presses("Save the partner summary")
    lead.reads(story.summary)
    _share(story, STANDARDS, "to Trading Standards", STANDARDS)
    story.seen = lead.texts(".portal-preview dd, .portal-preview p.portal-prose")
    _agree(story, STANDARDS, STANDARDS)
    lead.follows("Overview")
    _share(story, BOARD, "to a partnership board", f"Everyone with a seat on {BOARD}")
    _agree(story, BOARD, f"Everyone with a seat on {BOARD}")


def _share(story: Story, recipient: str, gateway: str, who: str) -> None:
    lead = story.lead
    lead.follows("Share this group")
    lead.selects("Who to share with", recipient)
    lead.chooses("Partner summary")
    lead.chooses("Disruption")
    lead.chooses(f"Crime and Disorder Act 1998, section 115, {gateway}")
    lead.selects("Information-sharing agreement", "NOTTS-SOC-ISA-1")
    lead.writes_date(story.until)
    lead.presses("See what they will see")
    lead.reads_heading(f"Check what {recipient} will see")
    last = long_date(story.until)
    lead.reads(f"{who} will see the partner summary and the plan until {last}; no names.")
    lead.reads(story.summary)
    lead.does_not_read(*story.secrets)


def _agree(story: Story, recipient: str, who: str) -> None:
    lead = story.lead
    lead.presses(f"Share with {recipient}")
    lead.reads(f"{who} can see this group until {long_date(story.until)}.")
    lead.reads(f"Revoke the share with {recipient}")


def act(story: Story) -> None:
    """The officer reads what was shared and nothing else, and logs what they do about it."""
    officer = story.officer = story.joins(OFFICER)
    officer.goes_to("Groups")
    officer.follows(story.group)
    assert officer.path == story.address
    officer.reads(story.summary, *story.seen)
    officer.does_not_read(*story.secrets, "Restricted narrative")
    pages = officer.texts("nav[aria-label='Pages of this group'] a")
    assert pages == ["Overview", "Plan", "Links", "Decisions"]
    for page in ("Links", "Decisions", "Plan"):
        officer.follows(page)
        officer.does_not_read(*story.secrets)
    log_action(story, officer, "Prevent", story.prevent, PARTNERS)
    log_action(story, officer, "Protect", story.protect, FEW)
    officer.follows(story.prevent)
    officer.follows("Update this action")
    officer.chooses("In progress")
    officer.writes("What has happened", story.update)
    officer.presses("Save the update")
    officer.reads(story.update, "In progress")


def keep_out(story: Story) -> None:
    """What the officer may not have: 403 where they see the group, 404 where they see none."""
    officer = story.officer
    for page in (
        "people", "scores", "sharing", "share", "officers", "intelligence", "status", "history",
        "partner-summary",
    ):  # fmt: skip
        officer.opens(f"{story.address}/{page}", 403)
        officer.reads_heading("You cannot do this")
        officer.does_not_read(*story.secrets)
    for group in (story.elsewhere, f"/groups/{ABSENT}"):
        for page in ("", "/people", "/plan", "/share"):
            officer.opens(f"{group}{page}", 404)
            officer.reads_heading("Page not found")
            officer.does_not_read("Op Tansy")
    officer.opens("/groups")
    officer.does_not_read("Op Tansy", *story.secrets)


def see_what_partners_did(story: Story) -> None:
    """The lead finds both actions and the update, on My work and in the plan."""
    lead = story.lead
    lead.goes_to("My work")
    lead.reads("What partners did", story.prevent, story.protect, STANDARDS)
    lead.goes_to("Groups")
    lead.follows(story.group)
    lead.follows("Plan")
    lead.reads(story.prevent, story.protect, story.covert)
    lead.follows(story.prevent)
    lead.reads(story.update, STANDARDS)


def make_meeting(story: Story) -> None:
    """The secretary makes a meeting from the agenda that the rule proposes."""
    secretary = story.joins(SECRETARY)
    secretary.goes_to("Boards")
    secretary.follows(BOARD)
    story.paths.append(secretary.path)
    secretary.follows("Make a meeting")
    secretary.reads("Op Sorrel", "Band moved from", story.stream)
    secretary.does_not_read(story.protect, *story.secrets)
    secretary.writes_date(story.meets)
    secretary.writes("Place", f"Loxley House, room {story.number}")
    secretary.presses("Make the meeting")
    secretary.reads_heading(f"Agenda for {long_date(story.meets)}")
    secretary.reads(story.group, story.stream, f"Loxley House, room {story.number}")
    story.paths.append(secretary.path)


def review(story: Story) -> None:
    """A member reads the agenda, and the group on it, and reports on a work stream."""
    member = story.joins(MEMBER)
    member.goes_to("Boards")
    member.follows(BOARD)
    member.follows(long_date(story.meets))
    member.follows(story.group)
    member.reads(story.summary)
    member.does_not_read(*story.secrets)
    member.follows("Plan")
    member.reads(story.prevent)
    member.does_not_read(story.protect, *story.secrets)
    member.opens(story.paths[-1])
    member.follows(story.stream)
    story.paths.append(member.path)
    member.follows("Report progress")
    member.chooses("Some concern")
    member.writes("What is behind it", story.note)
    member.presses("Report progress")
    member.reads("Some concern", story.note)


def keep_the_other_board_out(story: Story) -> None:
    """A member of the other board has none of it: not the words, not the addresses."""
    other = story.joins(OTHER_MEMBER)
    hidden = (story.group, story.stream, story.note, BOARD, f"Loxley House, room {story.number}")
    other.does_not_read(*hidden)
    for place in ("Boards", "Groups"):
        other.goes_to(place)
        other.does_not_read(*hidden)
    for path in (*story.paths, story.address, f"{story.address}/plan"):
        other.opens(path, 404)
        other.reads_heading("Page not found")
        other.does_not_read(*hidden)
