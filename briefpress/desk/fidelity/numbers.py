"""Numbers of a sentence, held against those of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from math import ceil, floor, log10

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.amounts import CURRENCIES, STARTERS, TWOS, Amount, amounts_of
from briefpress.desk.fidelity.days import days_of
from briefpress.desk.fidelity.passages import Evidence, Passage, is_day, is_stopword, stem_of
from briefpress.desk.fidelity.slots import COUNTED, Item, rival_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group

FRACTION_SLACK = 1.5  # percentage points by which "two-thirds" and "66 percent" may differ
MEASURE_SLACK = 0.02  # share by which a size in another unit may differ, as "100 feet" and "30 meters" do
MAX_WANTED = 40  # numbers of a sentence that are looked up
MAX_KNOWN = 1_000  # numbers of the sources among which they are
CONVERTED = 3  # words from a number to the same in another currency, in brackets
ABOUT_REACH = 2  # sentences around a number's in which something of the summary's sentence must stand

_FURTHER = frozenset(("other", "others", "more", "further"))  # "two others" of three: counted by who sums up
_YEARS = {"last": -1, "this": 0, "next": 1}


def check_numbers(aligned: Aligned) -> Iterator[Finding]:
    """Each number by its value and unit, and where the source has it."""
    sentence, evidence = aligned.sentence, aligned.evidence
    wanted = amounts_of(sentence)
    if not wanted:
        return
    known = known_amounts(evidence)
    dated = {place for day in days_of(sentence) for place in range(day.first, day.last + 1)}
    for amount in wanted[:MAX_WANTED]:
        if sentence.keys[amount.first] in TWOS - {"twice"} or amount.first in dated:
            continue
        if _key(sentence, amount.last + 1) in _FURTHER:
            continue
        item = sentence.written(amount.first, amount.last)
        hedge = hedge_before(sentence, amount.first)
        borne = [bears_out(other, amount, hedge) for _, other in known]
        own = [pair for pair, bears in zip(known, borne, strict=True) if bears]
        noun = _noun(sentence, amount)
        counted = bool(noun) and any(_noun(evidence.passages[its], mine) == noun for its, mine in own)
        # A "two" may be counted by whoever sums up: "A and B" are two.
        rivals = [
            (number, _item(other))
            for (number, other), bears in zip(known, borne, strict=True)
            if not bears
            and _alike(amount, other)
            and evidence.passages[number].keys[other.first] not in TWOS
            and not (counted and _noun(evidence.passages[number], other) != noun)
            and not (_is_age(sentence, amount) and _noun(evidence.passages[number], other))
            and not any(its == number and _beside(evidence.passages[its], mine, other) for its, mine in own)
            and not _in_order(sentence, amount, other, [mine for its, mine in own if its == number])
        ]
        rival = rival_of(aligned, _item(amount), [(n, _item(a)) for n, a in own], rivals) or (
            "" if counted else _changed_places(aligned, amount, noun, own)
        )
        if not own and sentence.keys[amount.first] not in ("two", "twice"):
            if not (_is_year(amount) and _told_as_relative(int(amount.value), evidence)) and not _is_step(
                amount, known
            ):
                reason = f"the source has “{rival}” here" if rival else _missing(amount, known)
                yield Finding(kind="number", item=item, reason=reason)
        elif rival:
            yield Finding(kind="number", item=item, reason=f"the source has “{rival}” here")
        elif (
            own
            and not _is_year(amount)
            and not _about_the_same(aligned, amount, {number for number, _ in own})
        ):
            yield Finding(kind="number", item=item, reason="the source says this number of something else")


def hedge_before(passage: Passage, first: int) -> str:
    """How a number is hedged: "about", "least" (it is no less), "most" (it is no more); "": not at all."""
    words = " ".join(passage.keys[max(0, first - 4) : first]).removesuffix(" a").removesuffix(" an")
    words = words.rstrip("$€£ ")
    return next(
        (
            kind
            for kind in ("least", "most", "about")
            if any(f" {words}".endswith(f" {phrase}") for phrase in read_group("hedges.tsv", kind))
        ),
        "",
    )


def bears_out(known: Amount, claimed: Amount, hedge: str = "") -> bool:
    """Whether a number of the source says what the summary's says; a hedged one may be rounded."""
    if claimed.measure and known.measure and (claimed.measure, claimed.size) != (known.measure, known.size):
        return _converts(known, claimed, hedge)
    if known.measure and claimed.unit in CURRENCIES:  # "210 pounds" where the source has kilograms
        return False
    readings = [(known.value, known.unit), *known.also]
    for value, unit in [(claimed.value, claimed.unit), *claimed.also]:
        for other, its in readings:
            if not _units_agree(unit, its):
                continue
            if (known.rough or claimed.rough) and "%" in (unit, its):
                if abs(other - value) <= (2 * FRACTION_SLACK if hedge else FRACTION_SLACK):
                    return True
            elif abs(other - value) < 1e-6 * max(1.0, abs(value)) or _rounds(other, value, hedge, unit):
                return True
    return False


