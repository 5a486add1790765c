"""YAML text → a typed value, with every problem at its line.

All scalars are read as text and typed by the dataclass that is asked for, so that Norway's `NO` stays
a country and `12:30` a time. A dataclass field may go by another key: `field(metadata={"key": …})`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

from briefpress.errors import ContentError, Problem, did_you_mean

T = TypeVar("T")
Check = Callable[[Any], tuple[str, str] | None]  # a typed value → (what is wrong, what to do), or None

MAX_NESTING = 20  # no file of ours goes deeper than 5; bounds the recursion on hostile text
SAFE_MARKS = 2000  # libyaml overran an 8 MB stack between 3,000 and 30,000 levels
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_EMPTY = ("", "~", "null")
_EXPECTED: dict[object, str] = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a day written 2025-05-16",
    datetime: "a moment written 2025-05-16T06:00-04:00",
}
_SHORT_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?( ?Z|[+-]\d\d:?\d\d)")
_UNQUOTED_COLON = re.compile(r"^\s*-?\s*([\w-]+):\s+(?P<value>[^\"'\[{|>#].*?:(?:\s.*|$))")


def load(
    text: str, wanted: type[T], path: str, *, first_line: int = 1, checks: Mapping[str, Check] | None = None
) -> T:
    """The YAML text as a value of the dataclass `wanted`.

    `path` and `first_line` place the text for messages. `checks` say what types cannot, by the place
    of a value: "title", "site.url", "countries[]" for each item of a list, "sources[].url". Raises
    ContentError with every problem: broken YAML, unknown, doubled and missing keys, values of the
    wrong type, values that a check refuses.
    """
    node = compose(text, path, first_line=first_line)
    reader = _Reader(path, first_line - 1, checks or {})
    value: T = reader.mapping(node, wanted, "", 0) if node else reader.empty(wanted, first_line)
    if reader.problems:
        raise ContentError(reader.problems)
    return value


def compose(text: str, path: str, *, first_line: int = 1) -> yaml.Node | None:
    """The YAML text as nodes with their places; None for an empty text. Raises ContentError."""
    try:
        _bound_nesting(text)
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ContentError([_explain(error, text, path, first_line)]) from error
    return node


def _bound_nesting(text: str) -> None:
    """Raise YAMLError for a text nested so deep that the C parser would overrun its stack.

    Each level needs one of these marks, so that a file of the usual size is let through unparsed.
    """
    if sum(text.count(mark) for mark in "[{-?:") < SAFE_MARKS:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_NESTING:
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=mark)


def _explain(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    """A YAML error in an editor's words, with the repair for the usual ones."""
    mark = getattr(error, "problem_mark", None)
    lines = text.split("\n")
    row = min(mark.line, len(lines) - 1) if mark else 0
    message, hint = (
        str(getattr(error, "problem", None) or error),
        "see https://yaml.org/spec/1.1/ or quote the value",
    )
    for near in (row, row - 1):
        found = _UNQUOTED_COLON.match(lines[near]) if near >= 0 else None
        if found and "mapping values" in message:
            row, key = near, found.group(1)
            value = found.group("value").strip().replace('"', '\\"')
            message = f"the value of {key} holds a colon and is not quoted"
            hint = f'write {key}: "{value}"'
            break
    else:
        if "nested" in message:
            hint = "flatten it"
        elif "\t" in lines[row]:
            message, hint = "a tab where YAML allows only spaces", "replace the tab by spaces"
        elif "did not find expected" in message or "found unexpected" in message:
            hint = "look for a missing quotation mark, bracket or comma here or in the line above"
        elif "special characters" in message or "control characters" in message:
            message, hint = "a control character that YAML does not allow", "delete it"
        elif "undefined alias" in message:
            hint = "a value that begins with * must be quoted"
    return Problem(path=path, line=first_line + row, message=message, hint=hint)


