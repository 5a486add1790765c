"""Numbers of a sentence by their values, held against those of its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log10

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.days import days_of
from briefpress.desk.fidelity.passages import REMEMBERED, Evidence, Passage, passage_of, plain
from briefpress.desk.fidelity.slots import Item, rival_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group

FRACTION_SLACK = 1.5  # percentage points by which "two-thirds" and "66 percent" may differ
MAX_VALUE = 1e15
MAX_WANTED = 40  # numbers of a sentence that are looked up
MAX_KNOWN = 1_000  # numbers of the sources among which they are
ABOUT_REACH = 2  # sentences around a number's in which something of the summary's sentence must stand

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: float(n) for n, word in enumerate(_UNITS)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_ORDINALS = {
    word: float(n)
    for n, word in enumerate(
        ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 3
    )
}
_AFTER_TENS = {"first": 1.0, "second": 2.0, **_ORDINALS}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4} | {
    word: int(n) for word, n in _ORDINALS.items() if n > 4
}
_FURTHER = frozenset(("other", "others", "more", "further"))  # "two others" of three: counted by who sums up
_TWOS = frozenset(("both", "pair", "couple", "twice", "double", "doubled", "duo", "second", "twin", "twins"))
_SIGNS = {"$": "$", "€": "€", "£": "£", "¥": "¥"}
_MONEY = {
    "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pound": "£", "pounds": "£", "sterling": "£",
    "yen": "yen", "yuan": "yuan", "rubles": "rubles", "roubles": "rubles", "rupees": "rupees", "usd": "$",
    "eur": "€", "gbp": "£", "francs": "francs", "pesos": "pesos", "lira": "lira", "won": "won",
    "kronor": "kronor", "kroner": "kroner", "rand": "rand", "reais": "reais",
}  # fmt: skip
_DIGITS = re.compile(r"(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]{0,3})$")
_HALF_DAYS = {"am": 0, "pm": 12}
_STARTERS = frozenset((*_WORDS, *_SCALES, *_ORDINALS, *_PARTS, *_TWOS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as a sentence has it."""

    first: int  # words of the sentence, first and last; a sign of currency or of percent is one
    last: int
    value: float
    unit: str = ""  # "%", "points", a currency, "clock" (minutes since midnight), "ordinal"; "": bare
    rough: bool = False  # a fraction, which a percentage may stand for
    also: tuple[tuple[float, str], ...] = ()  # other readings: "10" of "10 to 15 percent" is 10 percent too


def values(text: str) -> tuple[tuple[str, float, bool, tuple[int, int]], ...]:
    """The numbers of a text: as written, value, whether a percentage, and the span in characters.

    Ordinals, times of day, fractions and "one" are no values here, nor is "both".
    """
    passage = passage_of(plain(text))
    found = []
    for amount in amounts_of(passage):
        if amount.rough or amount.unit in ("clock", "ordinal") or passage.keys[amount.first] in _TWOS:
            continue
        start = passage.starts[amount.first]
        end = passage.starts[amount.last] + len(passage.words[amount.last])
        found.append((text[start:end], amount.value, amount.unit == "%", (start, end)))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def amounts_of(passage: Passage) -> tuple[Amount, ...]:
    """The numbers of a sentence, in order; "one" alone is none."""
    found: list[Amount] = []
    place = 0
    keys = passage.keys
    while place < len(keys):
        key = keys[place]
        amount = None
        if key[0].isdigit() or key in _STARTERS:
            amount = _clock(passage, place) or _fraction(passage, place) or _cardinal(passage, place)
        if amount is None:
            place += 1
            continue
        found.append(amount)
        place = amount.last + 1
    return tuple(_with_ranges(passage, found))


def check_numbers(aligned: Aligned) -> Iterator[Finding]:
    """Each number by its value and unit, and where the source has it."""
    sentence, evidence = aligned.sentence, aligned.evidence
    wanted = amounts_of(sentence)
    if not wanted:
        return
    known = [
        (number, amount)
        for number in _with_numbers(evidence)
        for amount in amounts_of(evidence.passages[number])
    ][:MAX_KNOWN]
    dated = {place for day in days_of(sentence) for place in range(day.first, day.last + 1)}
    for amount in wanted[:MAX_WANTED]:
        if sentence.keys[amount.first] in _TWOS - {"twice"} or amount.first in dated:
            continue
        if _key(sentence, amount.last + 1) in _FURTHER:
            continue
        item = sentence.written(amount.first, amount.last)
        hedge = hedge_before(sentence, amount.first)
        borne = [bears_out(other, amount, hedge) for _, other in known]
        own = [pair for pair, bears in zip(known, borne, strict=True) if bears]
        # A "two" may be counted by whoever sums up: "A and B" are two.
        if not own and sentence.keys[amount.first] not in ("two", "twice"):
            yield Finding(kind="number", item=item, reason=_missing(amount, known))
            continue
        rivals = [
            (number, other)
            for (number, other), bears in zip(known, borne, strict=True)
            if not bears
            and _alike(amount, other)
            and evidence.passages[number].keys[other.first] not in _TWOS
        ]
        rival = rival_of(
            aligned, _item(amount), [(n, _item(a)) for n, a in own], [(n, _item(a)) for n, a in rivals]
        )
        if rival:
            yield Finding(kind="number", item=item, reason=f"the source says “{rival}” there")
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


