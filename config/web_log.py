"""The web server's own log, as nameless as the site's.

Gunicorn warns of broken requests with the sender's address, and prints address line and error text of a request that
failed outside Django.  With a time of day beside it, that is an access log of whoever stumbled.
"""

from gunicorn.config import Config
from gunicorn.glogging import Logger

from config.logging import PlaceOnly


class NamelessLogger(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Writes the server's own troubles by kind and place, and nothing of a request."""

    def setup(self, cfg: Config) -> None:
        """Take away the time of day and the words of errors from every line."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(PlaceOnly())

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        """Write nothing: what the server warns of is what visitors sent."""

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:  # noqa: ARG002  # gunicorn's signature
        """Write kind and place of the error; the message that comes with it names the request."""
        self.error_log.error("", exc_info=True)
