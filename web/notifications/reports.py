"""What the people who run the chapter hear: somebody reported something."""

from fedevent.domain_events import ReportMade
from fedevent.moderation import Report, Subject
from fedevent.words import N_
from web.i18n import Speech
from web.mail.letter import Letter
from web.mail.outgoing import clean
from web.mail.sheet import Link, Row, Sheet
from web.notifications.facts import Mailbox, MailFacts
from web.notifications.writing import Sending, event_page, group_page, write

_TITLES = {
    Subject.EVENT: N_("Somebody reported an event"),
    Subject.GROUP: N_("Somebody reported a group"),
    Subject.PERSON: N_("Somebody reported a person"),
}


def made(happened: ReportMade, facts: MailFacts) -> list[Letter]:
    """The report, to each admin."""
    report = facts.report
    return [_to(facts, report, admin) for admin in facts.admins] if report else []


def _to(facts: MailFacts, report: Report, admin: Mailbox) -> Letter:
    speech = facts.speech(admin.language)
    title = speech.say(_TITLES[report.subject])
    sheet = Sheet(
        title=title,
        rows=_rows(facts, report, speech),
        quote=report.reason,
        button=Link(speech.say(N_("Look at the reports")), facts.links.url("/admin/reports")),
        foot=(
            speech.say(
                N_("You get this mail because you run %(chapter)s; every report goes to all who do."),
                chapter=facts.chapter.name,
            ),
            speech.say(N_("Whoever gives that up gets no more of these.")),
        ),
    )
    return write(facts, admin, speech, f"{title} · {facts.chapter.name}", sheet, Sending())


def _rows(facts: MailFacts, report: Report, speech: Speech) -> tuple[Row, ...]:
    rows = []
    if report.subject is Subject.EVENT and facts.event:
        rows.append(Row(speech.say(N_("Event")), facts.event.title, event_page(facts)))
    if report.subject is Subject.GROUP and facts.group:
        rows.append(Row(speech.say(N_("Group")), facts.group.name, group_page(facts)))
    if report.actor:
        rows.append(Row(speech.say(N_("Reported from")), report.actor))
    if report.contact:
        rows.append(Row(speech.say(N_("Contact they gave")), clean(report.contact, 200)))
    return tuple(rows)