def _is_year(amount: Amount) -> bool:
    return not amount.unit and 1000 <= amount.value <= 2100 and amount.value == int(amount.value)


def _missing(amount: Amount, known: list[tuple[int, Amount]]) -> str:
    same = [other for _, other in known if abs(other.value - amount.value) < 1e-9]
    if same and amount.unit == "%":
        return "the source has this number, but not as a percentage"
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


def _with_numbers(evidence: Evidence) -> list[int]:
    """The passages that may hold a number."""
    keys = [key for key in evidence.holders if key[0].isdigit() or key in _STARTERS]
    return sorted({number for key in keys for number in evidence.holders[key]})


def _item(amount: Amount) -> Item:
    return Item(first=amount.first, last=amount.last, counts=True)


# ---------------------------------------------------------------- reading


def _clock(passage: Passage, place: int) -> Amount | None:
    """ "9 p.m.", "9:30 pm", "21:00"."""
    found = _DIGITS.match(passage.keys[place])
    if not found or len(passage.keys[place]) > 7:
        return None
    hours, half, last, minutes = found.group(1), found.group(2), place, 0
    if "." in hours and (half in _HALF_DAYS or _key(passage, place + 1) in _HALF_DAYS):
        hours, _, rest = hours.partition(".")
        minutes = int(rest) if len(rest) == 2 else 0
    elif passage.gap(place + 1) == ":" and re.match(r"\d\d(?:am|pm)?$", _key(passage, place + 1)):
        minutes, half, last = int(passage.keys[place + 1][:2]), passage.keys[place + 1][2:], place + 1
    elif half not in _HALF_DAYS and _key(passage, place + 1) not in _HALF_DAYS:
        return None
    if not half and _key(passage, last + 1) in _HALF_DAYS and passage.gap(last + 1) == " ":
        half, last = passage.keys[last + 1], last + 1
    if not hours.isdigit() or (half and half not in _HALF_DAYS):
        return None
    hour = int(hours) % 12 + _HALF_DAYS[half] if half else int(hours)
    if hour > 24 or minutes > 59:
        return None
    also = () if half else ((float((hour + 12) % 24 * 60 + minutes), "clock"),) if hour < 13 else ()
    return Amount(first=place, last=last, value=float(hour * 60 + minutes), unit="clock", also=also)


def _fraction(passage: Passage, place: int) -> Amount | None:
    """ "two-thirds", "a third", "half of", "one in five", "four out of five"."""
    key, after = passage.keys[place], _key(passage, place + 1)
    parts = _PARTS.get(key)
    if parts and (key != "half" or after in ("of", "the", "its", "their", "his", "her")):
        if key == "quarter" and not (after == "of" and _key(passage, place - 1) in ("a", "one")):
            return None
        if key != "half" and _key(passage, place - 1) not in ("a", "an", "one"):
            return None
        whole = ((_ORDINALS[key], "ordinal"),) if key in _ORDINALS else ()
        return Amount(first=place, last=place, value=100 / parts, unit="%", rough=True, also=whole)
    count = _WORDS.get(key) or (float(key) if key.isdigit() and len(key) < 3 else 0.0)
    if not count:
        return None
    part = _PARTS.get(after.removesuffix("s") if after != "halves" else "half")
    if part and count < part and after not in ("half", "second") and (count > 1) == after.endswith("s"):
        return Amount(first=place, last=place + 1, value=100 * count / part, unit="%", rough=True)
    last = place + (2 if after == "in" else 3 if after == "out" and _key(passage, place + 2) == "of" else 0)
    whole_key = _key(passage, last) if last > place else ""
    whole_count = _WORDS.get(whole_key) or (float(whole_key) if whole_key.isdigit() else 0.0)
    if count < whole_count <= 100 and (count == 1 or after == "out"):
        return Amount(first=place, last=last, value=100 * count / whole_count, unit="%", rough=True)
    return None


def _cardinal(passage: Passage, place: int) -> Amount | None:
    """Digits or words, with the scale, the currency and the percent sign beside them."""
    key = passage.keys[place]
    if key in _TWOS:
        return Amount(first=place, last=place, value=2.0)
    if key in _ORDINALS:
        return Amount(first=place, last=place, value=_ORDINALS[key], unit="ordinal")
    if key == "half" and _key(passage, place + 1) in ("a", "million", "billion", "dozen"):
        at = place + 1 + (passage.keys[place + 1] == "a")
        scale = _SCALES.get(_key(passage, at))
        return _finish(passage, place, at, 0.5 * scale) if scale else None
    found = _DIGITS.match(key)
    if found:
        tail = found.group(2)
        value = float(found.group(1).replace(",", "")[:20])
        if tail in ("st", "nd", "rd", "th"):
            return Amount(first=place, last=place, value=value, unit="ordinal") if value > 2 else None
        value *= _SHORT_SCALES.get(tail, 1.0)
        return _scaled(passage, place, place, value)
    if key in _SCALES:
        if _key(passage, place - 1) not in ("a", "an"):
            return None
        return _finish(passage, place, place, _SCALES[key])
    return _spelled(passage, place) if key in _WORDS else None


