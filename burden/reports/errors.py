"""What the reading door says instead of a report."""

from burden.access.refusals import NO_SUCH_REGION, RefusalError
from burden.domain.sentences import Sentence


class NothingToShow(RefusalError):  # noqa: N818  # it is no mistake of anybody's
    """There is no such wave or region, or the viewer may not read it: the same answer for both, a 404."""

    def __init__(self) -> None:
        super().__init__(NO_SUCH_REGION)


class BadFilterError(Exception):
    """A filter that no page knows, a 400; ``parameter`` names it, ``sentence`` says it to a person."""

    def __init__(self, parameter: str, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.parameter = parameter
        self.sentence = sentence
