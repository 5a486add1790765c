"""Cuts inside a sentence that keep its grammar and its truth.

Every rule takes a sentence and gives the shorter one, or None where it does not apply or would not
be safe. Words are only left out, never added or moved; the one change of a letter is the capital that
a new first word needs. No rule cuts inside a quotation, and none takes who reported a claim from it.

There are three groups. JOINING_CUTS take away what ties a sentence to the one before it: for where
that one is left out, and only there. BODY_CUTS are good for every sentence that the desk prints.
DEK_CUTS hold both, and rules that leave out what a line of a given length has no room for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefpress.desk.summary.shortening.inserts import (
    drop_age,
    drop_description,
    drop_opening_participle,
    drop_parenthesis,
    drop_relative,
)
from briefpress.desk.summary.shortening.joining import drop_connective, drop_inner_connective
from briefpress.desk.summary.shortening.tails import (
    drop_after_source,
    drop_before_colon,
    drop_clock,
    drop_coordinate,
    drop_purpose,
    drop_tail,
)
from briefpress.desk.summary.shortening.venues import (
    drop_opening_paper,
    drop_opening_venue,
    drop_outlet_title,
    drop_repeated_attribution,
    drop_second_source,
    drop_venue,
)
from briefpress.desk.summary.shortening.wordiness import (
    drop_conversion,
    drop_filler,
    drop_local_time,
    drop_that,
    drop_to_be,
)

MAX_SENTENCE = 2_000  # characters; nobody prints a longer one, and time stays bounded

Cut = Callable[[str], str | None]

JOINING_CUTS: tuple[Cut, ...] = (drop_connective, drop_inner_connective)
BODY_CUTS: tuple[Cut, ...] = (
    drop_filler,
    drop_opening_venue,
    drop_venue,
    drop_repeated_attribution,
    drop_local_time,
    drop_conversion,
)
_LENGTH_CUTS: tuple[Cut, ...] = (  # what costs a reader least comes first
    drop_parenthesis,
    drop_age,
    drop_clock,
    drop_second_source,
    drop_outlet_title,
    drop_tail,
    drop_after_source,
    drop_purpose,
    drop_description,
    drop_relative,
    drop_coordinate,
    drop_opening_participle,
    drop_before_colon,
    drop_opening_paper,
    drop_to_be,
    drop_that,
)
DEK_CUTS: tuple[Cut, ...] = (*JOINING_CUTS, *BODY_CUTS, *_LENGTH_CUTS)


def shorten(sentence: str, max_words: int, cuts: Sequence[Cut] = DEK_CUTS) -> str | None:
    """The sentence in at most that many words, by as few cuts as can be in their order, or None.

    What joins and what is always good to leave out goes in any case; the other cuts are made only
    where the length asks for them. A sentence of more than MAX_SENTENCE characters is not looked into.
    """
    words = len(sentence.split())
    for cut in cuts if len(sentence) <= MAX_SENTENCE else ():
        while cut not in _LENGTH_CUTS or words > max_words:
            shorter = cut(sentence)
            if shorter is None:
                break
            sentence, words = shorter, len(shorter.split())
    return sentence if words <= max_words else None
