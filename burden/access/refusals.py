"""The one way of saying no."""

from burden.domain.sentences import Sentence

NO_SUCH_REGION = Sentence("没有这个地区，或没有可以显示的内容。")


class RefusalError(Exception):
    """Somebody may not do or read this; ``sentence`` says it to a person.

    What may not be read is refused in the words for what does not exist, so a refusal tells nothing.
    """

    def __init__(self, sentence: str = NO_SUCH_REGION) -> None:
        super().__init__(sentence)
        self.sentence = sentence
