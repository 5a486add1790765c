"""What is fair only as a whole: a charge with its answer, one side with the other, a toll with its end."""

from __future__ import annotations

import re
from functools import lru_cache

from briefpress.desk.facts.mastheads import masthead
from briefpress.desk.summary.claims import value_of
from briefpress.desk.summary.following import OPENING, Lean, Rule
from briefpress.desk.summary.scene import WORD, Scene
from briefpress.desk.tables import read_words

DENIAL_WORDS = 10  # a denial comes at once: "The UAE denies arming the RSF"
REPLY_WITHIN = 2  # sentences after a charge in which its reply stands
NAMED_WITHIN = 5  # the same where the reply names whom the charge names
SAME_SIDE = 4  # letters that "Israel" and "Israeli officials" share
TALLY_WITHIN = 12  # sentences after a toll in which the article brings it up to date
VICTIMS_WITHIN = 3  # sentences after "Two people have died" in which it says who they were
VICTIMS_WORDS = 9  # a longer sentence tells more than how many they were

_CHARGES = (
    "accus", "alleg", "blam", "charg", "suspect", "complicit", "claim", "convict", "guilty of", "suspicion",
    "responsible for", "responsibility for", "sued", "lawsuit", "prosecutors say", "prosecutors said",
    "behind the attack", "behind the killing", "behind the bombing",
)  # fmt: skip
_ACCUSES = re.compile(r"\b(?:accus|blam|suspici|suspect|alleg)\w+\b")
_REPLY = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|dismiss(?:es|ed)?|refut(?:es?|ed)"
    r"|(?:pleaded|plead|pled) not guilty|(?:says?|said|insists?|insisted) (?:it|he|she|they) "
    r"(?:did|had|was|were|has|have|is|are) (?:not|nothing|no|never|innocent)"
    r"|(?:did|does|has|have) not (?:immediately |yet |publicly )?(?:comment|respond|repl|answer)\w*"
    r"|(?:declin|refus)(?:es?|ed) (?:to (?:comment|respond|discuss)|comment)|(?:had|has) no comment"
    r"|could not (?:immediately )?be reached|maintains? (?:his|her|their|its) innocence)\b"
)
_DENIES_THAT = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|dismiss(?:es|ed)?) (?:this|that|it"
    r"|(?:the|these|those|any|all) (?:claims?|charges?|allegations?|accusations?|criticism|reports?"
    r"|suggestions?))\b"
)
_RETORT = re.compile(
    r"\b(?:repl(?:ied|ies) that|replied|counter(?:ed|s) that|countered|retorted|shot back|hit back"
    r"|respond(?:ed|s) that|responded by saying|said in response|in response said)\b"
)
_DISAGREES = re.compile(r"\b(?:disagree[sd]?|begs? to differ|takes? the opposite view)[.,]")
# "The interior ministry said that fog had kept aircraft on the ground": the accused, or somebody for them.
_FOR_THE_ACCUSED = re.compile(
    OPENING
    + r"(?:The|His|Her|Its|Their|A)\s(?:[\w’'-]+\s){0,3}?(?:ministry|government|minister|company|police"
    r"|army|military|operator|authorities|officials|lawyers?|spokesman|spokeswoman|spokesperson|embassy|agency)\s"
    r"(?:[^,“”\"]{0,40}\s)?(?:says?|said|insists?|insisted|explained|pointed out)\b"
    r"|(?:His|Her|Their) lawyers?,[^,]{3,60},\s(?:says?|said|told)\b"
)
_SIDE = re.compile(
    r"(?:(?:But|And|Yet)\s)?(?:[Tt]he\s)?(?P<who>(?:[A-Z][\w’'-]*\s){1,3})"
    r"(?:(?:officials?|police|army|military|authorities|forces|government|ministers|troops|rebels|lawmakers)\s)?"
    r"(?:says?|said|insists?|insisted|claims?|claimed|maintains?|maintained|argues?|argued|contends?)\b"
)
_ONE_OF = re.compile(OPENING + r"One(?: of (?:them|the (?:two|pair)|these|those))?,?\s")
_THE_OTHER = re.compile(OPENING + r"The others?\b")
_LOST = re.compile(r"\b(?:die[sd]?|dead|kill(?:ed|s)|deaths?|drown(?:ed|s)|bod(?:y|ies)|fatal\w*)\b")
_VICTIMS = re.compile(
    r"(?:At least |More than |About |Some )?(?:\d+|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several"
    r"|Dozens)\s[^,“”\"]{0,40}\b(?:died|killed|drowned)\b"
)
_SOMEBODY = re.compile(OPENING + r"(?:An?|One|Another)\s((?:[a-z\d][\w’'-]*\s){1,4})")
_TOLL = re.compile(
    r"(?P<many>\d[\d,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?)) (?:[a-z]+ ){0,3}?(?:killed|died|dead|drowned)\b",
    re.IGNORECASE,
)
_TALLY = re.compile(
    r"\b(?:toll|number of (?:dead|deaths|victims))\b[^.;“”]{0,30}\bto (?:at least )?"
    r"(?P<many>\d[\d,]*|[a-z]+(?:-[a-z]+)?)\b"
)
_INTERIM = re.compile(
    r"\bhad\b.* by (?:noon|midnight|midday|dawn|dusk|nightfall|(?:(?:early|late|\w+day) )*"
    r"(?:morning|afternoon|evening|\w+day))\b"
    r"|By (?:\w+ ){1,3}the (?:figure|number|toll|count|total)\b[^.]* had\b"
)


