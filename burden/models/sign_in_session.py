"""Who is signed in; Django's sessions with the account in a column of its own, and their content sealed."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as RowStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from burden.models.sealing import UnreadableError, seal, unseal
from burden.models.whole_minutes import whole_minute

BEGUN = "begun_at"  # in the content of a session: when it was begun, to the minute, as ISO text


class SignInSession(AbstractBaseSession):
    """One browser that is signed in; respondents never have one.

    ``user`` and ``begun_at`` are copied out of the sealed content, so that somebody can see and end their own.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sign_in_sessions"
    )
    begun_at = models.DateTimeField("since when, to the minute", null=True)

    class Meta:
        ordering = ("-begun_at", "session_key")

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        """Return the store that reads and writes these rows."""
        return SessionStore


class SessionStore(RowStore):
    """Keeps sessions as rows of SignInSession; the content is encrypted, as a second factor's secret passes through."""

    @classmethod
    def get_model_class(cls) -> type[SignInSession]:
        """Return the model of the rows."""
        return SignInSession

    def create_model_instance(self, data: dict[str, Any]) -> SignInSession:
        """Return the row of this content; what is stored in it later makes a sign-in last no longer."""
        row: SignInSession = super().create_model_instance(data)  # type: ignore[assignment]  # the stubs know one
        row.user_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        row.expire_date = whole_minute(row.expire_date)
        if BEGUN in data:
            row.begun_at = datetime.fromisoformat(data[BEGUN])
            row.expire_date = row.begun_at + timedelta(seconds=self.get_session_cookie_age())
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the content signed and sealed."""
        return seal(super().encode(session_dict))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return the content; an empty one where it cannot be opened, which signs nobody in."""
        text = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            return super().decode(unseal(text))
        except UnreadableError:
            return {}
