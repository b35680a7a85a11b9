"""What an event is answered with: questions go to the conversation, orders to the dialogue, the rest gets a kind sentence."""

from dataclasses import dataclass, replace

from knowledge.sentence import Sentences
from knowledge.text.normal import visible
from web.conversation import is_too_long
from web.line.desk import LineDesk
from web.line.dialogue import Said, carry_out, choose_city, order_of_command
from web.line.event import LineEvent, addressed_text, own_mentions
from web.line.messages import MAX_MESSAGES, plain, render
from web.line.offer import Offer, kept, read_order, taken_offer
from web.line.sentence import command, line_sentences
from web.line.user import LineUser
from web.rasa_client import Message

_MEDIA = ("sticker", "image", "video", "audio", "file", "location")


@dataclass(frozen=True)
class Asked:
    """An event and who it comes from."""

    event: LineEvent
    user: LineUser

    @property
    def say(self) -> Sentences:
        """The sentences in the user's language."""
        return line_sentences(self.user.language)


def answer(desk: LineDesk, asked: Asked) -> Said | None:
    """What is said to an event, and the user as they are afterwards; None for events that get no answer."""
    said = _answer(desk, asked)
    return said if said is None or said.answered else _under_notices(desk, said)


def _under_notices(desk: LineDesk, said: Said) -> Said:
    """Disaster notices stand above what is said outside the conversation too."""
    shown = said.rendered.messages
    told = desk.conversation.notices(desk.city_of(said.user.account) or said.user.municipality)
    above = plain("\n\n".join(told)).messages[: MAX_MESSAGES - len(shown)] if told else ()
    return replace(said, rendered=replace(said.rendered, messages=(*above, *shown)))


def _answer(desk: LineDesk, asked: Asked) -> Said | None:
    match asked.event.type:
        case "message":
            return _answer_message(desk, asked)
        case "postback":
            return _take(desk, asked, Offer("", data=asked.event.data))
        case "follow":
            return _welcome(desk, asked)
        case "join":
            return Said(plain(asked.say.say("welcome_group")), asked.user)
        case "accountLink":
            return Said(plain(asked.say.say("account_link")), asked.user)
    return None


def _answer_message(desk: LineDesk, asked: Asked) -> Said | None:
    kind = asked.event.message.get("type")
    if kind == "text":
        return _answer_text(desk, asked)
    if asked.event.source.kind != "user":
        return None
    key = f"got_{kind}" if kind in _MEDIA else "got_other"
    return Said(plain(asked.say.say(key)), asked.user)


def _answer_text(desk: LineDesk, asked: Asked) -> Said | None:
    text = visible(addressed_text(asked.event)).strip()
    if not text:
        return _nothing_written(asked)
    if is_too_long(text):
        return Said(plain(asked.say.say("too_long")), asked.user)
    ordered = command(text)
    if ordered:
        return _take(desk, asked, Offer("", data=order_of_command(ordered)))
    offer = taken_offer(text, asked.user.offered)
    return _take(desk, asked, offer) if offer else _ask(desk, asked.user, text)


def _nothing_written(asked: Asked) -> Said | None:
    if asked.event.source.kind == "user":
        return Said(plain(asked.say.say("got_sticker")), asked.user)
    return Said(plain(asked.say.say("group_hint")), asked.user) if own_mentions(asked.event) else None


def _take(desk: LineDesk, asked: Asked, offer: Offer) -> Said | None:
    """Take an offer up: say its words to the bot, or carry out its order."""
    if not offer.data:
        return _ask(desk, asked.user, offer.text)
    ordered = read_order(offer.data)
    if ordered.get("do") == "take":
        again = taken_offer(ordered.get("number", ""), asked.user.offered)
        return _take(desk, asked, again) if again and not again.data else Said(plain(asked.say.say("stale")), asked.user)
    if asked.event.source.kind != "user" and ordered.get("do") not in ("mark", "reason", "help"):
        return Said(plain(asked.say.say("groups_have_no_settings")), asked.user)
    return carry_out(desk, asked.user, ordered)


def _ask(desk: LineDesk, user: LineUser, text: str) -> Said:
    city = desk.city_of(user.account)
    message = Message(session=user.name, text=text, municipality=city or user.municipality, language=user.language, channel="line")
    reply = desk.conversation.ask(message)
    rendered = render(reply, line_sentences(user.language))
    found = reply.get("municipality")
    municipality = found if city is None and found in desk.catalogue.municipalities else user.municipality
    return Said(rendered, replace(user, municipality=municipality, offered=kept(rendered.offers)), answered=True)


def _welcome(desk: LineDesk, asked: Asked) -> Said:
    follow = asked.event.body.get("follow")
    again = isinstance(follow, dict) and follow.get("isUnblocked") is True
    city = desk.city_of(asked.user.account)
    if again:
        return Said(plain(asked.say.say("welcome_back")), asked.user)
    if city is None:
        return choose_city(desk, asked.user, key="welcome_any")
    return Said(plain(asked.say.say("welcome", city=desk.city_name(city))), asked.user)
