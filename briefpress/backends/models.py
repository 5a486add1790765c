"""A model behind an address, or one that the package llm knows."""

from __future__ import annotations

import importlib
import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from queue import Empty, SimpleQueue
from typing import Any

from briefpress import __version__, wire
from briefpress.backends.purse import OverCapError, Purse
from briefpress.backends.writer import broken
from briefpress.config import FetchConfig, ModelConfig, SummaryConfig
from briefpress.desk.hands import Answer, Commission, Prompt, prompt_of

AT_ONCE = 4  # requests; asking is waiting, and more would only meet the provider's limit
GIVE_UP = 4  # failures in a row after which a model is not asked again in this run
MAX_ANSWER_MB = 1.0  # a hundred times the longest briefing
TOKENS_A_WORD = 4  # of the answer at most, JSON and all; English has about 1.3
TOKENS_BESIDE = 400  # for its dek and its points
BYTES_A_TOKEN = 3  # of a prompt at least; English has about 4, so that an estimate is rather too high
MAX_REASON = 200  # characters of what a library says went wrong
_HINTS = {
    400: "does it know summary.model.name?",
    401: "is the key in {key} right?",
    402: "has the account money left?",
    403: "may the key in {key} use this model?",
    404: "look at summary.model.url and summary.model.name",
    429: "it is asked too often, or the account is used up",
}


