"""One thing looked at on this site: how it is, and what to do, for those who type commands and for those who do not."""

from dataclasses import dataclass

from burden.operate.two_wordings import in_words


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One subject; ``sentence`` says how it is.

    Where it is not well, ``by_command`` tells somebody at a terminal what to do and ``by_desk`` somebody who only has
    the browser; both are "" where the sentence says it all.
    """

    subject: str
    is_well: bool
    sentence: str
    by_command: str = ""
    by_desk: str = ""

    @property
    def told(self) -> str:
        """How it is and what to do about it, as the desk says it: between two sentences English has a blank."""
        return in_words("", " ").join(part for part in (self.sentence, self.by_desk) if part)


def well(subject: str, sentence: str) -> Observation:
    """Return an observation with which nobody has to do anything."""
    return Observation(subject=subject, is_well=True, sentence=sentence)


def problem(subject: str, sentence: str, *, by_command: str, by_desk: str) -> Observation:
    """Return an observation with which somebody has to do something."""
    return Observation(subject=subject, is_well=False, sentence=sentence, by_command=by_command, by_desk=by_desk)