class _Reader:
    """Walks nodes beside a type and notes every problem on the way."""

    def __init__(self, path: str, lines_before: int, checks: Mapping[str, Check]) -> None:
        self.path = path
        self.lines_before = lines_before
        self.checks = checks
        self.problems: list[Problem] = []

    def note(self, node: yaml.Node, message: str, hint: str = "") -> None:
        mark = node.start_mark
        self.problems.append(
            Problem(
                path=self.path,
                line=mark.line + 1 + self.lines_before,
                column=mark.column + 1,
                message=message,
                hint=hint,
            )
        )

    def empty(self, wanted: type, line: int) -> Any:
        for key, (spec, _) in _keys(wanted).items():
            if spec.default is MISSING and spec.default_factory is MISSING:
                self.problems.append(
                    Problem(path=self.path, line=line, message=f'"{key}" is missing', hint=f"add {key}: …")
                )
        return None if self.problems else wanted()

    def value(self, node: yaml.Node, wanted: Any, place: str, depth: int) -> Any:
        """The node as the wanted type, checked; MISSING where a problem was noted."""
        value = self.typed(node, wanted, place, depth)
        fault = self.checks[place](value) if value is not MISSING and place in self.checks else None
        if fault:
            self.note(node, *fault)
            return MISSING
        return value

    def typed(self, node: yaml.Node, wanted: Any, place: str, depth: int) -> Any:
        if depth > MAX_NESTING:
            self.note(node, "nested too deep", "flatten it")
            return MISSING
        if get_origin(wanted) is UnionType and type(None) in get_args(wanted):
            if isinstance(node, yaml.ScalarNode) and node.value in _EMPTY:
                return None
            wanted = next(kind for kind in get_args(wanted) if kind is not type(None))
        if is_dataclass(wanted):
            return self.mapping(node, wanted, place, depth)
        if get_origin(wanted) is tuple:
            return self.sequence(node, wanted, place, depth)
        if get_origin(wanted) is dict:
            return self.table(node, place)
        return self.scalar(node, wanted, _last(place))

    def mapping(self, node: yaml.Node, wanted: Any, place: str, depth: int) -> Any:
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "expected keys with values", 'write "key: value" lines')
            return MISSING
        specs = _keys(wanted)
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in lines:
                self.note(key_node, f'"{key}" stands twice', f"first in line {lines[key]}; delete one")
            elif key not in specs:
                self.note(key_node, f'unknown key "{key}"', did_you_mean(key, specs))
            else:
                spec, kind = specs[key]
                found[spec.name] = self.value(value_node, kind, f"{place}.{key}".lstrip("."), depth + 1)
            lines.setdefault(key, key_node.start_mark.line + 1 + self.lines_before)
        for key, (spec, _) in specs.items():
            required = spec.default is MISSING and spec.default_factory is MISSING
            if required and key not in lines:
                self.note(node, f'"{key}" is missing', f"add {key}: …")
                found[spec.name] = MISSING
        return MISSING if any(value is MISSING for value in found.values()) else wanted(**found)

    def sequence(self, node: yaml.Node, wanted: Any, place: str, depth: int) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.value in _EMPTY:
            return ()
        kinds, name = get_args(wanted), _last(place)
        if not isinstance(node, yaml.SequenceNode):
            self.note(node, f"{name} should be a list", f"write {name}: [one, two]")
            return MISSING
        if kinds[-1] is not Ellipsis and len(kinds) != len(node.value):
            self.note(node, f"{name} should hold {len(kinds)} values, not {len(node.value)}")
            return MISSING
        each = [kinds[0]] * len(node.value) if kinds[-1] is Ellipsis else kinds
        items = tuple(
            self.value(item, kind, f"{place}[]", depth + 1)
            for item, kind in zip(node.value, each, strict=True)
        )
        return MISSING if any(item is MISSING for item in items) else items

    def table(self, node: yaml.Node, place: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"{_last(place)} should hold keys with values")
            return MISSING
        return {str(key.value): str(value.value) for key, value in node.value}

    def scalar(self, node: yaml.Node, wanted: Any, name: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.note(node, f"{name} should be one value, not a list or keys")
            return MISSING
        text = str(node.value)
        if wanted is str:
            return "" if text in _EMPTY and node.style is None else text
        if wanted is datetime:
            text = _long_moment(text)
        try:
            value = msgspec.convert(text, wanted, strict=False)
        except msgspec.ValidationError:
            value = None
        if value is None or (isinstance(value, datetime) and value.tzinfo is None):
            self.wrong(node, wanted, name)
            return MISSING
        return value

    def wrong(self, node: yaml.ScalarNode, wanted: Any, name: str) -> None:
        if get_origin(wanted) is Literal:
            choices = [str(choice) for choice in get_args(wanted)]
            self.note(node, f'{name} cannot be "{node.value}"', did_you_mean(str(node.value), choices))
        else:
            self.note(node, f'{name} should be {_EXPECTED[wanted]}, not "{node.value}"')


def _last(place: str) -> str:
    """The key that a place ends on: "sources[].url" → "url"."""
    return place.replace("[]", "").rpartition(".")[2]


def _long_moment(text: str) -> str:
    """The short ways to write a moment, as RFC 3339 has it."""
    return _SHORT_MOMENT.sub(
        lambda m: f"{m[1]}T{m[2]}{m[3] or ':00'}{'Z' if 'Z' in m[4] else m[4][:3] + ':' + m[4][-2:]}", text
    )


@cache
def _keys(wanted: Any) -> dict[str, tuple[Field[Any], Any]]:
    """The keys that a dataclass reads: key → (its field, its type)."""
    hints = get_type_hints(wanted)
    return {spec.metadata.get("key", spec.name): (spec, hints[spec.name]) for spec in fields(wanted)}
