"""Shapes of the JSON twins: they print the reports' own objects, attribute by attribute, and describe themselves."""

from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from burden.domain.trend import Verdict
from burden.reports.trends.types import TrendReport
from burden.reports.types import Band, Row, State


class Shape(serializers.Serializer[Any]):
    """A read-only shape of a frozen report object."""


class RegionShape(Shape):
    """A region by code and name."""

    code = serializers.CharField(help_text="12 digits.")
    name = serializers.CharField()
    kind = serializers.CharField(help_text="root, province, city, county or township.")


class QuantilesShape(Shape):
    """Quantiles of people's values; null where n does not carry them."""

    p10 = serializers.FloatField(allow_null=True)
    p25 = serializers.FloatField(allow_null=True)
    median = serializers.FloatField(allow_null=True)
    p75 = serializers.FloatField(allow_null=True)
    p90 = serializers.FloatField(allow_null=True)
    median_low = serializers.FloatField(allow_null=True)
    median_high = serializers.FloatField(allow_null=True)


class EstimateShape(Shape):
    """One published value; of a suppressed one nothing is known but that."""

    state = serializers.ChoiceField(choices=[state.value for state in State], help_text="shown or suppressed.")
    value = serializers.FloatField(allow_null=True, help_text="Percentages are on the scale 0-100.")
    low = serializers.FloatField(allow_null=True, help_text="Lower end of the 95 % interval.")
    high = serializers.FloatField(allow_null=True, help_text="Upper end of the 95 % interval.")
    text = serializers.CharField(help_text="The value in words where it is not a plain number, e.g. '<5 %'.")
    n = serializers.IntegerField(allow_null=True, help_text="Number of people; null where only a band is shown.")
    n_text = serializers.CharField(help_text="Number of people, exact or as a band.")
    grade = serializers.CharField(help_text="A, B or C.")
    band = serializers.ChoiceField(choices=[band.value for band in Band], help_text="Against peers.")
    quantiles = QuantilesShape()


class ColumnShape(Shape):
    """One column of a table."""

    key = serializers.CharField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField()
    kind = serializers.CharField(help_text="text, code, date, count, number, percent, minutes or band.")
    decimals = serializers.IntegerField()


class NamedEstimateShape(Shape):
    """A further estimate of a row, by name."""

    name = serializers.CharField()
    estimate = EstimateShape()


class RowShape(Shape):
    """One row of a table; cells stand in the order of the columns."""

    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    kind = serializers.CharField(help_text="plain, rest, group, total or suppressed.")
    region = RegionShape(allow_null=True)
    levels = serializers.ListField(child=serializers.IntegerField())
    cells = serializers.ListField(child=serializers.JSONField(allow_null=True))
    estimate = EstimateShape()
    estimates = serializers.SerializerMethodField()

    @extend_schema_field(NamedEstimateShape(many=True))
    def get_estimates(self, row: Row) -> list[dict[str, Any]]:
        """Return the further estimates by name."""
        shape = _estimate_shape()
        return [{"name": name, "estimate": shape.to_representation(estimate)} for name, estimate in row.estimates]


@cache
def _estimate_shape() -> EstimateShape:
    """Return one shape for all estimates: to copy its fields, as each new one does, takes longer than to use them."""
    return EstimateShape()


class TableShape(Shape):
    """A table as pages and files print it."""

    key = serializers.CharField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField()
    head_zh = serializers.CharField(help_text="Title of the column of labels.")
    head_en = serializers.CharField()
    columns = ColumnShape(many=True)
    rows = RowShape(many=True)
    notes_zh = serializers.ListField(child=serializers.CharField())
    notes_en = serializers.ListField(child=serializers.CharField())


