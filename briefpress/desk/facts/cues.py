"""The ways to cite an outlet, as patterns: what a name looks like, and the words before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefpress.desk.tables import read_group


def _any(*kinds: str) -> str:
    """The words of the kinds as alternatives, the longer first."""
    found = {word for kind in kinds for word in read_group("outlet-words.tsv", kind)}
    return f"(?:{'|'.join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))})"


# A name: capitalised words and hosts, joined by small words that names of outlets hold. Lengths are
# bounded, so that a hostile text costs no more than its length.
_DOMAINS = "(?:com|org|net|info|co|ro|pl|ge|am|az|kg|kz|md|ua|by|me|rs|mk|tv|news|media)"
_HOST = rf"(?:[a-z0-9-]{{2,30}}\.{_DOMAINS}(?:\.\w\w)?\b)"
_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w.]{0,40}(?<!\.)(?:['’/&-]\w{1,30}){0,4}|L['’][A-Z]\w{1,30}"
    rf"|\b{_any('lower')}\b|\b[a-z]{{1,2}}[A-Z]\w{{1,30}}|\b(?:al|el|an|ad|ash|as)-[A-Z]\w{{1,30}}|{_HOST})"
)
_SMALL = r"(?:of|the|de|da|do|del|della|di|du|la|le|los|as|&|from|for|van|het|der|und)"
NAME = re.compile(rf"(?<![\w’'.@#/-])(?:[Tt]he )?{_WORD}(?:(?: {_SMALL}){{0,2}} {_WORD}){{0,6}}")

_WHEN = (
    r"(?:,? (?:has|have|had|also|later|earlier|first|since|previously|recently|then|itself|both|all|each"
    r"|too|meanwhile"
    r"|however|already|now|even|this week|last (?:week|month|year)|on [A-Z]\w{1,12}|in (?:\d{4}|[A-Z]\w{2,8})"
    r"|[MTWFS]\w{1,8}day),?){0,3}"
)
_ASIDE = (
    r"(?:, (?:which|who|whose|a|an|the|its|one|citing|quoting|in|owned|based|close|run|loyal|part|long|once"
    r"|seen|known)\b[^,.;:]{1,90},)?"
)
_ADVERB = (
    r"(?: \w{2,12}ly| on \w{1,12}| \w{1,12}day| online| first| this \w{1,8}| last \w{1,12}| in \w{1,12}){0,2}"
)
_REPORT = (
    r"(?:reports?|tally|count|articles?|analysis|analyses|investigations?|surveys?|polls?|polling|data"
    r"|figures|stor(?:y|ies)"
    r"|interviews?|estimates?|accounts?|reporting|transcripts?|documents|footage|images|videos?"
    r"|calculations?|database"
    r"|op-eds?|opinion piece|essay|columns?|editorials?|commentary|pieces?|series|documentary|fact-check"
    r"|review|letter"
    r"|recordings?|photos?|headlines?|front page|leader|wreck|list|maps?|parts|details|pages|stud(?:y"
    r"|ies)|papers?|findings|research|results|pictures|photographs?|remarks|comments|blog|profile|leak"
    r"|exposé)"
)
_GIVEN_OUT = (
    r"(?:quoted|cited|reported|published|obtained|seen|reviewed|broadcast|aired|carried|conducted"
    r"|compiled|verified"
    r"|polled|commissioned|analy[sz]ed|contacted|interviewed|surveyed|released|translated|viewed|gathered"
    r"|collected"
    r"|posted|printed|run|shown|filmed|recorded|asked|reached|identified|checked|disclosed|revealed|named"
    r"|described"
    r"|estimated|geolocated|authenticated|shared|monitored|saying|taken|leaked to and published)"
)
_TO = (
    r"(?:speaking|spoke|speaks|spoken|talking|talked|interviews?|remarks?|comments?|statements?|confirmed"
    r"|denied"
    r"|admitted|explained|showed|shown|handed|letter|e-?mail|message|gave|given|granted|disclosed|leaked|revealed|declined"
    r"|refused|provided"
    r"|passed|sent|conceded|acknowledged|complained|said|wrote|writing|quote|testimony|whispered|boasted)"
)
_IN = (
    rf"(?:{_REPORT}|publish(?:ed|ing)|reported|appear(?:ed|s|ing)|described|detailed|writing|wrote|writes"
    rf"|quoted"
    r"|cited|carried|printed|said|says|seen|shown|aired|broadcast|speaking|spoke|argued|argues|revealed"
    r"|announced|claimed"
    r"|warned|front page|leaked|documented|outlined|noted|recalled|denounced|serialized|interviewed|ran)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A way to cite, and how sure the name must be: 1 any, 2 looks like or is called an outlet, 3 known."""

    rule: str  # X stands for the outlet
    regex: re.Pattern[str]
    sureness: int