def _converts(known: Amount, claimed: Amount, hedge: str) -> bool:
    """Whether two sizes in different units are one: "26 months" are "more than two years"."""
    if known.measure != claimed.measure:
        return False
    exact = known.value * known.size / claimed.size
    if abs(exact - claimed.value) <= MEASURE_SLACK * exact:
        return True
    return _rounds(exact, claimed.value, hedge, "")


def _rounds(exact: float, rounded: float, hedge: str, unit: str) -> bool:
    """Whether a number is another one rounded as its hedge allows; unhedged, to two digits or more."""
    if not (exact and rounded) or unit in ("clock", "ordinal") or exact * rounded < 0:
        return False
    if 1000 <= exact <= 2100 and exact == int(exact) and not unit:
        return False  # a year is not rounded
    digits = _significant(rounded)
    if digits >= _significant(exact) or (not hedge and digits < 2):
        return False
    step = 10.0 ** (floor(log10(abs(rounded))) - digits + 1)
    if hedge == "least":
        return abs(floor(exact / step) * step - rounded) < step / 1e3
    if hedge == "most":
        return abs(ceil(exact / step) * step - rounded) < step / 1e3
    return abs(exact - rounded) <= step / 2 * 1.001


def _significant(value: float) -> int:
    return len(f"{value:.9f}".rstrip("0").rstrip(".").replace(".", "").strip("0")) or 1


def _units_agree(claimed: str, known: str) -> bool:
    if claimed == known:
        return True
    if "ordinal" in (claimed, known) or "clock" in (claimed, known):
        return False
    return not claimed or (not known and claimed not in ("%", "points"))


def _alike(amount: Amount, other: Amount) -> bool:
    """Whether two numbers are of one kind, so that one can stand where the other does."""
    if amount.value == other.value:  # "41 percent" where "41 seats" stands
        return True
    return amount.unit == other.unit and _is_year(amount) == _is_year(other)


def _beside(passage: Passage, own: Amount, other: Amount) -> bool:
    """Whether two numbers are one in two currencies or units: "US$35 billion (S$47 billion)"."""
    first, second = sorted((own, other), key=lambda amount: amount.first)
    gaps = (passage.gap(at) for at in range(first.last + 1, second.first + 1))
    return second.first - first.last <= CONVERTED and any("(" in gap for gap in gaps)


def _noun(passage: Passage, amount: Amount) -> str:
    """The stem of what a number counts, where that stands directly behind it; "": nothing tells."""
    key = _key(passage, amount.last + 1)
    if passage.gap(amount.last + 1) != " " or is_stopword(key) or key in COUNTED or is_day(key):
        return ""
    return stem_of(key)


def _is_age(passage: Passage, amount: Amount) -> bool:
    """ "Died at 83": a number behind "at" or "aged" that counts nothing."""
    return _key_before(passage, amount.first) in ("at", "aged") and not _noun(passage, amount)