class WaveShape(Shape):
    """A wave; ``count_text`` is a coarse count, filled for people who have signed in."""

    code = serializers.CharField()
    status = serializers.CharField(source="state", help_text="draft, open, closed or released.")
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    region_code = serializers.CharField(source="region.code")
    region_name = serializers.CharField(source="region.name")
    assurance = serializers.CharField(help_text="coded: each answer has spent one code; link: no codes.")
    asks_for_text = serializers.BooleanField(help_text="Whether page 2 takes a suggestion in words.")
    further_fields = serializers.ListField(
        child=serializers.CharField(), help_text="Fields of the further questions that are asked; others are refused."
    )
    is_demo = serializers.BooleanField()
    is_unverified = serializers.BooleanField()
    count_text = serializers.CharField()


class BlockAccountShape(Shape):
    """What became of the answers to one block of questions, over the whole wave, coarsely."""

    block = serializers.CharField()
    accepted = serializers.CharField(help_text="In steps of 50.")
    published = serializers.IntegerField()
    held_back = serializers.CharField(help_text="Rough share of what was accepted: groups too small to publish.")
    excluded = serializers.CharField(help_text="Rough share left out for quality.")
    not_answered = serializers.CharField(help_text="Rough share that skipped the question.")


class FlagAccountShape(Shape):
    """How common one quality mark is among answers to page 1."""

    flag = serializers.CharField(help_text="speeder, straight, contradiction or outlier.")
    share = serializers.CharField(help_text="Rough share of answers to page 1.")
    is_left_out = serializers.BooleanField(help_text="Whether the release leaves such answers out.")


class ReleaseShape(Shape):
    """A frozen publication: its hash, the rules in force, and what became of the answers."""

    id = serializers.UUIDField()
    short_id = serializers.CharField()
    wave = serializers.CharField(source="wave_code")
    published_on = serializers.DateField()
    content_hash = serializers.CharField(help_text="SHA-256 over all published numbers.")
    smallest_group = serializers.IntegerField(help_text="Fewest people that a number speaks of.")
    balance = BlockAccountShape(many=True)
    flags = FlagAccountShape(many=True)
    parameters = serializers.DictField()


class FrameShape(Shape):
    """Where, when and of whom the tables speak."""

    wave = serializers.CharField(source="wave.code")
    is_demo = serializers.BooleanField(source="wave.is_demo")
    is_unverified = serializers.BooleanField(source="wave.is_unverified")
    release = serializers.CharField(source="release.id")
    content_hash = serializers.CharField(source="release.content_hash")
    region = RegionShape()
    levels = serializers.ListField(child=serializers.IntegerField(), help_text="Empty: all levels.")
    indicator = serializers.CharField(source="indicator.code")
    notes_zh = serializers.ListField(child=serializers.CharField())
    notes_en = serializers.ListField(child=serializers.CharField())


class TablesShape(Shape):
    """Tables with their frame."""

    frame = FrameShape()
    tables = TableShape(many=True)


class TrendShape(Shape):
    """A trend: what may be said of the last waves, and the tables of waves and clean-ups."""

    frame = FrameShape()
    verdict = serializers.ChoiceField(choices=[verdict.value for verdict in Verdict])
    judged = serializers.ListField(child=serializers.CharField(), help_text="Waves that the verdict is about.")
    tables = serializers.SerializerMethodField()

    @extend_schema_field(TableShape(many=True))
    def get_tables(self, report: TrendReport) -> list[dict[str, Any]]:
        """Return the waves, then the clean-ups where any are entered."""
        return [TableShape(table).data for table in report.tables]


class IndicatorShape(Shape):
    """The definition of one indicator."""

    code = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    unit_zh = serializers.CharField()
    unit_en = serializers.CharField()
    question_zh = serializers.CharField()
    question_en = serializers.CharField()
    definition_zh = serializers.CharField()
    definition_en = serializers.CharField()
    decimals = serializers.IntegerField()
    statistic = serializers.CharField(help_text="mean, share or ratio.")
    topic = serializers.CharField(help_text="What it is about: amount, time, feeling, replies, data, clean_up, ...")
    finest_kind = serializers.CharField(help_text="Smallest kind of place that it is shown of.")
    visibility = serializers.CharField(help_text="public: of every county and above for anybody; scoped: own regions.")


class RefusalShape(Shape):
    """Why there is no answer, by parameter, in plain words."""

    errors = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]  # its JSON name
