"""What a sentence leans on: the sentences without which a reader would be lost.

The rules here are for words that point back; those of `following` and `replying` keep together what
belongs together. Each looks at one sentence in its article and says which others would hold it up, any
one of them. A sentence whose leans cannot be met stays out of a summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefpress.desk.summary import following, replying
from briefpress.desk.summary.following import EXPLAINS, OPENING, Lean, Rule
from briefpress.desk.summary.ranking import stem
from briefpress.desk.summary.scene import INITIALS, WORD, Scene, names_person
from briefpress.desk.summary.shortening.clauses import SPEECH, has_verb
from briefpress.desk.tables import read_rows, read_words, split_names

SPOKEN_WORDS = 4  # a shorter quotation may be a title or a name
SETTING_REACH = 8  # sentences into a paragraph for which its opening sets the scene

# "The two brothers who own the mill" says which two.
_WHICH_ONES = re.compile(
    OPENING + r"(?:The (?:two|three|four|five)|Both) (?:[a-z-]+ ){1,3}"
    r"(?:who|whose|which|that|behind|accused|involved)\b"
)
_QUOTED_ONLY = re.compile(r"[\"“](?:[^\"“”]+)[\"”]\Z")
_TAG = re.compile(r"[,?!.…][\"”]\s+(?:(?:he|she|they|it)\s+([a-z]+)|([a-z]+)\s+(?:he|she|they)\b)")
_HE = re.compile(r"\b(?:[Hh](?:e|im|is|er|ers|imself|erself)|[Ss]he)\b")
# "With half of the votes counted, it appears …" has an "it" that stands for nothing.
_EMPTY_IT = (
    r"it\s(?:appears|seems|seemed|appeared|emerged|turned out"
    r"|(?:is|was|remains)\s(?:un)?(?:clear|likely|known|hard|possible)\b)"
)
_SUBJECT = re.compile(OPENING + rf"(?P<intro>[^,“”\"]{{1,90}}),\s(?!{_EMPTY_IT})(?:it|they|he|she)\b")
_WHOLE_INTRO = re.compile(
    r"(?:When|After|As|If|While|Because|Although|Though|Since|Before|Until|Unless)\s[A-Zat]"
)
_IT = re.compile(r"\b(?:it|they|them|its|their|theirs|itself|themselves)\b")
_CAPITALS = re.compile(r"(?:[A-Z][\w’'.-]*\s+)*[A-Z][\w’'.-]*")
_APPOSITION = re.compile(r"(?<=[\w.]),\s(?:an?|the)\s[^,]{1,60},")
_THING = re.compile(
    r"\b(?:an?|the|this|that|these|those|each|every|no|some|any|more|most|\w+[’']s|\d+)\s[a-z]", re.IGNORECASE
)
_ALSO_OF = re.compile(r"\balso (?:of|at|from|with) (?:the )?([A-Z]\w+)")
_SAME = re.compile(r"\b[Tt]he same (?!time|way|day|week|month|year|thing|as\b)([a-z]+)(?! as\b)")
_SUCH = re.compile(r"\b[Ss]uch (?!as\b|an?\b|that\b|is\b|was\b)([a-z]+)")
_SETTING = re.compile(r"(?:(?:In|At|Across|For|On)\s(?:the\s)?)?([A-Z][\w-]+)")
_THAT = re.compile(
    r"\b(?:how|why|whether|what|if|of|for|to|after|before|since|like|by|with|in|on|about|than|from)"
    r"\s(?:this|that|these|those)"
    r"(?=[.,;]|\s(?:is|was|are|were|will|would|has|had|have|means|meant|could|may|might|can|should|did|does)\b)"
)
_INNER = re.compile(r",\s(?:however|too|as well|meanwhile|therefore|for example|for instance|instead)[,.]")
_INNER_WORDS = (" that followed", " joined in", " followed suit", " did the same", " did so", " done so",
                " little else", " nothing else")  # fmt: skip
_DO_SO = re.compile(r"\b(?:do|does|doing) so\b")
_THE_ONE = re.compile(
    r"(?:[^\s,]+ ){1,9}(?:the|another) [a-z]+ ones?[.,]"
)  # "They turned off at the right one."
_INNER_THEN = re.compile(r"(?:can|could|will|would|is|are|was|were|has|had) then\b")
_QUANTITY = re.compile(
    OPENING + r"(?:One|Some|Many|Most|Few|Several|Each|None|All|Two|Three|Four|More|Much|Little)\s+([a-z]+)"
)
_THE = re.compile(
    r"\b([Tt]he|[Tt]hese|[Tt]hose|[Tt]his|[Tt]hat)\s+((?:[a-z][\w’'-]*\s+){0,2}?)([a-z][\w’'-]*)"
)
_PLACE_NOUN = re.compile(
    OPENING + r"The\s(?:[a-z]+\s)?(city|town|village|province|region|district|island|country|nation|state"
    r"|building|camp|base|port|river|road|school|hospital|church|hotel|house)(?:[’']s)?\s"
    r"(?!of\b|that\b|which\b|where\b|in\b|on\b|near\b)"
)
_SPOKEN = re.compile(r"[“\"][^“”\"]*[”\"]")
_SPEAKS = re.compile(
    r"\b(?:according to|call(?:s|ed|ing)?|describ\w+|dubb\w+|known|titled|entitled|named|read(?:s|ing)?"
    r"|cited?|citing|wr[io]t\w+|sp[eo]ke?\w*|chant\w*|shout\w*|sang|sing\w*|sign\w*|word\w*|phrase\w*|quot\w+"
    r"|referr\w+|accus\w+|refus\w+|label\w*|brand\w*|demand\w*|promis\w+|saw|see|sees|mean\w*|what)\b"
)
_OBJECT = re.compile(
    OPENING
    + r"(?:[\w’'.-]+\s){1,4}(?:called|described|dubbed|hailed|labell?ed|branded|praised|denounced|condemned"
    r"|rejected|welcomed|critici[sz]ed|dismissed|defended|likened)\s(?:it|them|him|her)\b"
)
_BEARER = re.compile(
    OPENING + r"The\s(?:[a-z][\w’'-]*\s){0,2}(?:\d+-year-old|(?P<people>[A-Z][a-z]+))(?:,|\s(?P<verb>[a-z]+))"
)
_PEOPLES = ("sh", "ch", "ss", "ese")  # "the British" are all of them, "the Russian" is somebody
_NEW_THING = re.compile(OPENING + r"The\s(?:[a-z][\w’'-]*\s)?([a-z][\w’'-]*)(?=,|\s[a-z]+)")
_SAID_THING = re.compile(
    rf"{SPEECH.pattern} (?:that )?the ([a-z]+)"
    r"(?= (?:had|was|is|would|were|are|has|have|will|could|did|should)\b)"
)
_NEW = frozenset(("a", "an", "one", "two", "three", "another"))


def leans_of(scene: Scene, place: int, text: str) -> tuple[Lean, ...]:
    """All that a sentence leans on, if it stands with this text."""
    return tuple(lean for rule in RULES if (lean := rule(scene, place, text)) is not None)


def opens_on_reference(text: str) -> bool:
    """Whether a sentence opens on a pronoun, a connective or the like."""
    return bool(_openers().match(text))


# ---------------------------------------------------------------- rules


def _opener(scene: Scene, place: int, text: str) -> Lean | None:
    """ "He …", "However, …", "A day later, …"."""
    told = not opens_on_reference(text) or _WHICH_ONES.match(text)
    return None if told else Lean(rule="opener", on=scene.previous(place))


def _quantity(scene: Scene, place: int, text: str) -> Lean | None:
    """ "Some were …", "More came …": some of what was told before."""
    found = _QUANTITY.match(text)
    if found and (found.group(1) in read_words("finite-verbs.txt") or found.group(1).endswith("ed")):
        return Lean(rule="quantity", on=scene.previous(place))
    return None


def _speaker_pronoun(scene: Scene, place: int, text: str) -> Lean | None:
    """ "“…,” he told a forum": who speaks was told before."""
    for found in _TAG.finditer(text) if "”" in text or '"' in text else ():
        if (found.group(1) or found.group(2)) in read_words("speech-verbs.txt") and not _person_before(
            text, found.end(), scene
        ):
            return Lean(rule="speaker", on=scene.previous(place))
    return None


def _pronoun_first(scene: Scene, place: int, text: str) -> Lean | None:
    """ "Once known as a rebel, he …": a he or she before anybody is named."""
    found = _HE.search(text)
    if found and not place and any(names_person(text, last) for last in scene.introductions):
        return None  # "He may be 85, but Arnold Palmer …": a story may begin so
    if found and not _person_before(text, found.start(), scene):
        return Lean(rule="pronoun", on=scene.previous(place))
    return None


def _subject_pronoun(scene: Scene, place: int, text: str) -> Lean | None:
    """ "Unable to hold the ground, it now fights …": what opens the sentence does not say who."""
    found = _SUBJECT.match(text)
    if found and not _WHOLE_INTRO.match(found.group("intro")):
        return Lean(rule="subject", on=scene.previous(place))
    return None


def _thing_pronoun(scene: Scene, place: int, text: str) -> Lean | None:
    """ "President Doe has claimed credit for it": only people are named before the "it"."""
    found = _IT.search(text)
    if not found:
        return None
    before = _APPOSITION.sub(" ", text[: found.start()])
    others = _CAPITALS.sub(lambda run: " " if _is_person(run.group(), scene) else run.group(), before)
    # Critics are no "it": where they say what "it" would do, a thing was told before.
    single = found.group().startswith("it") and found.group() != "its"
    plural = not single and any(len(word) > 4 and word[-1] == "s" for word in WORD.findall(others))
    starters = read_words("starters.txt")
    name = any(word[0].isupper() and word.lower() not in starters for word in WORD.findall(others))
    if plural or name or _THING.search(others):
        return None
    return Lean(rule="thing", on=scene.previous(place))


def _object(scene: Scene, place: int, text: str) -> Lean | None:
    """ "Critics have called it “a joke”": who speaks is not what is spoken of."""
    return Lean(rule="object", on=scene.previous(place)) if _OBJECT.match(text) else None


def _the_same(scene: Scene, place: int, text: str) -> Lean | None:
    """ "… the same pollster underestimated …", "such claims matter less": which, was told before."""
    found = _SAME.search(text) if "he same " in text else _SUCH.search(text) if "uch " in text else None
    if found and found.group(1) not in text[: found.start()]:
        return Lean(rule="same", on=scene.previous(place))
    return None


def _setting(scene: Scene, place: int, text: str) -> Lean | None:
    """After "In Poland, …" a paragraph stays in Poland; the later sentences do not say so."""
    first = scene.opening(place)
    if first == place or place - first > SETTING_REACH:
        return None
    found = _SETTING.match(scene.sentences[first].text)
    named = found is not None and found.group(1) in scene.proper and found.group(1) not in text
    # "Officials had proposed …" looks back from a moment that the paragraph gave.
    return Lean(rule="setting", on=(first,), strong=named or " had " in f" {' '.join(text.split()[:5])} ")


def _demonstrative(scene: Scene, place: int, text: str) -> Lean | None:
    """ "… would not say how that is to work"."""
    if " th" not in text or not _THAT.search(text):
        return None
    return Lean(rule="demonstrative", on=scene.previous(place))


def _quotation_alone(scene: Scene, place: int, text: str) -> Lean | None:
    """A sentence that is only a quotation: its speaker stands in the sentence before it."""
    if not _QUOTED_ONLY.match(text):
        return None
    before = scene.previous(place)
    here = scene.sentences[place].paragraph
    return Lean(
        rule="quotation", on=before if before and scene.sentences[before[0]].paragraph == here else ()
    )


def _after_list(scene: Scene, place: int, text: str) -> Lean | None:
    """What follows a colon is held up by what stands before it."""
    before = scene.previous(place)
    if before and scene.sentences[before[0]].text.endswith(":"):
        return Lean(rule="list", on=before)
    return None


def _inner_connective(scene: Scene, place: int, text: str) -> Lean | None:
    """ "Portugal, meanwhile, …", "The left joined in", "Fans can then be heard"."""
    joins = (
        ("," in text and _INNER.search(text))
        or (" then" in text and _INNER_THEN.search(text))
        or any(words in text for words in _INNER_WORDS)
        or _does_so(text)
        or (" one" in text and _THE_ONE.match(text))
    )
    return Lean(rule="connective", on=scene.previous(place)) if joins else None


def _does_so(text: str) -> bool:
    """ "Attempts by three towns to do so failed": to do what, no verb before it tells."""
    found = _DO_SO.search(text) if " so" in text else None
    return found is not None and not has_verb(text[: found.start()])


def _also(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The law also …" adds to something; "also of the Atlantic Council" to somebody named before."""
    if "also" not in text:
        return None
    found = _ALSO_OF.search(text)
    if found:
        named = tuple(n for n in range(place) if found.group(1) in scene.sentences[n].text)
        return Lean(rule="also", on=named, item=found.group(1))
    if "also" in text.split()[:8]:
        return Lean(rule="also", on=scene.previous(place), strong=False)
    return None


