"""Words that join a sentence to the one before it."""

from __future__ import annotations

import re

from briefpress.desk.summary.shortening.clauses import capitalise, in_quotation

_CONNECTIVE = re.compile(
    r"(?:However|Meanwhile|Moreover|Furthermore|In addition|Additionally|Nevertheless|Nonetheless|Still"
    r"|Also|Besides|Similarly|Likewise|Consequently|Instead|Yet|In turn|At the same time|In fact)"
    r",\s+(?=[\w“\"$€£])"
    r"|(?:But|And|Yet)\s+(?=[\w$€£])(?!then\b|so\b|yet\b|not\b|if\b)"
)
_INNER = re.compile(r",\s(?:however|meanwhile|too|moreover|therefore),(?=\s)")


def drop_connective(sentence: str) -> str | None:
    """ "However, critics warned …" → "Critics warned …"."""
    found = _CONNECTIVE.match(sentence)
    return capitalise(sentence[found.end() :]) if found else None


def drop_inner_connective(sentence: str) -> str | None:
    """ "Portugal, meanwhile, holds …" → "Portugal holds …"."""
    found = _INNER.search(sentence)
    if not found or in_quotation(sentence, found.start()):
        return None
    return sentence[: found.start()] + sentence[found.end() :]
