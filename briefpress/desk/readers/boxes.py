"""Which elements of a page are boxes and not its story: menus, offers, talk, pictures, what is hidden."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, TypeAlias

from briefpress.desk import tables

Element: TypeAlias = Any  # of lxml, which is imported only where a page is read

MAX_NOTE = 800  # characters; what is longer is no note beside a story, whatever its name says
PROSE_PIECE = 50  # characters; a shorter piece of text is as likely a label or a link
MIN_STORY = 300  # characters of prose that an element with a story's name must hold to be one
MOST = 0.5  # of a page's prose: what holds as much is no box
MAX_WORDS = 24  # characters of a box's name in the ledger
MAX_NAME = 300  # characters of a class and an id that are looked at

_PAGE = ("html", "body", "main")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_RULES = {  # what an editor calls the elements and the roles that stand beside a text
    "nav": "menu",
    "menu": "menu",
    "navigation": "menu",
    "menubar": "menu",
    "toolbar": "menu",
    "tablist": "menu",
    "aside": "box beside the story",
    "complementary": "box beside the story",
    "header": "page head",
    "banner": "page head",
    "footer": "page foot",
    "contentinfo": "page foot",
    "figure": "picture",
    "form": "form",
    "search": "form",
    "label": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_NAME = re.compile(r"[^a-z0-9]+")


def tags(kind: str) -> frozenset[str]:
    """The elements of one kind."""
    return tables.read_group("page-tags.tsv", kind)


def names_story(element: Element) -> bool:
    """Whether a page calls an element the text of a story."""
    if element.get("itemprop") == "articleBody" or element.get("property") == "schema:articleBody":
        return True
    names = _names_of(element)
    return bool(names) and _named(names)[1]


class Boxes:
    """The boxes of one page.

    `skipped` counts the prose in the boxes that their names alone have told from the story.
    """

    def __init__(self, body: Element) -> None:
        from lxml import etree

        etree.strip_elements(body, "script", "style", "noscript", "template", with_tail=False)
        self.skipped = 0
        self._never, self._beside, self._inline = tags("never"), tags("beside"), tags("inline")
        self._roles = tags("role")
        self._special = self._beside | {"header", "figure"}
        self._prose = _prose_in(body)
        self._total = self._prose[body]
        self._named: dict[tuple[str, str], int] | None = None
        self._headings = list(body.iter("h1"))
        self.stories = [
            element
            for element in body.iter("div", "section", "article", "main", "td", "span")
            if self._prose[element] >= MIN_STORY and names_story(element)
        ]

    def skips(self, element: Element) -> bool:
        """Whether an element is a box, and nothing in it is of the story."""
        tag = element.tag
        if tag in self._never:
            return True
        if not element.attrib and tag not in self._special and "-" not in tag:
            return False
        if (
            tag in self._beside
            or element.get("role") in self._roles
            or _is_hidden(element)
            or _is_of_page(element)
        ):
            return not self._holds_story(element)
        if tag == "figure":
            data = element.find(".//table") is not None or element.find(".//pre") is not None
            return not data and not self._holds_story(element)
        names = _names_of(element)
        kind = _named(names)[0] if names else ""
        if not kind or not self._is_box(element, kind) or self._holds_story(element):
            return False
        self.skipped += self._prose[element]
        return True

    def rule_for(self, element: Element) -> str:
        """What an editor calls a box; "" for what no reader of the page sees."""
        if element.tag in self._never or _is_hidden(element):
            return ""
        named = _RULES.get(element.tag) or _RULES.get(element.get("role"))
        if named:
            return named
        kind, _, words = _named(_names_of(element))
        if kind == "everywhere":
            return ""
        return words if words == "menu" else f"{words} box" if words else "box beside the story"

    def _is_box(self, element: Element, kind: str) -> bool:
        """Whether an element with the name of a box can be one."""
        tag = element.tag
        if kind == "everywhere":
            return True
        if tag in _PAGE or tag == "h1" or (tag in self._inline and _is_in_sentence(element)):
            return False
        if element.find(".//h1") is not None:
            return False
        if kind == "linked" and element.find(".//a") is None:
            return False
        return (kind == "always" and tag != "p") or _is_short(element)

    def _holds_story(self, element: Element) -> bool:
        """Whether so much of the page's text is in an element, or in all of its name, that it is the story.

        Not where the page calls something else its story, or has its only headline over something else: the
        talk below it may be longer.
        """
        mine = self._prose[element]
        if not mine or any(_stand_apart(story, element) for story in self.stories):
            return False
        if len(self._headings) == 1 and self._prose[_around(self._headings[0], element)] >= MIN_STORY:
            return False
        return max(mine, self._in_all_of_its_name(element)) >= MOST * self._total

    def _in_all_of_its_name(self, element: Element) -> int:
        if self._named is None:
            self._named = {}
            for other, amount in self._prose.items():
                name = other.get("class")
                if amount and name:
                    self._named[other.tag, name] = self._named.get((other.tag, name), 0) + amount
        return self._named.get((element.tag, element.get("class", "")), 0)


class NoBoxes(Boxes):
    """A page of which nothing is a box but what never holds text."""

    def __init__(self) -> None:
        self.skipped = 0
        self.stories = []
        self._never = tags("never")

    def rule_for(self, element: Element) -> str:
        """Nothing is left out by name here."""
        return ""

    def skips(self, element: Element) -> bool:
        """Whether an element never holds text."""
        return element.tag in self._never


class InBox(NoBoxes):
    """The inside of a box: all of it is read but what the page hides."""

    def skips(self, element: Element) -> bool:
        """Whether no reader of the page sees an element."""
        if element.tag in self._never:
            return True
        if not element.attrib:
            return False
        return _is_hidden(element) or _named(_names_of(element))[0] == "everywhere"


def is_hidden(element: Element) -> bool:
    """Whether a page hides an element, or one around it."""
    return any(_is_hidden(around) for around in (element, *element.iterancestors()))


def _prose_in(body: Element) -> dict[Element, int]:
    """Characters of running text in each element, counted once, from the last to the first."""
    found: dict[Element, int] = {}
    for element in reversed(list(body.iter())):
        amount = _running(element.text)
        for child in element:
            amount += found[child] + _running(child.tail)
        found[element] = amount
    return found


def _running(piece: str | None) -> int:
    return len(piece) if piece and len(piece) >= PROSE_PIECE and not piece.isspace() else 0


# ---------------------------------------------------------------- names


def _names_of(element: Element) -> str:
    """What a page calls an element; sites with made-up classes have other attributes for it."""
    get = element.get
    own = element.tag if "-" in element.tag else ""  # <amp-ad>
    names = f"{own} {get('class', '')} {get('id', '')} {get('data-component', '')} {get('data-testid', '')}"
    return names.strip()


@lru_cache(maxsize=20_000)  # a page repeats its names, and a site's pages do
def _named(names: str) -> tuple[str, bool, str]:
    """The kind of box that a class and an id name, "" for none; whether they name a story; the box's name."""
    plain = f"-{_NO_NAME.sub('-', _CAPITAL.sub('-', names[:MAX_NAME]).lower())}-"
    kinds = ((kind, found) for kind, pattern in _kinds() if (found := pattern.search(plain)))
    kind, found = next(kinds, ("", None))
    words = found[0][: MAX_WORDS + 1].strip("-").replace("-", " ") if found else ""
    return kind, bool(_stories().search(plain)), words


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = ("everywhere", "always", "short", "linked")
    return tuple((kind, _parts(tables.read_group("page-boxes.txt", kind))) for kind in kinds)


