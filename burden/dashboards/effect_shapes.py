"""Shape of the JSON of before and after."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from burden.dashboards.api_shapes import EstimateShape, FrameShape, RegionShape, Shape, TableShape
from burden.domain.effect import EffectVerdict
from burden.reports.effect.types import EffectReport, WhyNot


class CleanUpShape(Shape):
    """A clean-up and the waves around it."""

    key = serializers.CharField(help_text="Names the clean-up in ?event=.")
    happened_on = serializers.DateField()
    region = RegionShape()
    title = serializers.CharField()
    note = serializers.CharField()
    before = serializers.CharField(help_text="The last wave that had closed before; empty where there is none.")
    after = serializers.CharField(help_text="The first wave that opened after; empty where there is none.")


class FindingShape(Shape):
    """What came of the chosen clean-up."""

    clean_up = CleanUpShape()
    verdict = serializers.ChoiceField(choices=[verdict.value for verdict in EffectVerdict])
    why_not = serializers.ChoiceField(
        choices=[reason.value for reason in WhyNot], allow_null=True, help_text="Why nothing can be said."
    )
    effect = EstimateShape(help_text="Change there less the mean change elsewhere.")
    others = serializers.IntegerField(help_text="Number of places without a clean-up that it is compared with.")
    besides = serializers.IntegerField(help_text="Other clean-ups of the region at the time.")


class EffectShape(Shape):
    """Clean-ups of a region and below, the chosen one, its four cells, and where it is worth asking."""

    frame = FrameShape()
    clean_ups = CleanUpShape(many=True)
    outcome = FindingShape(allow_null=True)
    tables = serializers.SerializerMethodField()

    @extend_schema_field(TableShape(many=True))
    def get_tables(self, report: EffectReport) -> list[dict[str, Any]]:
        """Return the cells of the chosen clean-up, then the cautions of the wave."""
        return [TableShape(table).data for table in report.tables]
