"""What a run may cost."""

from __future__ import annotations

import threading

from briefpress.config import ModelConfig


class OverCapError(Exception):
    """The next request could cost more than is left."""


class Purse:
    """What a run may still spend. Safe in threads."""

    def __init__(self, model: ModelConfig) -> None:
        self._model = model
        self._change = threading.Condition()
        self._spent = 0.0
        self._held = 0.0  # for requests under way
        self._under_way = 0
        self._closed = False

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost."""
        return (tokens_in * self._model.price_in + tokens_out * self._model.price_out) / 1_000_000

    def hold(self, estimate: float) -> None:
        """Put aside what a request may cost at most; each is to be settled.

        Where it is not certain that the money will do, requests under way are waited for. Raises
        OverCapError, and from then on always.
        """
        with self._change:
            self._change.wait_for(lambda: self._closed or self._fits(estimate) or not self._under_way)
            if self._closed or not self._fits(estimate):
                self._closed = True
                self._change.notify_all()
                raise OverCapError
            self._held += estimate
            self._under_way += 1

    def _fits(self, estimate: float) -> bool:
        return self._spent + self._held + estimate <= self._model.cost

    def settle(self, estimate: float, cost: float) -> None:
        """Spend what a request cost in the end."""
        with self._change:
            self._held -= estimate
            self._under_way -= 1
            self._spent += cost
            self._change.notify_all()
