"""The short dialogue in LINE itself: receiving settings, language, city, marks on answers, erasing one's data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.errors import KnowledgeError
from knowledge.feedback import Verdict
from web.line.desk import LineDesk
from web.line.mark import explain_mark, mark_answer, reasons
from web.line.messages import Rendered, plain
from web.line.offer import Offer, kept, order
from web.line.sentence import line_languages, line_sentences
from web.line.user import LineUser, Wishes, trial_code

# What residents may choose notices on; with "all" and "done" they fill LINE's thirteen quick replies.
NOTICE_TOPICS = ("disaster", "childcare", "education", "health", "online", "mynumber", "environment", "town", "tourism", "community", "industry")

_MAX_AREAS = 12


@dataclass(frozen=True)
class Said:
    """What is said, and the user as they are afterwards; `erased` when they asked to be forgotten.

    `answered`: by the conversation, which has put the notices above its reply.
    """

    rendered: Rendered
    user: LineUser
    erased: bool = False
    answered: bool = False


def order_of_command(name: str) -> str:
    """The order that a steering word gives."""
    return order(name)


def carry_out(desk: LineDesk, user: LineUser, ordered: Mapping[str, str]) -> Said:
    """Do what a tap, a number or a word orders; an unknown order gets a hint."""
    do, value = ordered.get("do", ""), ordered.get("value", "")
    steps: dict[str, Callable[[], Said]] = {
        "settings": lambda: show_settings(desk, user),
        "topics": lambda: choose_topics(user),
        "topic": lambda: toggle_topic(user, value),
        "areas": lambda: choose_area(desk, user),
        "area": lambda: take_area(desk, user, value),
        "languages": lambda: choose_language(user),
        "language": lambda: take_language(user, value) if value else choose_language(user),
        "start": lambda: choose_topics(replace(user, wishes=replace(user.wishes, notices=True))),
        "stop": lambda: stop(user),
        "city": lambda: take_city(desk, user, value) if value else choose_city(desk, user),
        "close": lambda: _said(user, "settings_closed"),
        "help": lambda: show_help(desk, user),
        "trial": lambda: _said(user, "trial_code", code=trial_code(user.name)),
        "mark": lambda: mark(desk, user, ordered),
        "reason": lambda: take_reason(desk, user, ordered),
        "erase": lambda: Said(plain(line_sentences(user.language).say("erased")), user, erased=True),
    }
    return steps[do]() if do in steps else _said(user, "stale")


def _said(user: LineUser, key: str, offers: Sequence[Offer] = (), **values: str) -> Said:
    rendered = plain(line_sentences(user.language).say(key, **values), offers)
    return Said(rendered, replace(user, offered=kept(offers)))


def _offer(user: LineUser, key: str, do: str, value: str = "") -> Offer:
    return Offer(line_sentences(user.language).say(key), data=order(do, value=value) if value else order(do))


def show_settings(desk: LineDesk, user: LineUser) -> Said:
    """The settings as they are, and what can be changed."""
    say = line_sentences(user.language)
    areas = desk.settings.areas_of(user.account)
    offers = [_offer(user, "settings_topics", "topics"), *([_offer(user, "settings_area", "areas")] if areas else [])]
    offers += [_offer(user, "settings_language", "languages")]
    if not user.wishes.notices:
        return _said(user, "settings_off", [*offers, _offer(user, "settings_close", "close")])
    shown = {"topics": topics_text(user), "language": say.say("language_name")}
    shown |= {"area": user.wishes.area or say.say("area_all")} if areas else {}
    offers += [_offer(user, "settings_stop", "stop"), _offer(user, "settings_close", "close")]
    return _said(user, "settings_on" if areas else "settings_on_no_area", offers, **shown)


def topics_text(user: LineUser) -> str:
    """The topics a user chose, in words."""
    say = line_sentences(user.language)
    return say.say("separator").join(say.say(f"topic_{topic}") for topic in user.wishes.topics) or say.say("topics_all")


def choose_topics(user: LineUser) -> Said:
    """Offer every topic; those chosen already carry a tick."""
    say = line_sentences(user.language)
    offers = [Offer(_ticked(say.say(f"topic_{topic}"), topic in user.wishes.topics), data=order("topic", value=topic)) for topic in NOTICE_TOPICS]
    offers = [_offer(user, "topics_done", "settings"), _offer(user, "topics_all", "topic", "all"), *offers]
    return _said(user, "choose_topics", offers, topics=topics_text(user) if user.wishes.notices else "―")


def _ticked(label: str, chosen: bool) -> str:
    return f"✓{label}" if chosen else label


def toggle_topic(user: LineUser, topic: str) -> Said:
    """Add or remove a topic; `all` removes the choice, which means every topic. Choosing switches notices on."""
    if topic not in (*NOTICE_TOPICS, "all"):
        return _said(user, "stale")
    chosen = set() if topic == "all" else set(user.wishes.topics) ^ {topic}
    topics = tuple(name for name in NOTICE_TOPICS if name in chosen)
    return choose_topics(replace(user, wishes=replace(user.wishes, notices=True, topics=topics)))


def choose_area(desk: LineDesk, user: LineUser) -> Said:
    """Offer the areas that the city has configured."""
    areas = desk.settings.areas_of(user.account)[:_MAX_AREAS]
    everywhere = Offer(line_sentences(user.language).say("area_all"), data=order("area", value=""))
    offers = [everywhere, *(Offer(area, data=order("area", value=area)) for area in areas)]
    return _said(user, "choose_area", offers) if areas else show_settings(desk, user)


def take_area(desk: LineDesk, user: LineUser, area: str) -> Said:
    """Keep the area; an empty one is the whole city."""
    if area and area not in desk.settings.areas_of(user.account):
        return _said(user, "stale")
    return show_settings(desk, replace(user, wishes=replace(user.wishes, area=area or None)))


def choose_language(user: LineUser) -> Said:
    """Offer the languages, each by its own name."""
    offers = [Offer(line_sentences(name).say("language_name"), data=order("language", value=name)) for name in line_languages()]
    return _said(user, "choose_language", offers)


def take_language(user: LineUser, language: str) -> Said:
    """Speak this language from now on."""
    if language not in line_languages():
        return choose_language(user)
    return _said(replace(user, language=language), "language_chosen")


def choose_city(desk: LineDesk, user: LineUser, key: str = "choose_city") -> Said:
    """Offer the cities, where the account serves several."""
    own = desk.city_of(user.account)
    if own:
        return _said(user, "city_fixed", city=desk.city_name(own))
    offers = [Offer(desk.city_name(name), data=order("city", value=name)) for name in desk.catalogue.municipalities]
    return _said(user, key, offers)


def take_city(desk: LineDesk, user: LineUser, city: str) -> Said:
    """Answer for this city from now on."""
    if desk.city_of(user.account) or city not in desk.catalogue.municipalities:
        return choose_city(desk, user)
    return _said(replace(user, municipality=city), "city_chosen", city=desk.city_name(city))


def stop(user: LineUser) -> Said:
    """No more notices; questions are still answered."""
    return _said(replace(user, wishes=Wishes()), "stopped")


def show_help(desk: LineDesk, user: LineUser) -> Said:
    """The words that steer."""
    say = line_sentences(user.language)
    extra = say.say("help_city") if desk.city_of(user.account) is None else ""
    return Said(plain(say.say("help") + extra), user)


def mark(desk: LineDesk, user: LineUser, ordered: Mapping[str, str]) -> Said:
    """Keep a mark on an answer where staff see it; one mark per answer. Who was not helped is asked why."""
    known = {Verdict.SOLVED.value, Verdict.UNSOLVED.value}
    if ordered.get("verdict") not in known or not ordered.get("message", "").isdecimal():
        return _said(user, "stale")
    verdict = Verdict(ordered["verdict"])
    municipality = desk.city_of(user.account) or user.municipality
    try:
        new = mark_answer(desk.engine, user.name, int(ordered["message"]), verdict, municipality=municipality)
    except KnowledgeError:
        return _said(user, "stale")
    if not new:
        return _said(user, "marked_already")
    return _said(user, f"marked_{verdict.value}", reasons(user.language, ordered["message"]) if verdict is Verdict.UNSOLVED else ())


def take_reason(desk: LineDesk, user: LineUser, ordered: Mapping[str, str]) -> Said:
    """Keep why an answer did not help, and show the ways on."""
    if not ordered.get("message", "").isdecimal():
        return _said(user, "stale")
    try:
        new = explain_mark(desk.engine, user.name, int(ordered["message"]), ordered.get("value", ""))
    except KnowledgeError:
        return _said(user, "stale")
    return _said(user, "reason_kept", _ways_on(user)) if new else _said(user, "marked_already")


def _ways_on(user: LineUser) -> tuple[Offer, ...]:
    say = line_sentences(user.language)
    return tuple(Offer(say.say(key), text=say.say(f"{key}_message")) for key in ("offer_person", "offer_start"))