def _place_noun(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The city had been spared": which city, the sentence before tells, and no earlier one."""
    found = _PLACE_NOUN.match(text)
    if not found or not place:
        return None
    inside = place > scene.opening(place)
    return Lean(rule="place", on=scene.previous(place), item=found.group(1), strong=inside)


def _unattributed(scene: Scene, place: int, text: str) -> Lean | None:
    """A quotation in a sentence that names no speaker: he speaks in the sentence before it."""
    if not place or not ("“" in text or '"' in text):
        return None
    spoken = max((len(found.split()) for found in _SPOKEN.findall(text)), default=0)
    if spoken < SPOKEN_WORDS:
        return None
    bare = _SPOKEN.sub(" ", text)
    if (
        _QUOTED_ONLY.match(text)
        or _SPEAKS.search(bare)
        or read_words("speech-verbs.txt").intersection(WORD.findall(bare))
    ):
        return None
    return Lean(rule="unattributed", on=scene.previous(place))


def _person(scene: Scene, place: int, text: str) -> Lean | None:
    """A last name alone: the sentence that gives the full name comes first."""
    return next(last_names(scene, place, text), None)


def last_names(scene: Scene, place: int, text: str) -> Iterator[Lean]:
    """The last names in a sentence whose full names stand in earlier ones only."""
    for last, introduced in scene.introductions.items():
        if last in text and place not in introduced and names_person(text, last):
            earlier = tuple(n for n in introduced if n < place)
            if earlier:
                yield Lean(rule="person", on=earlier, item=last)


def _initials(scene: Scene, place: int, text: str) -> Lean | None:
    """ "PiS": the sentence that says what the letters stand for comes first."""
    for found in INITIALS.finditer(text) if scene.meanings else ():
        earlier = tuple(n for n in scene.meanings.get(found.group(), ()) if n < place)
        if earlier and place not in scene.meanings[found.group()]:
            return Lean(rule="initials", on=earlier, item=found.group())
    return None


def _reference(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The decree …" at the opening: a sentence that speaks of a decree comes first."""
    found = _THE.match(text.lstrip("\"“‘'("))
    return _points_back(scene, place, found, strong=True) if found else None


def _introduced(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The cartoon, which …" after "shared a cartoon": what came in with an "a" was told there.

    So is "He said the cartoon was …".
    """
    found = _NEW_THING.match(text)
    words = found.group().split()[1:] if found and place else []
    if read_words("references.txt").intersection(words):
        words = []  # the rule of references has looked at it
    said = _SAID_THING.search(text) if place and " the " in text else None
    if (
        said
        and said.group(1) not in text[: said.start(1)]
        and said.group(1) not in read_words("references.txt")
    ):
        words.append(said.group(1))
    for word in reversed(words):
        named = tuple(n for n in range(place) if stem(word) in scene.stems[n])
        if not named or word in read_words("shared-things.txt"):
            continue
        if any(_brings_in(scene.sentences[n].text, word) for n in named):
            return Lean(rule="introduced", on=named, item=word)
    return None


def _bearer(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The 29-year-old was …", "The Russian was …": somebody who was named before."""
    found = _BEARER.match(text) if place else None
    if not found:
        return None
    people, verb = found.group("people"), found.group("verb") or "was"
    if people and (people.endswith(_PEOPLES) or people not in _demonyms()):
        return None
    if people and verb not in read_words("finite-verbs.txt") and not verb.endswith("ed"):
        return None
    return Lean(rule="bearer", on=scene.previous(place))


def _inner_reference(scene: Scene, place: int, text: str) -> Lean | None:
    """ "… warned the move could …": the same within a sentence, where it weighs less."""
    for found in _THE.finditer(text, 1):
        if lean := _points_back(scene, place, found, strong=False):
            return lean
    return None


RULES: tuple[Rule, ...] = (
    _opener,
    _quantity,
    _speaker_pronoun,
    _pronoun_first,
    _subject_pronoun,
    _thing_pronoun,
    _object,
    _demonstrative,
    _the_same,
    _setting,
    *following.RULES,
    *replying.RULES,
    _quotation_alone,
    _after_list,
    _inner_connective,
    _also,
    _place_noun,
    _unattributed,
    _person,
    _initials,
    _reference,
    _introduced,
    _bearer,
    _inner_reference,
)


# ---------------------------------------------------------------- what the rules look at


def _points_back(scene: Scene, place: int, found: re.Match[str], *, strong: bool) -> Lean | None:
    """The lean of "the NOUN" where NOUN is one that points back; "the report of …" explains itself."""
    nouns = read_words("references.txt")
    noun = found.group(3)
    inner = found.group(2).split()
    if noun not in nouns:
        noun = next((word for word in inner if word in nouns), "")
    if not noun or not place:
        return None
    after = found.string[found.end() :].lstrip()
    if EXPLAINS.match(after):
        return None
    if noun in set(WORD.findall(found.string[: found.start()].lower())):
        return None
    same = tuple(n for n in range(place) if stem(noun) in scene.stems[n])
    on = same if place - 1 in same else (*same, place - 1)
    # A noun that nobody used before sums up the sentence before it: "the attack" after "gunmen killed".
    return Lean(rule="reference", on=on, item=noun, strong=strong or not same)


def _person_before(text: str, end: int, scene: Scene) -> bool:
    """Whether somebody is named or spoken of before that place in the sentence."""
    words = WORD.findall(text[:end])
    bare = [word.removesuffix("’s").removesuffix("'s") for word in words]
    if any(word.lower() in read_words("person-nouns.txt") for word in bare):
        return True
    if scene.introductions:
        return any(word in scene.introductions for word in bare)
    # Nobody told us who the people are: any capital inside the sentence may begin a name.
    return any(word[0].isupper() and word not in read_words("not-names.txt") for word in bare[1:])


def _brings_in(text: str, noun: str) -> bool:
    """Whether a sentence names a thing for the first time: "a cartoon", "two old cartoons"."""
    words = WORD.findall(text.lower())
    return any(
        word in (noun, f"{noun}s") and not _NEW.isdisjoint(words[max(0, n - 3) : n])
        for n, word in enumerate(words)
    )


def _is_person(run: str, scene: Scene) -> bool:
    """Whether a run of words with capitals ("US President Jane Doe") is a person of the article."""
    return any(word.removesuffix("’s").rstrip(".") in scene.introductions for word in run.split())


@cache
def _openers() -> re.Pattern[str]:
    listed = sorted(read_words("openers.txt"), key=len, reverse=True)
    joined = "|".join(re.escape(phrase).replace("'", "['’]") for phrase in listed)
    return re.compile(rf"{OPENING}(?:{joined})(?:['’](?:s|re|ve|ll|d))?(?=[\s,.;:—–-])", re.IGNORECASE)


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(word for row in read_rows("demonyms.tsv") for word in split_names(row[-1]))
