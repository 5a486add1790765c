"""Other hands: what a model or a program is asked for, and what becomes of its answer.

Whoever calls it, and how, is no matter of the desk: a `Hand` is a function from commissions to answers.
Nothing of an answer is believed. `edit` holds it against the sources sentence by sentence.
"""

from __future__ import annotations

from briefpress.desk.hands.asking import Prompt, page_of, prompt_of
from briefpress.desk.hands.commission import Answer, Commission, Hand, failing
from briefpress.desk.hands.editing import Edited, edit

__all__ = ["Answer", "Commission", "Edited", "Hand", "Prompt", "edit", "failing", "page_of", "prompt_of"]