def reply(scene: Scene, place: int, text: str) -> Lean | None:
    """Whoever is accused has the right of reply: "Hamas denies the charge" goes where the charge goes.

    So does "replied that …" with what it replies to, and that the accused would not comment.
    """
    charge, own = _accuses(text), _replies(text)
    if place and not charge and own == "denial":
        charges = tuple(
            n
            for n in range(max(0, place - NAMED_WITHIN), place)
            if _charges(scene.sentences[n].text)
            and (place - n <= REPLY_WITHIN or _share_name(scene, scene.sentences[n].text, text))
        )
        if charges:  # a denial alone leaves the reader to guess at what is denied
            return Lean(rule="reply", on=charges)
    if place and own == "denial" and _DENIES_THAT.search(text):
        return Lean(rule="reply", on=scene.previous(place))
    within = NAMED_WITHIN if charge else REPLY_WITHIN
    for after in range(place + 1, min(place + 1 + within, len(scene.sentences))):
        if _is_answered(scene, place, text, after):
            return Lean(rule="reply", on=(after,))
    if place and _FOR_THE_ACCUSED.match(text) and (told := _accused_of(scene, place)):
        return Lean(rule="reply", on=told)
    if place and own == "retort":
        return Lean(rule="reply", on=scene.previous(place))
    return None


def sides(scene: Scene, place: int, text: str) -> Lean | None:
    """ "India says …" beside "Pakistan says …": of two claims of two sides, never one alone."""
    own = _side(scene, text)
    if not own:
        return None
    here = scene.sentences[place].paragraph
    others = []
    for beside in (place - 1, place + 1):
        if not 0 <= beside < len(scene.sentences):
            continue
        sentence = scene.sentences[beside]
        other = _side(scene, sentence.text)
        # "Israel" and "Israeli officials" are one side; across a paragraph one must speak of the other.
        if not other or other[:SAME_SIDE] == own[:SAME_SIDE]:
            continue
        if sentence.paragraph == here or other in text or own in sentence.text:
            others.append(beside)
    return Lean(rule="sides", on=tuple(others)) if others else None


def pair(scene: Scene, place: int, text: str) -> Lean | None:
    """ "One of them has confessed." goes with "The other has pleaded not guilty."."""
    after = place + 1
    if not _ONE_OF.match(text) or after >= len(scene.sentences):
        return None
    return Lean(rule="pair", on=(after,)) if _THE_OTHER.match(scene.sentences[after].text) else None


def victim(scene: Scene, place: int, text: str) -> Lean | None:
    """ "A man was hit by a tree" after "Two people have died.": that he died is said there alone."""
    found = _SOMEBODY.match(text) if place else None
    if not found or _LOST.search(text):
        return None
    if read_words("person-nouns.txt").isdisjoint(found.group(1).split()):
        return None
    for before in range(place - 1, max(-1, place - 1 - VICTIMS_WITHIN), -1):
        told = scene.sentences[before]
        if told.words <= VICTIMS_WORDS and _VICTIMS.match(told.text):
            return Lean(rule="victim", on=(before,))
    return None