def _spelled(passage: Passage, place: int) -> Amount | None:
    """ "twenty-one", "two hundred and five thousand"; "one" alone is no number."""
    total = current = 0.0
    last, at, keys = place, place, passage.keys
    while at < len(keys):
        key, gap = keys[at], passage.gap(at) if at > place else ""
        if at > place and gap not in (" ", "-"):
            break
        if key in _WORDS and (at == place or _fits(current, _WORDS[key])):
            current += _WORDS[key]
        elif key == "hundred" and 0 < current < 100:
            current *= 100
        elif key in _SCALES and key != "hundred" and current:
            total, current = total + current * _SCALES[key], 0.0
        elif (
            key == "and"
            and last > place
            and _key(passage, last) in _SCALES
            and _key(passage, at + 1) in _WORDS
        ):
            at += 1
            continue
        else:
            break
        last = at
        at += 1
    value = total + current
    if last == place and keys[place] == "one" and _unit(passage, place, place)[0] == "":
        return None
    after = _key(passage, place + 1)
    if last == place and value >= 20 and passage.gap(place + 1) == "-" and after in _AFTER_TENS:
        return Amount(first=place, last=place + 1, value=value + _AFTER_TENS[after], unit="ordinal")
    return _finish(passage, place, last, value)


def _fits(current: float, word: float) -> bool:
    """Whether a number word goes on with a number: "twenty" "one", "hundred" "five"."""
    if current == 0:
        return True
    return (current % 100 == 0 and current >= 100) or (
        current % 100 >= 20 and current % 10 == 0 and 0 < word < 10
    )


def _scaled(passage: Passage, first: int, last: int, value: float) -> Amount:
    while passage.gap(last + 1) in (" ", "-") and _key(passage, last + 1) in _SCALES and value < MAX_VALUE:
        value, last = value * _SCALES[passage.keys[last + 1]], last + 1
    return _finish(passage, first, last, value)


def _finish(passage: Passage, first: int, last: int, value: float) -> Amount:
    unit, first, last = _unit(passage, first, last)
    return Amount(first=first, last=last, value=round(value, 6), unit=unit)


def _unit(passage: Passage, first: int, last: int) -> tuple[str, int, int]:
    """The unit that stands beside a number, and the words of the number with it."""
    before, after, then = _key(passage, first - 1), _key(passage, last + 1), _key(passage, last + 2)
    close = passage.gap(last + 1) in (" ", "-", "")
    if after == "%" and close:
        return ("points", first, last + 2) if then in ("point", "points") else ("%", first, last + 1)
    if after in ("percent", "pct", "percentage") and close:
        return ("points", first, last + 2) if then in ("point", "points") else ("%", first, last + 1)
    if after == "per" and then == "cent" and close:
        return "%", first, last + 2
    if after in ("point", "points") and close:
        return "points", first, last + 1
    if before in _SIGNS and passage.gap(first) in ("", " "):
        return _SIGNS[before], first - 1, last
    if after in _MONEY and close and (after != "won" or before in ("of", "to")):
        return _MONEY[after], first, last + 1
    return "", first, last


def _with_ranges(passage: Passage, amounts: list[Amount]) -> list[Amount]:
    """The first number of a range has the unit and the scale of the second too: "10 to 15 percent"."""
    found = list(amounts)
    for place in range(len(amounts) - 1):
        low, high = amounts[place], amounts[place + 1]
        between = passage.keys[low.last + 1 : high.first]
        if between not in ((), ("to",), ("or",), ("and",)) or low.unit in ("ordinal", "clock") or low.rough:
            continue
        if not between and passage.gap(high.first) != "-":
            continue
        scale = _SCALES.get(
            passage.keys[high.last if passage.keys[high.last] in _SCALES else high.last - 1], 1.0
        )
        if passage.keys[low.last] in _SCALES or high.value < 1000 or low.value >= 1000:
            scale = 1.0
        if (high.unit and not low.unit) or scale != 1.0:
            unit = low.unit or high.unit
            also = ((low.value, unit), (round(low.value * scale, 6), unit))
            found[place] = Amount(
                first=low.first, last=low.last, value=low.value, unit=low.unit, rough=low.rough, also=also
            )
    return found


def _key(passage: Passage, place: int) -> str:
    return passage.keys[place] if 0 <= place < len(passage.keys) else ""
