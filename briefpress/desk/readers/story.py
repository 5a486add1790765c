"""Where on a page its story stands: the passages of a page → those of the story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefpress.desk.cleaning.lines import folded
from briefpress.desk.readers import dom
from briefpress.desk.readers.boxes import Boxes, Element, NoBoxes, is_hidden, names_story, tags
from briefpress.desk.readers.dom import Passage

LONG = 80  # characters; with a sentence's end, a passage of this length is running text
VERY_LONG = 200  # and so is one of this length whatever its end
DENSE = 3  # letters of the alphabet that a sign of Chinese, Japanese or Korean stands for
MOST_LINKED = 0.5  # share of letters in links
DOMINANT = 0.85  # of the text of an element: the child that holds as much is the place to look on
NAMED = 0.4  # as much is enough for a child that the page calls its story
HALF = 0.5  # of the page's text, or of the other's: what is less is a part
SURE = 0.98  # of the page's text in one place: no second opinion is asked
AGREED = 0.8  # of a text in another one: they are the same story
WHOLE = 0.7  # of a story in the text that the page's data gives: what is not in it is no part of the story
TELLING = 25  # characters; words that are found again in a text by chance are fewer
FEW = 500  # characters; a story that is shorter may be a part of one
MAX_HEADING = 80  # characters of a heading that only its place makes one
OUTSIDE = "outside the story"  # the rule for what the page has elsewhere
MANY = 3  # paragraphs under one element: it holds the story and not a teaser
_ENDS = re.compile(r"[.!…:;,。！।۔።][\"'”’»)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…:。！？।؟۔።][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with its passages."""

    body: Element
    boxes: Boxes
    whole: list[Passage]  # those in boxes too, each with the name of its box
    passages: list[Passage]  # those that are in none

    @classmethod
    def of(cls, body: Element) -> Page:
        boxes = Boxes(body)
        whole = dom.passages(body, boxes)
        return cls(body=body, boxes=boxes, whole=whole, passages=[p for p in whole if not p.block.cut])

    def everything(self) -> list[Passage]:
        """Its passages as if it had no boxes."""
        return dom.passages(self.body, NoBoxes())


