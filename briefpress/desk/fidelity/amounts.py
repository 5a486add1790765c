"""Numbers of a sentence by their values and units."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from briefpress.desk.fidelity.passages import REMEMBERED, Passage
from briefpress.desk.tables import read_rows, split_names

MAX_VALUE = 1e15

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
TWOS = frozenset(("both", "pair", "couple", "twice", "double", "doubled", "duo", "second", "twin", "twins"))
_SIGNS = {"$": "$", "€": "€", "£": "£", "¥": "¥"}
_MONEY = {
    "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pound": "£", "pounds": "£", "sterling": "£",
    "yen": "yen", "yuan": "yuan", "rubles": "rubles", "roubles": "rubles", "rupees": "rupees", "usd": "$",
    "eur": "€", "gbp": "£", "francs": "francs", "pesos": "pesos", "lira": "lira", "won": "won",
    "kronor": "kronor", "kroner": "kroner", "rand": "rand", "reais": "reais",
}  # fmt: skip
CURRENCIES = frozenset((*_SIGNS.values(), *_MONEY.values()))
_DIGITS = re.compile(r"(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([a-z]{0,3})$")
_TAIL = re.compile(r"(?<=\d)(?:km|cm|mm|kg|ft)$")
_HALF_DAYS = {"am": 0, "pm": 12}
STARTERS = frozenset((*_WORDS, *_SCALES, *_ORDINALS, *_PARTS, *TWOS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as a sentence has it."""

    first: int  # words of the sentence, first and last; a sign of currency or of percent is one
    last: int
    value: float
    unit: str = ""  # "%", "points", a currency, "clock" (minutes since midnight), "ordinal"; "": bare
    rough: bool = False  # a fraction, which a percentage may stand for
    also: tuple[tuple[float, str], ...] = ()  # other readings: "10" of "10 to 15 percent" is 10 percent too
    measure: str = ""  # what is measured where a unit of it stands behind: "time", "length"; "": nothing
    size: float = 1.0  # of that unit, in the smallest one


@lru_cache(maxsize=REMEMBERED)
def amounts_of(passage: Passage) -> tuple[Amount, ...]:
    """The numbers of a sentence, in order; "one" alone is none."""
    found: list[Amount] = []
    place = 0
    keys = passage.keys
    while place < len(keys):
        key = keys[place]
        amount = None
        if key[0].isdigit() and "/" in passage.gap(place + 1) + passage.gap(place):
            place += 1  # "9/11", "24/7", a fraction or a date in figures
            continue
        if key[0].isdigit() or key in STARTERS:
            amount = _clock(passage, place) or _fraction(passage, place) or _cardinal(passage, place)
        if amount is None:
            place += 1
            continue
        found.append(amount)
        place = amount.last + 1
    return tuple(_with_ranges(passage, found))


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
    end = place + (3 if after == "of" else 2)
    if parts and _key(passage, end - 1) == "a" and _key(passage, end) == "point":  # "half a point"
        return Amount(first=place, last=end, value=1 / parts, unit="points")
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
    if key in TWOS:
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
    measure, size = ("", 1.0) if unit else _measure(passage, last)
    return Amount(first=first, last=last, value=round(value, 6), unit=unit, measure=measure, size=size)


def _measure(passage: Passage, last: int) -> tuple[str, float]:
    """What the word behind a number measures, and the size of that unit."""
    tail = _TAIL.search(passage.keys[last])
    word = tail.group() if tail else _key(passage, last + 1) if passage.gap(last + 1) in (" ", "-") else ""
    if word == "square" and _key(passage, last + 2) in _measures():
        what, size = _measures()[passage.keys[last + 2]]
        return ("area", size * size) if what == "length" else ("", 1.0)
    return _measures().get(word, ("", 1.0))


@cache
def _measures() -> dict[str, tuple[str, float]]:
    """A word → what it measures, and its size."""
    return {
        word: (what, float(size))
        for what, size, words in read_rows("measures.tsv")
        for word in split_names(words)
    }


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
            found[place] = replace(low, also=also)
        elif high.measure and not low.measure:
            found[place] = replace(low, measure=high.measure, size=high.size)
    return found


def _key(passage: Passage, place: int) -> str:
    return passage.keys[place] if 0 <= place < len(passage.keys) else ""
