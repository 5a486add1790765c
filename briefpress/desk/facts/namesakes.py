"""Names that look like a place and are none: a person, a language, a dish, a treaty, a ship, a newspaper.

Also which place is meant where several bear a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from briefpress.desk.facts.gazetteer import Mention, find_mentions, is_place
from briefpress.desk.facts.mastheads import is_outlet_noun
from briefpress.desk.tables import read_group, read_words

_COUNTS = re.compile(r"(?:\d|[mb]ln|[mb]illion|trillion|thousand|hundred)[ -]$|\bin $")
_OPENS = re.compile(r"(?:^|[.:;!?][”\"’']? |[“\"‘])$")


def near(kind: str) -> frozenset[str]:
    """The words of one kind that decide what a place's name means when they stand beside it."""
    return read_group("place-context.tsv", kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A mention of a place that is one, with the countries it may speak of."""

    mention: Mention
    codes: tuple[str, ...]  # one, or all those of a shared land


@dataclass(slots=True)
class Setting:
    """What the rules may look at beyond the words beside a name."""

    persons: set[str] = field(default_factory=set)  # places' names that are a person's surname here
    common: dict[str, bool] = field(default_factory=dict)  # whether the texts write a word small, where asked
    known: Counter[str] = field(default_factory=Counter)  # country → names with one meaning that speak of it
    named: Counter[tuple[str, ...]] = field(
        default_factory=Counter
    )  # name → how often it stands in the story
    senses: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)  # name → what it means here
    texts: Sequence[str] = ()
    headline: str = ""  # where every word may have a capital, so that one proves nothing
    full_names: set[str] = field(default_factory=set)  # "Chad Smith", as the text below the headline has it


Rule = Callable[[Mention, str, Setting], bool]


def _is_trap(mention: Mention, text: str, setting: Setting) -> bool:
    """Latin America, French fries, the Geneva Conventions: listed."""
    return mention.entry.kind == "none"


def _is_shouted_word(mention: Mention, text: str, setting: Setting) -> bool:
    """TELL US MORE: in a line of capitals, where nothing else speaks of the country."""
    return mention.entry.spelling == ("US",) and setting.known["US"] <= 1 and text.isupper()


def _is_newspaper(mention: Mention, text: str, setting: Setting) -> bool:
    """Jordan Times, The Irish Times, Washington Post."""
    return mention.after in near("paper") and mention.entry.kind not in ("seat", "firm")


def _is_of_an_outlet(mention: Mention, text: str, setting: Setting) -> bool:
    """The Spanish news agency EFE, the Peruvian broadcaster Exitosa."""
    return is_outlet_noun(mention.after) and mention.entry.kind == "demonym"


def _is_language(mention: Mention, text: str, setting: Setting) -> bool:
    """Speaks fluent Spanish, said in French, a Russian dictionary."""
    if mention.entry.spelling[0] not in near("tongue") or len(mention.entry.spelling) > 1:
        return False
    before = mention.before.lower()
    if mention.after in near("of-language") or before in near("speaks"):
        return True
    return before in near("writes") and mention.after in near("after-language") | {""}


def _is_thing(mention: Mention, text: str, setting: Setting) -> bool:
    """A Chinese restaurant, an Irish wolfhound, a Canada goose: named for a place, found anywhere."""
    return mention.entry.kind in ("demonym", "name", "either") and mention.after.lower() in near("thing")


def _is_treaty(mention: Mention, text: str, setting: Setting) -> bool:
    """The Minsk agreements, the Montreal Protocol: a city that lent its name to what was signed there."""
    return mention.entry.kind in ("city", "capital", "either") and mention.after.lower() in near("treaty")


def _is_vessel(mention: Mention, text: str, setting: Setting) -> bool:
    """USS Vermont, the ferry Estonia."""
    return mention.before in near("vessel") and mention.entry.kind not in ("demonym", "firm")


def _is_other_party(mention: Mention, text: str, setting: Setting) -> bool:
    """Social Democrats, Irish Republicans: not the two parties of the United States."""
    return mention.entry.spelling[0] in near("party") and mention.before in near("not-american")


def _is_surname(mention: Mention, text: str, setting: Setting) -> bool:
    """Michael Jordan, Mr London; and "Jordan" alone later in the same story."""
    if len(mention.entry.spelling) > 1:
        return False
    word = mention.entry.spelling[0]
    if mention.entry.kind not in ("city", "capital") and word not in near("surname"):
        return False
    before = mention.before
    if before in near("title") or _is_called(before) or _follows_a_name(mention, text, setting):
        setting.persons.add(word)
        return True
    return word in setting.persons and before not in near("into")


def _follows_a_name(mention: Mention, text: str, setting: Setting) -> bool:
    """Ottavia Bergamo, where nothing else speaks of Italy: after a capital letter, inside a sentence."""
    before, start = mention.before, mention.start - len(mention.before) - 1
    return (
        mention.entry.kind == "city"
        and before.istitle()
        and text is not setting.headline
        and before not in near("of-city")
        and not _OPENS.search(text, max(0, start - 3), start)
        and not is_place(before)
        and setting.known[mention.entry.codes[0]] <= setting.named[mention.entry.spelling]
    )


def _is_called(word: str) -> bool:
    return word in read_words("given-names.txt") and word not in near("modal") and not is_place(word)


def _is_given_name(mention: Mention, text: str, setting: Setting) -> bool:
    """Paris Hilton, Georgia Meloni, but not Paris Opera, Jordan Valley or Israel Prime Minister."""
    after = mention.after
    if text is setting.headline:
        return f"{mention.entry.spelling[0]} {after}" in setting.full_names
    is_name = (
        mention.entry.spelling[0] in near("given")
        and len(mention.entry.spelling) == 1
        and after[:1].isupper()
        and not after.isupper()
        and text[mention.end : mention.end + 1] == " "
        and after not in near("place")
        and after.lower() not in near("official")
        and mention.before not in near("into")
        and mention.before not in near("institution")
        and not is_place(after)
    )
    if is_name:
        setting.full_names.add(f"{mention.entry.spelling[0]} {after}")
    return is_name


def _is_money(mention: Mention, text: str, setting: Setting) -> bool:
    """The U.S. dollar, in which all the world counts; five million Swiss francs: a unit of account."""
    after = mention.after.lower()
    if "US" in mention.entry.codes and after in near("dollars"):
        return True
    counted = _COUNTS.search(text, max(0, mention.start - 12), mention.start)
    return after in near("money") and counted is not None


def _is_common_word(mention: Mention, text: str, setting: Setting) -> bool:
    """A turkey, a nice day, where nothing else in the story speaks of the country."""
    word = mention.entry.spelling[0].lower()
    if word not in near("common") or any(setting.known[code] for code in mention.entry.codes):
        return False
    if word not in setting.common:
        small = re.compile(rf"\b{word}s?\b")
        setting.common[word] = any(small.search(text) for text in setting.texts)
    if setting.common[word]:
        return True
    return word in near("opener") and bool(_OPENS.search(text, max(0, mention.start - 3), mention.start))


def _is_doubtful(mention: Mention, text: str, setting: Setting) -> bool:
    """Java without Indonesia is a language for machines, Patagonia without Argentina a jacket."""
    if mention.entry.spelling[0] not in near("doubtful") or len(mention.entry.spelling) > 1:
        return False
    return not any(setting.known[code] for code in mention.entry.codes)


# In this order; the first that holds leaves the mention out.
RULES: tuple[Rule, ...] = (
    _is_trap,
    _is_shouted_word,
    _is_newspaper,
    _is_of_an_outlet,
    _is_language,
    _is_thing,
    _is_treaty,
    _is_vessel,
    _is_other_party,
    _is_surname,
    _is_given_name,
    _is_money,
    _is_common_word,
    _is_doubtful,
)


def find_spots(headline: str, texts: Sequence[str]) -> list[list[Spot]]:
    """The places that a headline, then each text of its story speaks of, namesakes left out, in order."""
    parts = [*texts, headline]  # the headline last: the text tells who its names are
    found = [find_mentions(text) for text in parts]
    setting = Setting(headline=headline, texts=parts, known=_count_known(found))
    setting.named.update(mention.entry.spelling for mentions in found for mention in mentions)
    spots: list[list[Spot]] = []
    for text, mentions in zip(parts, found, strict=True):
        kept = [m for m in mentions if not any(rule(m, text, setting) for rule in RULES)]
        spots.append(_settle(text, kept, setting))
    return [spots[-1], *spots[:-1]]


def _count_known(found: Sequence[Sequence[Mention]]) -> Counter[str]:
    """How often names with one meaning speak of each country, those left out that may mean none."""
    return Counter(
        mention.entry.codes[0]
        for mentions in found
        for mention in mentions
        if len(mention.entry.codes) == 1
        and mention.entry.spelling[0].lower() not in near("common")
        and mention.entry.spelling[0] not in near("doubtful")
    )


def _settle(text: str, mentions: Sequence[Mention], setting: Setting) -> list[Spot]:
    """Which countries each mention speaks of.

    "Paris, Texas" speaks of Texas, and "Macon, Georgia" of the state: what stands before a comma and a region
    goes by the region, and both by the country they share; and so does the name alone from there on.
    """
    spots: list[Spot] = []
    shared: tuple[str, ...] = ()
    for mention, follower in zip_longest(mentions, mentions[1:]):
        name = mention.entry.spelling
        codes, shared = shared or setting.senses.get(name, mention.entry.codes), ()
        if follower is not None and _are_pair(text, mention, follower):
            shared = tuple(code for code in mention.entry.codes if code in follower.entry.codes)
            setting.senses[name] = shared or follower.entry.codes
            if not shared:
                continue
            codes = shared
        if len(codes) > 1 and mention.entry.kind != "both":
            others = _beside(text, mention, follower, spots[-1] if spots else None)
            left = [code for code in codes if code not in others] or codes
            codes = (max(left, key=lambda code: setting.known[code]),)
        spots.append(Spot(mention=mention, codes=codes))
    return spots


def _beside(text: str, mention: Mention, follower: Mention | None, last: Spot | None) -> tuple[str, ...]:
    """The countries named in one breath with a place, and so other ones: "Congo and Congo Republic"."""
    codes: tuple[str, ...] = ()
    if follower is not None and text[mention.end : follower.start] == " and ":
        codes += follower.entry.codes if len(follower.entry.codes) == 1 else ()
    if last is not None and text[last.mention.end : mention.start] == " and ":
        codes += last.codes
    return codes


def _are_pair(text: str, mention: Mention, follower: Mention) -> bool:
    """Whether a comma ties a place to the land it lies in: "Lebanon, Pennsylvania," but not a list of two."""
    if text[mention.end : follower.start] != ", " or text[follower.end : follower.end + 1] == " ":
        return False
    into = ("region", "state", "postal", "either")
    if mention.entry.kind in ("city", "capital", "either"):
        return follower.entry.kind in (*into, "name")
    return mention.entry.kind in ("name", "region") and follower.entry.kind in into