class Model(ABC):
    """What both ways to a model share: the prompt, the purse, and when to give up."""

    def __init__(self, summary: SummaryConfig, key: str) -> None:
        self.settings = summary
        self.model = summary.model
        self._key = key
        self._purse = Purse(summary.model)
        self._guard = threading.Lock()
        self._failures = 0  # in a row
        if not self.model.name:
            raise broken("summary.model.name is missing", "write the name of the model there")

    def subject(self, commission: Commission) -> list[object]:
        prompt = prompt_of(commission)
        most = _most_tokens(commission)
        return ["llm", self.model.url, self.model.name, prompt.rules, prompt.material, most]

    def write(self, commission: Commission) -> Answer:
        with self._guard:
            if self._failures >= GIVE_UP:
                return Answer(
                    failure=f"{self.model.name} failed {GIVE_UP} times in a row and is not asked again"
                )
        prompt = prompt_of(commission)
        most = _most_tokens(commission)
        size = len(prompt.rules.encode()) + len(prompt.material.encode("utf-8", "replace"))
        try:
            answer = self._ask(prompt, most, self._purse.cost(size // BYTES_A_TOKEN, most))
        except OverCapError:
            return Answer(failure=f"asking more could pass the run's cost cap of {self.model.cost:.2f}")
        with self._guard:
            self._failures = self._failures + 1 if answer.failure else 0
        failure = f"{self.model.name}: {answer.failure}" if answer.failure else ""
        return Answer(text=answer.text, failure=self._without_key(failure))

    def stop(self) -> None:
        """Ask no more; what is under way cannot be called back, and its timeout ends it."""
        with self._guard:
            self._failures = GIVE_UP

    @abstractmethod
    def _ask(self, prompt: Prompt, most: int, estimate: float) -> Answer:
        """The answer to a prompt of at most so many tokens, and of about that cost. Raises OverCapError."""

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "…") if self._key else text


def _most_tokens(commission: Commission) -> int:
    return commission.assignment.words[1] * TOKENS_A_WORD + TOKENS_BESIDE


class Chat(Model):
    """A model behind an address of chat completions, as OpenAI has made them common."""

    at_once = AT_ONCE

    def __init__(self, summary: SummaryConfig, environ: Mapping[str, str], network: wire.Network) -> None:
        super().__init__(summary, _key_for(summary.model, environ, network))
        manners = FetchConfig(
            delay_s=0, timeout_s=summary.timeout_s, retries=summary.retries, max_mb=MAX_ANSWER_MB
        )
        self._courier = wire.Courier(f"briefpress/{__version__}", manners, network, at_once=AT_ONCE)

    def _ask(self, prompt: Prompt, most: int, estimate: float) -> Answer:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Authorization": f"Bearer {self._key}"} if self._key else {}
        messages = [
            {"role": "system", "content": prompt.rules},
            {"role": "user", "content": prompt.material},
        ]
        asked = {"model": self.model.name, "messages": messages, "temperature": 0, "max_tokens": most}
        body = json.dumps(asked).encode()

        def attempt() -> wire.Answer:
            self._purse.hold(estimate)
            cost = estimate
            try:
                answer = self._courier.post(self.model.url, headers, body)
                cost = self._cost(answer.body, estimate)
            except wire.DeliveryError as error:
                cost = estimate if error.sent and not error.status else 0.0  # a refusal is free
                raise
            finally:
                self._purse.settle(estimate, cost)
            return answer

        try:
            return _completion(self._courier.patiently(attempt).body)
        except wire.DeliveryError as error:
            hint = _HINTS.get(error.status, "").format(key=self.model.key)
            return Answer(failure=f"{error.problems[0].message}{f' ({hint})' if hint else ''}")

    def stop(self) -> None:
        self._courier.__exit__()

    def _cost(self, body: bytes, estimate: float) -> float:
        """What an answer cost by its own account; where it gives none, the estimate."""
        usage = _at(_json(body), "usage")
        tokens = [_at(usage, "prompt_tokens"), _at(usage, "completion_tokens")]
        counted = [count for count in tokens if type(count) is int and 0 <= count <= 10**9]
        return self._purse.cost(*counted) if len(counted) == 2 else estimate


def _key_for(model: ModelConfig, environ: Mapping[str, str], network: wire.Network) -> str:
    """The key for the model's address, "" where none is needed. Raises ContentError."""
    try:
        address = wire.read_address(model.url)
    except wire.DeliveryError as error:
        fault = error.problems[0]
        hint = "write it as https://example.org/v1/chat/completions"
        raise broken(f"summary.model.url: {fault.message}", hint) from error
    if address.scheme == "http" and _is_abroad(address, network):
        hint = "write https; http is for a machine on your own network"
        raise broken(f"summary.model.url: {address.url} would show your key to others on its way", hint)
    key = environ.get(model.key, "").strip() if model.key else ""
    if not key and model.key and address.scheme == "https":
        hint = 'put the key of the model there, or write key: "" if it wants none'
        raise broken(f"the environment has no {model.key}", hint)
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise broken(f"{model.key} in the environment holds signs that no key has", "copy the key once more")
    return key


def _is_abroad(address: wire.Address, network: wire.Network) -> bool:
    """Whether a host is on the open internet; one that is not known is told when it is asked."""
    try:
        return any(map(wire.is_public, network.resolve(address.host, address.port)))
    except (OSError, UnicodeError):
        return False


def _completion(body: bytes) -> Answer:
    """The text in a chat completion."""
    value = _json(body)
    if value is None:
        return Answer(failure="its answer is not JSON")
    choice = _at(value, "choices", 0)
    text = _at(choice, "message", "content")
    if isinstance(text, list):  # in pieces, as some providers have it
        pieces = [_at(piece, "text") for piece in text]
        text = "".join(piece for piece in pieces if isinstance(piece, str))
    if not isinstance(text, str):
        return Answer(failure="its answer is no chat completion (look at summary.model.url)")
    if _at(choice, "finish_reason") == "length":
        return Answer(failure="its answer was cut off in the middle")
    return Answer(text=text) if text.strip() else Answer(failure="its answer is empty")


def _json(body: bytes) -> object | None:
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value


def _at(value: object, *steps: str | int) -> object | None:
    """What stands at a place of a JSON value; None if there is no such place."""
    for step in steps:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


class Package(Model):
    """A model that the package llm knows, hosted or local, by the plugins that are installed."""

    at_once = 1  # a local model may not be spoken to by two at a time

    def __init__(self, summary: SummaryConfig, environ: Mapping[str, str]) -> None:
        super().__init__(summary, environ.get(summary.model.key, "").strip() if summary.model.key else "")
        try:
            package: Any = importlib.import_module("llm")
        except ImportError as error:
            hint = 'pip install "briefpress[llm]", or write the address of a model under summary.model.url'
            raise broken("summary.backend is llm, and the package llm is not installed", hint) from error
        try:
            self._package_model = package.get_model(self.model.name)
        except KeyError as error:  # its UnknownModelError is one
            hint = '"llm models" lists those it knows; a plugin may be missing'
            raise broken(f'the package llm knows no model "{self.model.name}"', hint) from error

    def _ask(self, prompt: Prompt, most: int, estimate: float) -> Answer:
        came: SimpleQueue[Answer] = SimpleQueue()
        self._purse.hold(estimate)
        costs = [estimate]

        def ask() -> None:
            try:
                options = {"key": self._key} if self._key else {}
                response = self._package_model.prompt(prompt.material, system=prompt.rules, **options)
                text = response.text()
                usage = response.usage()
                if usage.input is not None and usage.output is not None:
                    costs[0] = self._purse.cost(usage.input, usage.output)
                came.put(Answer(text=text) if text.strip() else Answer(failure="its answer is empty"))
            except (
                Exception
            ) as error:  # the plugins of llm raise what they like, and none is ours to stop for
                said = " ".join(str(error).split())[:MAX_REASON]
                came.put(Answer(failure=f"{type(error).__name__}: {said}".rstrip(": ")))

        threading.Thread(target=ask, daemon=True).start()
        try:
            return came.get(timeout=self.settings.timeout_s)
        except Empty:
            return Answer(failure=f"no whole answer within {self.settings.timeout_s:g} s")
        finally:
            self._purse.settle(estimate, costs[0])