def weight(passage: Passage) -> float:
    """How much running text a passage is, in characters."""
    text = passage.block.text
    kind = passage.block.kind
    if kind in ("links", "heading", "caption") or passage.linked > MOST_LINKED:
        return 0.0
    length = len(text) * (DENSE if "\u3040" <= text[len(text) // 2] < "\ufb00" else 1)
    if length < VERY_LONG and not (length >= LONG and _SENTENCE_END.search(text)):
        return 0.0
    return length * (1 - passage.linked) * (0.5 if kind == "list" else 1.0)


def find_story(page: Page, own: str, ask: Callable[[], str]) -> list[Passage]:
    """The passages of a page: the story with its headline, where that is printed above it, and what is left
    out of it, each with its rule (`block.cut`).

    `own` is the text that the page's data gives for the story, "" if none. `ask` gives the text that another
    extractor takes for it, a line a paragraph; it is asked only where the page has text in several places,
    nearly none, or much of it in boxes.
    """
    story, whole = _find(page, _Told(own), ask)
    known = {id(old): new for old, new in zip(story, _with_headings(story), strict=True)}
    return [known.get(id(passage)) or _left_out(passage) for passage in whole]


def _left_out(passage: Passage) -> Passage:
    block = passage.block
    return passage if block.cut else replace(passage, block=replace(block, cut=OUTSIDE))


def _find(page: Page, told: _Told, ask: Callable[[], str]) -> tuple[list[Passage], list[Passage]]:
    """The story, and all passages from which it was chosen."""
    weights = _weights(page)
    total = weights.get(page.body, 0.0)
    holders = _named_holders(weights, page.boxes) or [page.body]
    if total and len(holders) == 1:
        holders = [_descend(holders[0], weights)]
    story = _standing_in(page.passages, holders)
    if told.holds(story) >= WHOLE:
        return told.clip(_trimmed(page, story, holders)), page.whole
    if _sum(story) >= max(FEW, SURE * total, page.boxes.skipped):
        return _trimmed(page, story, holders), page.whole
    other = _Told(ask())
    return _boxed_story(page, other) or (_judged(page, story, holders, other), page.whole)


class _Told:
    """What somebody else says the story is."""

    def __init__(self, text: str) -> None:
        self.lines = {folded(line) for line in text.split("\n")} - {""}
        self.text = folded(text)

    def has(self, passage: Passage) -> bool:
        """Whether a passage is in it: as a line, or where it is long enough anywhere."""
        mine = folded(passage.block.text)
        return mine in self.lines or (len(mine) >= TELLING and mine in self.text)

    def holds(self, story: Sequence[Passage]) -> float:
        """The share of a story's running text that it holds; 0 where it is too short to hold all of it."""
        if len(self.text) < max(FEW, WHOLE * _letters(story)):
            return 0.0
        return _sum([p for p in story if self.has(p)]) / max(1.0, _sum(story))

    def clip(self, story: list[Passage]) -> list[Passage]:
        """The story from its first passage here to its last one, with the headline.

        What follows stays where this is a text that breaks off.
        """
        places = [at for at, passage in enumerate(story) if self.has(passage)]
        head = [passage for passage in story[: places[0]] if not weight(passage)]
        last = folded(story[places[-1]].block.text)
        ends = self.text.endswith(last[-TELLING:])
        return head + story[places[0] : places[-1] + 1 if ends else len(story)]


def _boxed_story(page: Page, other: _Told) -> tuple[list[Passage], list[Passage]] | None:
    """The story of the second opinion, where most of it is in what we took for boxes; else None."""
    theirs = [passage for passage in page.passages if other.has(passage)]
    if len(other.text) <= max(FEW, 2 * _letters(theirs)):
        return None
    everything = page.everything()
    story = [passage for passage in everything if other.has(passage)]
    if _letters(story) <= HALF * len(other.text):
        return None
    inside = set(map(id, story))
    return story, [p for p in everything if id(p) in inside or not is_hidden(p.holder)]


def _judged(page: Page, story: list[Passage], holders: list[Element], other: _Told) -> list[Passage]:
    """The story as the second opinion has it where it knows of more, and ours where it knows of less."""
    theirs = [passage for passage in page.passages if other.has(passage)]
    both = _sum([passage for passage in story if other.has(passage)])
    mine, its = _sum(story), _sum(theirs)
    if not mine and not its:
        return theirs or list(page.passages)
    if both >= AGREED * mine:
        inside = set(map(id, story))
        kept = set(map(id, _trimmed(page, story, holders)))
        return [
            p for p in page.passages if id(p) in kept or (id(p) not in inside and weight(p) and other.has(p))
        ]
    if its < HALF * mine:
        return _trimmed(page, story, holders)
    # Another place, or a part of ours: theirs, with what stands in the same containers as theirs.
    inside = set(holders)
    alike = {_path(p.holder, inside) for p in story if weight(p) and other.has(p)}
    kept = {id(p) for p in _trimmed(page, story, holders) if _path(p.holder, inside) in alike}
    chosen = [p for p in page.passages if id(p) in kept or other.has(p)]
    return [*_headline_above(page, chosen), *chosen]


def _headline_above(page: Page, story: list[Passage]) -> list[Passage]:
    first = page.passages.index(story[0]) if story else 0
    return [passage for passage in page.passages[:first] if passage.holder.tag == "h1"][-1:]


def _letters(passages: Sequence[Passage]) -> int:
    return sum(len(passage.block.text) for passage in passages)


def _sum(story: Sequence[Passage]) -> float:
    return sum(map(weight, story))


# ---------------------------------------------------------------- the element that holds it


def _standing_in(found: Sequence[Passage], holders: Sequence[Element]) -> list[Passage]:
    inside = set(holders)
    return [
        p for p in found if p.holder in inside or any(above in inside for above in p.holder.iterancestors())
    ]


def _weights(page: Page) -> dict[Element, float]:
    """The running text in each element that holds any."""
    weights: dict[Element, float] = {}
    for passage in page.passages:
        worth = weight(passage)
        element = passage.holder if worth else None
        while element is not None:
            weights[element] = weights.get(element, 0.0) + worth
            element = element.getparent() if element is not page.body else None
    return weights


def _named_holders(weights: dict[Element, float], boxes: Boxes) -> list[Element]:
    """The outermost elements of one name that the page calls its story, if they hold half of its text."""
    named = {element for element in boxes.stories if element in weights}
    groups: dict[tuple[str, str], list[Element]] = {}
    for element in boxes.stories:
        if element in named and not any(above in named for above in element.iterancestors()):
            groups.setdefault((element.tag, element.get("class", "")), []).append(element)
    sums = {name: sum(weights[element] for element in group) for name, group in groups.items()}
    best = max(sums, key=lambda name: sums[name], default=None)
    return groups[best] if best is not None and sums[best] >= HALF * max(weights.values()) else []


def _descend(body: Element, weights: dict[Element, float]) -> Element:
    """The lowest element that holds nearly all running text of the one above it."""
    node = body
    while True:
        children = [child for child in node if child in weights]
        best = max(children, key=lambda child: weights[child], default=None)
        if best is None or best.tag in tags("atom"):
            return node
        named = names_story(best) or best.tag in ("article", "main") or best.find(".//h1") is not None
        if weights[best] < (NAMED if named else DOMINANT) * weights[node]:
            return node
        if not named and any(child is not best and _is_alike(child, best) for child in children):
            return node
        node = best


def _is_alike(one: Element, other: Element) -> bool:
    name = one.get("class")
    return bool(name) and one.tag == other.tag and name == other.get("class")


# ---------------------------------------------------------------- what of it is the story


def _trimmed(page: Page, story: list[Passage], holders: Sequence[Element]) -> list[Passage]:
    """The story with what stands between it and the headline above, without the boxes in it."""
    if not story:
        return []
    first = page.passages.index(story[0])
    headings = [at for at, passage in enumerate(page.passages[:first]) if passage.holder.tag == "h1"]
    above = page.passages[headings[-1] : first] if headings else []
    return [*above, *_without_asides(story, set(holders))]


def _without_asides(story: list[Passage], holders: set[Element]) -> list[Passage]:
    """The story without the few words that stand in containers of another kind than those of its paragraphs.

    A sentence there stays, a heading if a paragraph follows, a list and a piece of code in any case. Headings
    and links that nothing follows go.
    """
    paths = [_path(passage.holder, holders) for passage in story]
    worth = [weight(passage) for passage in story]
    running = {path for path, w in zip(paths, worth, strict=True) if w}
    first = next((at for at, w in enumerate(worth) if w), len(story))
    kept: list[Passage] = []
    for at, passage in enumerate(story):
        kind = passage.block.kind
        own = at <= first or paths[at] in running or kind == "list" or passage.holder.tag == "pre"
        led = kind == "heading" and (any(worth[at + 1 : at + 3]) or _opens_list(story, at + 1))
        if own or led or (kind in ("text", "quote") and _says_something(passage)):
            kept.append(passage)
    while kept and _leads_on(kept[-1]):
        kept.pop()
    return kept


def _says_something(passage: Passage) -> bool:
    """Whether a passage is long, or a sentence, and more than a link."""
    text = passage.block.text
    whole = len(text) >= LONG or (len(text) >= TELLING and bool(_SENTENCE_END.search(text)))
    return whole and passage.linked <= MOST_LINKED


def _leads_on(passage: Passage) -> bool:
    """Whether a last passage belongs to what follows the story: a heading, links, a list of other stories."""
    kind = passage.block.kind
    return kind in ("heading", "links") or (kind == "list" and passage.linked > MOST_LINKED)


def _opens_list(story: list[Passage], at: int) -> bool:
    return at + 1 < len(story) and all(story[n].block.kind == "list" for n in (at, at + 1))


def _with_headings(story: list[Passage]) -> list[Passage]:
    """The story with its headings as such: those that are links too, and the few words between two paragraphs
    that stand alone and do not end."""
    places = [at for at, passage in enumerate(story) if weight(passage)]
    parents = Counter(_parent(story[at]) for at in places)
    return [
        replace(passage, block=replace(passage.block, kind="heading"))
        if places
        and at < places[-1]
        and (_is_linked_heading(story, at, parents) or (places[0] < at and _reads_like_heading(story, at)))
        else passage
        for at, passage in enumerate(story)
    ]


def _parent(passage: Passage) -> Element:
    return passage.holder.getparent()


def _is_linked_heading(story: list[Passage], at: int, parents: Counter[Element]) -> bool:
    """Whether a heading that is a link stands over a paragraph among others, and not over a teaser."""
    passage = story[at]
    if passage.block.kind != "links" or passage.holder.tag not in ("h2", "h3", "h4", "h5", "h6"):
        return False
    parent = _parent(passage)
    return bool(weight(story[at + 1])) and _parent(story[at + 1]) is parent and parents[parent] >= MANY


def _reads_like_heading(story: list[Passage], at: int) -> bool:
    block = story[at].block
    if block.kind != "text" or len(block.text) > MAX_HEADING or _ENDS.search(block.text):
        return False
    return bool(weight(story[at + 1])) or story[at + 1].block.kind == "list"


def _path(holder: Element, holders: set[Element]) -> tuple[tuple[str, str], ...]:
    """The containers between the story's element and a passage, by tag and class."""
    path: list[tuple[str, str]] = []
    for element in (holder, *holder.iterancestors()):
        if element in holders:
            break
        if element.tag in tags("container"):
            path.append((element.tag, element.get("class", "")))
    return tuple(path)