@cache
def _stories() -> re.Pattern[str]:
    return _parts(tables.read_words("page-stories.txt"))


def _parts(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"-(?:{'|'.join(sorted(names))})(?=-)")


# ---------------------------------------------------------------- what is asked of an element


def _stand_apart(one: Element, other: Element) -> bool:
    """Whether neither holds the other."""
    if one is other:
        return False
    return all(one is not above for above in other.iterancestors()) and all(
        other is not above for above in one.iterancestors()
    )


def _around(heading: Element, element: Element) -> Element:
    """The largest element around a heading that does not hold another one; at least the heading."""
    others = set(element.iterancestors()) | {element}
    while heading.getparent() is not None and heading.getparent() not in others:
        heading = heading.getparent()
    return heading


def _is_of_page(header: Element) -> bool:
    """Whether an element is a header of the page and not of a story."""
    if header.tag != "header" or header.find(".//h1") is not None:
        return False
    return all(above.tag not in ("article", "main") for above in header.iterancestors())


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_in_sentence(element: Element) -> bool:
    """Whether other words stand beside an element in its paragraph."""
    parent = element.getparent()
    if parent is None:
        return False
    return bool((parent.text or "").strip() or any((other.tail or "").strip() for other in parent))


def _is_short(element: Element) -> bool:
    total = 0
    for piece in element.itertext():
        total += len(piece.strip())
        if total > MAX_NOTE:
            return False
    return True
