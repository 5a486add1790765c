"""Cuts inside a sentence that keep its grammar and its truth.

Every rule takes a sentence and gives the shorter one, or None where it does not apply or would not
be safe. Words are only left out, never added or moved; the one change of a letter is the capital that
a new first word needs. No rule cuts inside a quotation, and none takes who reported a claim from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefpress.desk.tables import read_words

MIN_CLAUSE = 7  # words that must remain for a clause to say something

Cut = Callable[[str], str | None]

_CONNECTIVE = re.compile(
    r"(?:However|Meanwhile|Moreover|Furthermore|In addition|Additionally|Nevertheless|Nonetheless|Still"
    r"|Also|Besides|Similarly|Likewise|Consequently|Instead|Yet|In turn|At the same time|In fact)"
    r",\s+(?=[\w“\"$€£])"
    r"|(?:But|And|Yet)\s+(?=[\w$€£])(?!then\b|so\b|yet\b|not\b|if\b)"
)
_INNER = re.compile(r",\s(?:however|meanwhile|too|moreover|therefore),(?=\s)")
_PARENTHESIS = re.compile(r"\s\((?=[^()“”\"]{1,120}\))[^()]*\)|\s(–|—|--)\s[^–—“”\"]{1,160}?\s\1(?=\s)")
_TAIL = re.compile(
    r",\s(?:(?:(?:even )?though|although|while|after|before|(?:even )?as|because|since|which|where|when"
    r"|whose|who|whereas|despite|amid|citing(?!\s(?:the\s)?[A-Z])|adding|including|saying|arguing|calling|leaving|raising"
    r"|making|following|an?\s(?:[a-z-]+\s){1,3}(?:that|which|who|of|for|in|whose|when|where))\s[^,]*"
    # A name set between commas may stand in what can only be a clause of its own.
    r"|(?:(?:even )?though|although|whereas|because)\s[^,]*,\s[A-Z][^,]{1,40},[^,]*)(?P<end>[.!?])\Z"
)
_INTERPOSED = re.compile(r",\s(?:who|which|where|whose|when|an?|the)\s[^,]*(?:,|\Z)")
_SUBORDINATE_FIRST = re.compile(
    r"(?:Although|Though|While|After|Before|As|Because|Since|When|Where|If|Unless|Until|Once|Despite)\b[^,]*\Z"
)
_VERB = re.compile(r"[A-Za-z]+(?:n['’]t)?")
_BEFORE_NO_VERB = frozenset(
    (
        "the",
        "a",
        "an",
        "of",
        "in",
        "with",
        "by",
        "for",
        "its",
        "their",
        "his",
        "her",
        "and",
        "or",
        "to",
        "from",
    )
)


def drop_connective(sentence: str) -> str | None:
    """ "However, critics warned …" → "Critics warned …", where the sentence before is left out."""
    found = _CONNECTIVE.match(sentence)
    return capitalise(sentence[found.end() :]) if found else None


def drop_inner_connective(sentence: str) -> str | None:
    """ "Portugal, meanwhile, holds …" → "Portugal holds …"."""
    found = _INNER.search(sentence)
    if not found or in_quotation(sentence, found.start()):
        return None
    return sentence[: found.start()] + sentence[found.end() :]


def drop_parenthesis(sentence: str) -> str | None:
    """What stands in parentheses or between two dashes goes."""
    found = next((f for f in _PARENTHESIS.finditer(sentence) if not in_quotation(sentence, f.start())), None)
    return sentence[: found.start()] + sentence[found.end() :] if found else None


def drop_tail(sentence: str) -> str | None:
    """The last clause goes where a comma and a subordinating word part it from a whole clause."""
    found = _TAIL.search(sentence)
    if not found or in_quotation(sentence, found.start()) or "”" in found.group() or '"' in found.group():
        return None
    head = sentence[: found.start()]
    return head + found.group("end") if is_clause(head) else None


BODY_CUTS: tuple[Cut, ...] = (drop_connective, drop_inner_connective)
DEK_CUTS: tuple[Cut, ...] = (
    drop_connective,
    drop_inner_connective,
    drop_parenthesis,
    drop_tail,
)


def shorten(sentence: str, max_words: int, cuts: Sequence[Cut] = DEK_CUTS) -> str | None:
    """The sentence in at most that many words, by as few cuts as can be in their order, or None.

    A connective goes in any case; the other cuts only where the length asks for them.
    """
    for cut in cuts:
        always = cut not in (drop_parenthesis, drop_tail)
        while always or len(sentence.split()) > max_words:
            shorter = cut(sentence)
            if shorter is None:
                break
            sentence = shorter
    return sentence if len(sentence.split()) <= max_words else None


def is_clause(text: str) -> bool:
    """Whether a stretch of text holds a whole main clause, as far as its words tell; doubtful is no."""
    if len(text.split()) < MIN_CLAUSE or _SUBORDINATE_FIRST.match(text):
        return False
    bare = _INTERPOSED.sub(" ", text)
    verbs = read_words("finite-verbs.txt")
    before = ""
    for found in _VERB.finditer(bare):
        word = found.group()
        if (
            found.start()
            and (word in verbs or (word.endswith("ed") and len(word) > 4))
            and before not in _BEFORE_NO_VERB
        ):
            return True
        before = word.lower()
    return False


def in_quotation(sentence: str, at: int) -> bool:
    """Whether that place lies inside a quotation."""
    before = sentence[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def capitalise(text: str) -> str:
    """The text with a capital first letter; "eBay" and the like stay."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
