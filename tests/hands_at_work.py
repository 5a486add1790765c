"""What the tests of every backend share: its environment, and how it is asked."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from briefpress import backends, wire
from briefpress.config import SummaryConfig
from briefpress.desk.hands import Answer, Commission, Hand
from briefpress.errors import ContentError
from briefpress.files import SiteFolder
from tests.a_model import a_commission
from tests.factories import a_config
from tests.publisher import PUBLIC

KEY = "sk-test-0123456789"
ENVIRON = {"BRIEFPRESS_KEY": KEY, "PATH": os.environ["PATH"]}


def unwatched(commissions: Sequence[Commission], label: str) -> Sequence[Commission]:
    return commissions


def ask(hand: Hand, *commissions: Commission) -> list[Answer]:
    return list(hand(commissions or (a_commission(),)))


def stories(count: int) -> list[Commission]:
    return [a_commission(title=f"Story {number}") for number in range(count)]


def refused(site: SiteFolder, summary: SummaryConfig, environ: Mapping[str, str] = ENVIRON) -> str:
    network = replace(wire.INTERNET, resolve=lambda host, port: (PUBLIC,))
    with pytest.raises(ContentError) as caught:
        backends.open_hand(a_config(summary=summary), site, environ, unwatched, network=network)
    return str(caught.value)