def _cue(rule: str, sureness: int, regex: str) -> Cue:
    return Cue(rule=rule, regex=re.compile(regex), sureness=sureness)


# What stands before a name that is cited; looked for in the text that ends at the name or its kind.
BEFORE: tuple[Cue, ...] = (
    _cue(
        "according to X",
        2,
        rf"according to (?:(?:[\w’'-]{{1,20}} ){{0,3}}?{_REPORT}\b[^.;:]{{0,40}} (?:in|by|from|on|for|to"
        rf"|with) )?$",
    ),
    _cue(
        "writes X",
        2,
        r"[”\"’'] ?(?:writes|wrote|said|says|reported|reports|noted|notes|asked|asks|added|adds) $",
    ),
    _cue("as did X", 2, r"\b(?:as|so|than) (?:did|does|do|has|had|have) $"),
    _cue("in the view of X", 2, r"\bin the (?:view|words|opinion|judgment|eyes) of $"),
    _cue("told X", 2, r"\b(?:told|tells|telling|informed) $"),
    _cue(
        "citing X",
        2,
        rf"\b(?:citing|quoting|cites|cited|quoted|quotes) (?:(?:an?"
        rf"|the) (?:[\w’'-]{{1,20}} ){{0,2}}?{_REPORT}\b[^.;:]{{0,25}} (?:in|by|from|on) )?$",
    ),
    _cue("reported by X", 2, rf"\b{_GIVEN_OUT}{_ADVERB} by $"),
    _cue("a report by X", 2, rf"\b{_REPORT}{_ADVERB} (?:by|from) $"),
    _cue(
        "for X",
        2,
        rf"\b(?:{_REPORT}|wrote|writes|writing|reporting|reported)(?: [\w-]{{1,20}}){{0,2}}? for $",
    ),
    _cue(
        "published in X",
        2,
        rf"\b{_IN}\b(?: on [a-z]{{3,6}}day)?(?:,? (?!in |on )[\w’'“”-]{{1,20}}){{0,5}}?"
        r",? (?:in|on|with|by|at) $",
    ),
    _cue(
        "speaking to X",
        2,
        r"\b(?:speaking|spoke|talking|talked|interview|statement|remarks|comments) (?:to|with|on) $",
    ),
    _cue("said to X", 3, rf"\b{_TO}\b(?: [\w’'“”,-]{{1,20}}){{0,6}}? (?:to|with) $"),
    _cue(
        "asked by X",
        2,
        r"\b(?:questions?|requests?|inquir(?:y|ies)|enquir(?:y|ies)|quer(?:y|ies)|approached|asked"
        r"|contacted)(?: [\w-]{1,15}){0,3} (?:from|by) $",
    ),
    _cue("on X", 3, r"(?:^|[.!?”] )[io]n $"),
    _cue(
        "learned from X",
        3,
        r"\b(?:learn\w{0,3}|heard?|knew|know|discovered)\b[^.;:]{0,25} (?:from|in|on) $",
    ),
    _cue("by X", 3, rf"\b(?!{_any('owning')}\b)[a-z]{{3,15}}ed by $"),
    _cue(
        "from X",
        3,
        r"\b(?:reporters?|correspondents?|journalists?|crews?|teams?|information|quote|broadcast) (?:from"
        r"|of|for|with) $",
    ),
)
# What stands behind it.
WEAKEST = "X does as reporters do"  # holds for a known name only, unless the story is about it
AFTER: tuple[Cue, ...] = (
    _cue("X reported", 2, rf"{_ASIDE}{_WHEN},? {_any('reporting')}\b"),
    _cue(
        "X said",
        2,
        rf"(?:,? citing\b|,? quoting\b|{_ASIDE}{_WHEN},? {_any('telling')}\b(?! to (?:close|cut|launch|buy"
        rf"|sell|hire|appoint)))",
    ),
    _cue(
        "X showed footage",
        2,
        rf"{_ASIDE}{_WHEN} (?:showed|shows|aired|airs|broadcast|carried|ran|published|released|posted"
        rf"|printed|prints|listed|lists|has|had|have) (?:[\w’'-]{{1,20}} ){{0,3}}?{_REPORT}\b",
    ),
    _cue(
        "X’s reporter",
        3,
        rf"(?:[’']s)?(?: [A-Za-z][\w-]{{1,20}}){{0,2}} {_any('staff')}s?\b(?! (?:was|were|who|has been"
        rf"|had been|died|is|are)\b)[^.;]{{0,60}}?\b(?:saw|said|says|told|heard|reported|reports|counted"
        rf"|wrote|writes|witnessed|found|watched|put|noted|learned|argued|argues|called|calls|urged|predicted|confirmed|confirms)\b",
    ),
    _cue(
        "an X report",
        3,
        rf"(?:[/-][\w/-]{{2,30}})?(?:[’']s)?(?: (?!the |an? )[a-z][\w-]{{1,20}})? {_any('work')}s?\b",
    ),
    _cue(
        "X was told",
        3,
        r" (?:was|were|has been|had been) (?:(?:told|informed|assured|shown)"
        r"|(?:the )?first to (?:report|write|reveal|break|publish|tell|name))\b",
    ),
    _cue(
        WEAKEST,
        3,
        rf"{_ASIDE}{_WHEN},? (?!{_any('subject')}\b)(?:[a-z]{{2,15}}(?:ed|[^s]s)|{_any('irregular')}"
        r"|has (?:an?|the|its|their|his|her|more|details|pictures|images))\b",
    ),
    _cue(
        "X’s reporter",
        3,
        r"[’']s(?: [A-Z][\w’-]{1,30}){2,3} (?:wrote|writes|said|says|reported|reports|told|noted|argued"
        r"|argues|put)\b",
    ),
)
AT_THE_END = re.compile(rf"{_WHEN} {_any('reporting')}(?={_WHEN}(?:[.,:;–—]| [–—]|$))")
AT_THE_END_AFTER = re.compile(r"(?:[,”\"–—]|[”\"],?|[–—-]) ?$")
KIND_BEFORE = re.compile(
    rf"\b(?:the |The |a |A |an |An |its |their )?(?:(?!the |of |in |at |by |to |told |for "
    rf"|and )[\w’'-]{{1,30}},? ){{0,4}}?({_any('noun')}),? (?:the )?$"
)
_BODIES = read_group("roles.tsv", "body noun") | read_group("roles.tsv", "body or person")
_SHARED = ("agency", "service", "site", "website", "network", "station", "channel", "portal", "wire")
# "the highway authority X", "the unions X and"; an agency or a station is an outlet's unless the word before
# it says otherwise ("the space agency X").
BODY_BEFORE = re.compile(
    rf"(?:\b[\w’'-]{{1,30}} ){{0,2}}\b(?:{'|'.join(map(re.escape, sorted(_BODIES)))}"
    rf"|{_any('other kind')} (?:{'|'.join(_SHARED)}))"
    r"(?:e?s)?,? (?:[A-Z][\w&-]{1,20},? and )?$",
)
BODY_WORDS = frozenset(
    form
    for body in (*_BODIES, *_SHARED)
    for word in [body.split(" ")[-1]]
    for form in (word, f"{word}s", f"{word}es")
)
THING_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:[a-z][\w’'-]{0,20} ){0,3}?([a-z][\w-]{1,20}) $"
)
KIND_AFTER = re.compile(rf" {_any('noun after')}\b")
APPOSITION = re.compile(
    rf", (?:an?|the|its|one of the"
    rf"|part of an?) (?:[\w’'-]{{1,30}} ){{0,4}}?{_any('noun')}s?\b[^,.;:]{{0,80}}(?=[,.])"
)
# "state-run", "official", "its rival": what may describe an outlet before its name.
DESCRIBED = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) )?(?:\b(?:[\w’'-]{1,30}-(?:run|owned|based|language|backed"
    r"|linked|affiliated"
    r"|controlled|funded|leaning|wing|circulation|selling|read|friendly|aligned|government|official"
    r"|governmental|party)"
    r"|official|state|local|independent|private|public|conservative|liberal|leftist|national|respected"
    r"|popular|rival"
    r"|influential|leading|online|satirical|sister|partner|business|financial|medical|scientific) ){0,3}$"
)
PRESS = re.compile(
    r"\b(?:news|newspaper|daily|weekly|tabloid|broadcaster|newswire|magazine|journal|radio station"
    r"|TV station|paper|outlet)\b"
)
MEDIA = re.compile(rf"{PRESS.pattern}|\b(?:media|press|publishing|broadcasting|television|radio)\b")
JOURNAL = re.compile(r"\bjournals?\b")
LINK = re.compile(r"(?:,? and|,|,? as well as|,? or|;) (?:the |its partner |its rival |its )?")
LOOKED_BACK = 110  # characters before a name in which the words that cite it may begin
# "Staff at X walked out" is about X.
WORKS_AT = re.compile(
    r"\b(?:staff|workers?|employees|journalists|editors?|reporters|owners?|founders?|publishers?"
    r"|directors?|executives?"
    r"|bosses|management|union|offices?|headquarters|building|licen[cs]e|website|owner|chief|head|job"
    r"|jobs|strike)"
    r"(?: [a-z]{2,12})? (?:at|of|for|from|in) $"
)
PUBLISHED = re.compile(
    rf"\b(?:published|appear(?:ed|s|ing)|writing|reported|described){_ADVERB} in (?:the )?$"
)
# "A reporter for X was killed" is about the reporter.
SUFFERS = re.compile(r" (?:was|were|is|are|has been|have been|who|died)\b")