def _changed_places(aligned: Aligned, amount: Amount, noun: str, own: list[tuple[int, Amount]]) -> str:
    """The number that a near passage has before a noun, where the sentence gives that one another noun."""
    if not noun or not own:
        return ""
    others = [other for other in amounts_of(aligned.sentence)[:MAX_WANTED] if other is not amount]
    for number in aligned.numbers:
        passage = aligned.evidence.passages[number]
        if not any(its == number and _noun(passage, mine) for its, mine in own):
            continue
        for other in amounts_of(passage)[:MAX_WANTED]:
            if _noun(passage, other) == noun and any(bears_out(other, mine) for mine in others):
                return passage.written(other.first, other.last)
    return ""


def _in_order(sentence: Passage, amount: Amount, rival: Amount, own: list[Amount]) -> bool:
    """Whether the sentence has the rival too, on the same side, and no name between says whose either is."""
    for other in amounts_of(sentence):
        if other is amount or not bears_out(rival, other):
            continue
        first, second = sorted((other, amount), key=lambda one: one.first)
        between = sentence.words[first.last + 1 : second.first]
        if any(word[0].isupper() for word in between):
            continue
        if any((other.first < amount.first) == (rival.first < mine.first) for mine in own):
            return True
    return False


def _is_year(amount: Amount) -> bool:
    return not amount.unit and 1000 <= amount.value <= 2100 and amount.value == int(amount.value)


def _told_as_relative(year: int, evidence: Evidence) -> bool:
    """Whether a source tells of this year as "last year", "this year" or "next year"."""
    return any(
        written is not None
        and (written.year + _YEARS.get(_key_before(evidence.passages[number], place), 9) == year)
        for number in evidence.holders.get("year", ())
        for written in [evidence.sources[evidence.passages[number].article].day]
        for place, key in enumerate(evidence.passages[number].keys)
        if key == "year"
    )


def _is_step(amount: Amount, known: list[tuple[int, Amount]]) -> bool:
    """Whether two percentages of one passage lie so many points apart."""
    if amount.unit != "points":
        return False
    rates = [(number, other.value) for number, other in known[:MAX_WANTED] if other.unit == "%"]
    return any(
        number == its and abs(abs(value - other) - amount.value) < 1e-6
        for number, value in rates
        for its, other in rates
    )


def _missing(amount: Amount, known: list[tuple[int, Amount]]) -> str:
    same = [other for _, other in known if abs(other.value - amount.value) < 1e-9]
    if same and amount.unit == "%":
        return "the source has this number, but not as a percentage"
    if same and amount.measure and all(other.measure for other in same):
        return "the source has this number, but of another measure"
    if same and amount.unit and any(other.unit for other in same):
        return "the source has this number, but in another unit"
    return "this number does not stand in the source"


def _about_the_same(aligned: Aligned, amount: Amount, holders: set[int]) -> bool:
    """Whether a passage with the number, or one beside it, is about what the sentence is about."""
    evidence, sentence = aligned.evidence, aligned.sentence
    wanted = sentence.stems
    if not wanted or holders & set(aligned.numbers):
        return True
    return any(wanted & near.stems for number in holders for near in evidence.around(number, ABOUT_REACH))


@lru_cache(maxsize=1)
def known_amounts(evidence: Evidence) -> list[tuple[int, Amount]]:
    """The numbers of the sources, with their passages."""
    keys = [key for key in evidence.holders if key[0].isdigit() or key in STARTERS]
    places = sorted({number for key in keys for number in evidence.holders[key]})
    found = ((number, amount) for number in places for amount in amounts_of(evidence.passages[number]))
    return list(islice(found, MAX_KNOWN))


def _item(amount: Amount) -> Item:
    return Item(first=amount.first, last=amount.last, counts=True)


def _key(passage: Passage, place: int) -> str:
    return passage.keys[place] if 0 <= place < len(passage.keys) else ""


def _key_before(passage: Passage, place: int) -> str:
    return _key(passage, place - 1)
