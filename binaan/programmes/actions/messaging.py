"""Messages and letters to who is invited: written at once, sent one by one. docs/rules/peserta.md §1."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.kit.dates import long_date
from binaan.programmes import gateway
from binaan.programmes.actions import seats
from binaan.programmes.choices import MessageChannel, ParticipationState
from binaan.programmes.models import Activity, Message, Participation
from binaan.programmes.queries import taking_part
from binaan.programmes.queries.invitations import when
from binaan.programmes.rules import inviting

NO_NUMBER = "Nomor telepon pemilik tidak diketahui."
NOBODY = "Tidak ada undangan yang belum dikirimi pesan lewat saluran ini."
WORDS = {MessageChannel.WHATSAPP: inviting.whatsapp, MessageChannel.SMS: inviting.sms}


class Sent(NamedTuple):
    """How many messages left, and how many could not."""

    sent: int
    failed: int


@transaction.atomic
def write(activity: Activity, *, channel: MessageChannel, site: str, by) -> int:
    """Write a message for everyone invited who has none in this channel yet; none is sent here.

    `site`: the address of this installation, "https://binaan.contohkab.go.id". Whose number nobody
    knows gets his trouble noted. Raises ValidationError where there is nobody to write to.
    """
    activity = seats.held(activity, by=by, whole=True)
    found = _without(activity, channel)
    if not found:
        raise ValidationError(NOBODY)
    now, days = timezone.now(), when(by, activity)
    Message.objects.bulk_create(
        [
            Message(
                activity=activity, participation=one, channel=channel, made_at=now,
                made_by=by.username, to=number(one, by=by), text=_text(one, channel, days, site),
                trouble="" if number(one, by=by) else NO_NUMBER,
            )
            for one in found
        ],
        batch_size=500,
    )  # fmt: skip
    said = {"channel": channel, "messages": len(found)}
    seats.note(activity, verb="participation.messaged", payload=said, by=by)
    return len(found)


def number(one: Participation, *, by) -> str:
    """The first telephone number of the owner, "" where none is known."""
    return one.owner.phone if one.owner else ""


def _without(activity: Activity, channel: str) -> list[Participation]:
    """Invited, silent, and not written to in this channel."""
    found = activity.participations.filter(state=ParticipationState.INVITED)
    found = found.exclude(pk__in=activity.messages.filter(channel=channel).values("participation"))
    return list(found.select_related("activity__office", "business", "owner"))


def _text(one: Participation, channel: MessageChannel, days: str, site: str) -> str:
    activity = one.activity
    said = inviting.Said(
        owner=one.owner.name if one.owner else "pemilik usaha", business=one.business.name,
        office=activity.office.name, title=activity.title, when=days, venue=activity.venue,
        answer_by=long_date(one.answer_by),
        link=site.rstrip("/") + inviting.answer_path(one.token),
    )  # fmt: skip
    return WORDS[channel](said)


def deliver(activity: Activity, *, by) -> Sent:
    """Hand every message that has not left to the gateway; each is noted by itself.

    A message that failed is tried again the next time; one that left never leaves twice.
    """
    done = [_deliver(one, by) for one in taking_part.unsent(by, activity).exclude(to="")]
    return Sent(sum(done), len(done) - sum(done))


@transaction.atomic
def _deliver(message: Message, by) -> bool:
    row = Message.objects.select_for_update().get(pk=message.pk)
    if row.sent_at is not None:
        return True
    try:
        gateway.deliver(gateway.Outgoing(str(row.pk), row.channel, row.to, row.text))
    except gateway.Undelivered as error:
        row.trouble = str(error)
    else:
        row.sent_at, row.trouble = timezone.now(), ""
    row.save(update_fields=["sent_at", "trouble"])
    return not row.trouble


@transaction.atomic
def note_letters(activity: Activity, *, invited: list[Participation], by) -> None:
    """Note that letters were printed: one message each, and the event of who took them out."""
    activity = seats.held(activity, by=by)
    seats.must_reach(invited, by=by)
    now = timezone.now()
    known = set(
        activity.messages.filter(channel=MessageChannel.LETTER).values_list(
            "participation", flat=True
        )
    )
    Message.objects.bulk_create(
        Message(activity=activity, participation=one, channel=MessageChannel.LETTER, sent_at=now,
                text="Surat undangan dicetak.", made_at=now, made_by=by.username)
        for one in invited if one.pk not in known
    )  # fmt: skip
    said = {"letters": len(invited)}
    seats.note(activity, verb="participation.letters", payload=said, by=by)