def overtaken(scene: Scene, place: int, text: str) -> Lean | None:
    """ "Ten people died" where the article goes on "… bringing the toll to 11": the later number counts.

    So with "had found 12 bodies by noon", which the sentence beside it brings up to date.
    """
    found = _TOLL.search(text)
    many = value_of(found.group("many").lower()) if found else None
    if many is not None:
        for after in range(place + 1, min(place + 1 + TALLY_WITHIN, len(scene.sentences))):
            tally = _TALLY.search(scene.sentences[after].text)
            later = value_of(tally.group("many").lower()) if tally else None
            if later is not None and later > many:
                return Lean(rule="overtaken", on=(after,))
    if "y " in text and _INTERIM.search(text) and any(letter.isdigit() for letter in text):
        beside = place + 1 if not text.startswith("By ") else place - 1
        return Lean(rule="overtaken", on=(beside,)) if 0 <= beside < len(scene.sentences) else None
    return None


RULES: tuple[Rule, ...] = (reply, sides, pair, victim, overtaken)


# ---------------------------------------------------------------- what the rules look at


def _is_answered(scene: Scene, place: int, text: str, after: int) -> bool:
    """Whether that later sentence is the answer to this one."""
    sentence = scene.sentences[after]
    answer, near = _replies(sentence.text), after - place
    if near == 1 and (answer == "retort" or (answer == "denial" and _DENIES_THAT.search(sentence.text))):
        return True
    if near <= REPLY_WITHIN and answer == "disagreement":
        return True
    if not _accuses(text):
        return False
    if answer == "denial" and (near <= REPLY_WITHIN or _share_name(scene, text, sentence.text)):
        return True
    if near > REPLY_WITHIN or sentence.paragraph != scene.sentences[place].paragraph:
        return False
    return bool(_ACCUSES.search(text) and _FOR_THE_ACCUSED.match(sentence.text))


def _accused_of(scene: Scene, place: int) -> tuple[int, ...]:
    """The charges just before a sentence, in its paragraph, that it may answer for the accused."""
    near = range(max(0, place - REPLY_WITHIN), place)
    here = scene.sentences[place].paragraph
    told = (n for n in near if scene.sentences[n].paragraph == here)
    return tuple(n for n in told if _ACCUSES.search(scene.sentences[n].text))


def _share_name(scene: Scene, charge: str, denial: str) -> bool:
    """Whether the one who denies, at the opening, is named in the charge."""
    first = WORD.match(denial.lstrip("\"“‘'("))
    name = first.group().removesuffix("’s").removesuffix("'s") if first else ""
    return name in scene.proper and name in WORD.findall(charge)


@lru_cache(maxsize=4096)
def _charges(text: str) -> bool:
    """Whether a sentence accuses somebody."""
    small = text.lower()
    return any(word in small for word in _CHARGES)


def _accuses(text: str) -> bool:
    """Whether a sentence accuses somebody, and does not only say that he "denies the charges"."""
    found = _REPLY.search(text) if _replies(text) == "denial" else None
    return _charges(text[: found.start()] if found else text)


@lru_cache(maxsize=4096)
def _replies(text: str) -> str:
    """ "denial", "retort" or "disagreement" where a sentence opens on one, else ""."""
    opening = " ".join(text.split()[:DENIAL_WORDS])
    if _REPLY.search(opening):
        return "denial"
    if _RETORT.search(opening):
        return "retort"
    return "disagreement" if "gree" in opening and _DISAGREES.search(opening) else ""


def _side(scene: Scene, text: str) -> str:
    """The country or body that a sentence lets speak; "" for a person or an outlet."""
    found = _SIDE.match(text)
    if not found:
        return ""
    name = found.group("who").strip()
    words = {word.removesuffix("’s").removesuffix("'s") for word in WORD.findall(name)}
    if words & scene.introductions.keys() or masthead(name) or not words & scene.proper:
        return ""
    return name
