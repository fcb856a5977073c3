"""The answers, many in one row."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from burden.domain.pack_columns import PackKind
from burden.domain.packs import Pack, decode
from burden.models.columns import region_code_field
from burden.models.wave import Wave

KIND_CHOICES = [(kind.value, kind.name.lower()) for kind in PackKind]


class AnswerPackQuerySet(models.QuerySet["AnswerPack"]):
    """Packs; those of each wave lie in a table of their own below this one."""

    def bulk_create(self, objs: Iterable["AnswerPack"], *args: Any, **options: Any) -> list["AnswerPack"]:
        """Store packs, and make the tables of their waves where there are none yet."""
        packs = list(objs)
        waves = sorted({pack.wave_id for pack in packs})
        with connection.cursor() as cursor:
            cursor.execute("SELECT burden_make_room(wave) FROM unnest(%s::bigint[]) wave", [waves])
        return super().bulk_create(packs, *args, **options)


class AnswerPack(models.Model):
    """All answers of one kind of a wave whose regions share the first six digits, as :mod:`burden.domain.packs` keeps.

    ``county_code`` is those digits and six zeros: whoever names a city or province lies in a pack of that code.  People
    stand in the sorted order of what they said; there is no row, id or mark of a person, and nothing that tells which
    promotion brought whom (docs/privacy.md).

    The table is partitioned by wave: a part is written anew, or emptied, at the cost of its own wave.  Its reference to
    the wave is no constraint, since making or dropping a part would lock all waves; the database drops the part of a
    wave that is deleted, and lets none be deleted that has packs.
    """

    pk = models.CompositePrimaryKey("wave", "kind", "county_code")
    wave = models.ForeignKey(
        Wave, on_delete=models.PROTECT, related_name="answer_packs", db_index=False, db_constraint=False
    )
    kind = models.CharField("kind", max_length=8, choices=KIND_CHOICES)
    county_code = region_code_field()
    people = models.PositiveIntegerField("people")
    app_codes = ArrayField(models.CharField(max_length=12), verbose_name="apps spoken of, sorted", default=list)
    app_names = ArrayField(models.CharField(max_length=30), verbose_name="names not in the list, sorted", default=list)
    data = models.BinaryField("columns of whole numbers")

    objects = AnswerPackQuerySet.as_manager()

    class Meta:
        ordering = ("wave", "kind", "county_code")

    def __str__(self) -> str:
        return f"{self.kind} {self.county_code}"

    def unpacked(self) -> Pack:
        """Return the people of the row; PackError where its bytes are not theirs."""
        return decode(
            self.kind, bytes(self.data), people=self.people, app_codes=self.app_codes, app_names=self.app_names
        )
