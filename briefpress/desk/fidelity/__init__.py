"""Does everything that a summary says stand in its sources? An offline proof, sentence by sentence.

It works on any text, whoever wrote it. A finding is a reason to look: the sentence is held until
somebody has looked, or is replaced.
"""

from __future__ import annotations

from briefpress.desk.fidelity.judging import judge, judge_speaker
from briefpress.desk.fidelity.verdicts import Finding, Source, Verdict

__all__ = ["Finding", "Source", "Verdict", "judge", "judge_speaker"]
