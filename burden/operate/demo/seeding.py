"""Building the demo through the site's own doors: the intake takes the answers, the closing publishes them.

A wave and its answers come into being in one transaction, and every step finds out what is there already, so a seeding
that was interrupted is finished by the next one.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from burden.access.demo import create_demo_accounts
from burden.aggregation.parameters import parameters_of, read_parameters
from burden.domain.answers import Answers, FurtherAnswers, UsageAnswers
from burden.domain.further_check import check_further
from burden.domain.further_choice import ALL_FURTHER_FIELDS
from burden.domain.questionnaire import check_response, check_usage_report
from burden.intake.catalogue_store import Author, store_catalogue
from burden.intake.outcomes import Outcome
from burden.intake.regions import store_tree
from burden.intake.submissions import Submission, record_submissions
from burden.models import CatalogueChange, CatalogueItem, CleanupEvent, Headcount, Release, User, Wave
from burden.operate.closing.close import close_wave
from burden.operate.demo.catalogue import DemoItem, demo_items
from burden.operate.demo.decisions import seed_decisions
from burden.operate.demo.forms import Form, fill_forms, impossible_forms, sent_twice
from burden.operate.demo.further import fill_further_forms
from burden.operate.demo.invitation import invite, invite_further, invite_usage
from burden.operate.demo.nudging import nudge_to_reference
from burden.operate.demo.people import headcounts
from burden.operate.demo.regions import PROVINCE_CODE, TREE_VERSION, code_named, demo_regions
from burden.operate.demo.usage import fill_usage_forms
from burden.operate.demo.waves import (
    REFERENCE_WAVE,
    DemoWave,
    clean_up_events,
    open_wave,
    released_waves,
    wave_after,
)

Say = Callable[[str], None]

SOURCE = "虚构：云汀省及其市县乡镇、应用和人数均不存在，仅供演示"
AS_OF = date(2025, 1, 1)
BATCH = 1_500
# Any number that no other advisory lock of the site has; it makes two seedings wait for each other.
SEEDING_LOCK = 990_000


class DemoRefusedError(RuntimeError):
    """The demo cannot be built now; the sentence says why and what to do."""


def seed_demo(*, say: Say, today: date | None = None) -> None:
    """Build the fictional province, its waves and accounts, or what is missing of them; safe to repeat.

    Raises DemoRefusedError where real waves have begun.
    """
    today = today or timezone.localdate()
    refuse_beside_real_waves()
    _seed_places(today)
    say(f"演示地区、目录已就绪：{len(demo_regions())}个地区，{len(demo_items())}个条目。")
    for story in released_waves():
        wave = _seed_wave(story, say=say)
        if wave.state != Wave.State.RELEASED:
            _publish(wave)
            say(f"{story.code}：已汇总发布。")
    # A visitor may have closed the first open wave and opened others: those stay as they are.
    _seed_wave(open_wave(today), say=say)
    create_demo_accounts(PROVINCE_CODE)
    say("演示账号已就绪。")


def seed_next_wave(*, say: Say, today: date | None = None) -> Wave:
    """Open a fresh demo wave with answers after the last one has closed.

    Raises DemoRefusedError where there is no demo, where a demo wave is still open, or where real waves have begun.
    """
    today = today or timezone.localdate()
    refuse_beside_real_waves()
    with transaction.atomic():
        _wait_for_other_seedings()
        waves = Wave.objects.filter(is_demo=True)
        if not waves.exists():
            raise DemoRefusedError("还没有演示数据，请先运行 seed_demo。")
        still_open = waves.filter(state__in=(Wave.State.DRAFT, Wave.State.OPEN)).first()
        if still_open is not None:
            raise DemoRefusedError(f"演示调查 {still_open.code} 还没有截止，请先截止，再开下一次。")
        newest = max(waves.values_list("code", flat=True))
        return _seed_wave(wave_after(newest, today), say=say)


def _publish(wave: Wave) -> None:
    """Close a wave and see its release through; DemoRefusedError where the release gate holds it."""
    release = close_wave(wave=wave, wait=True)
    if release.state != Release.State.PUBLISHED:
        raise DemoRefusedError(f"演示调查 {wave.code} 没有通过发布检查，没有发布。请把这一情况告诉开发者。")


def is_in_earnest() -> bool:
    """Whether the site is used in earnest: a real wave has begun, or a real operator keeps it without a demo."""
    if Wave.objects.filter(is_demo=False).exclude(state=Wave.State.DRAFT).exists():
        return True
    has_operator = User.objects.filter(role=User.Role.OPERATOR, is_demo=False).exists()
    return has_operator and not Wave.objects.filter(is_demo=True).exists()


def refuse_beside_real_waves() -> None:
    """Raise DemoRefusedError where a real wave has begun: made-up answers must never stand beside real ones."""
    real = Wave.objects.filter(is_demo=False).exclude(state=Wave.State.DRAFT).order_by("opens_on").first()
    if real is not None:
        raise DemoRefusedError(f"已有正式调查 {real.code}，不能再装入演示数据。")


def _seed_places(today: date) -> None:
    with transaction.atomic():
        _wait_for_other_seedings()
        store_tree(version=TREE_VERSION, source=SOURCE, as_of_on=AS_OF, rows=demo_regions(), is_demo=True)
        # What an operator of the demo changed stays changed.
        known = set(CatalogueItem.objects.values_list("app_code", flat=True))
        missing = [_entry(item, today) for item in demo_items() if item.app_code not in known]
        store_catalogue(missing, by=Author(door=CatalogueChange.Door.COMMAND))
        _seed_clean_ups()
        seed_decisions()


def _seed_clean_ups() -> None:
    """Enter the demo's clean-ups once: what visitors of the desk change or delete later stays so."""
    if CleanupEvent.objects.filter(tree_id=TREE_VERSION).exists():
        return
    CleanupEvent.objects.bulk_create(
        CleanupEvent(
            tree_id=TREE_VERSION,
            region_code=event.region_code,
            happened_on=event.happened_on,
            title=event.title,
            note=event.note,
        )
        for event in clean_up_events()
    )


def _entry(item: DemoItem, today: date) -> CatalogueItem:
    return CatalogueItem(
        tree_id=TREE_VERSION,
        app_code=item.app_code,
        name_zh=item.name,
        package_names=item.packages,
        kind=item.kind,
        region_code=code_named(item.region),
        function_category=item.category,
        sponsor_level=item.sponsor_level,
        sponsor_dept=item.sponsor,
        audience=item.audience,
        platform=item.platform,
        launched_on=date(item.launched_year, 3, 1),
        last_update_on=today - timedelta(days=item.updated_days_ago),
        filing_no=f"云政应备{item.launched_year}第{item.app_code[2:]}号" if item.is_filed else "",
        has_complaint_channel=item.has_complaint_channel,
        is_exempt_scene=bool(item.exempt_basis),
        exempt_basis=item.exempt_basis,
        is_commercial=item.is_commercial,
        active_users_3m=item.active_users_3m,
        duplicate_group=item.duplicate_group,
    )


@transaction.atomic
def _seed_wave(story: DemoWave, *, say: Say) -> Wave:
    """Create a wave with head counts and answers, all or nothing; a wave that is there stays as it is."""
    _wait_for_other_seedings()
    known = Wave.objects.filter(code=story.code).first()
    if known is not None:
        return known
    wave = Wave.objects.create(
        code=story.code,
        tree_id=TREE_VERSION,
        region_code=PROVINCE_CODE,
        opens_on=story.opens_on,
        closes_on=story.closes_on,
        state=Wave.State.OPEN,
        assurance=Wave.Assurance.LINK,
        is_demo=True,
        # A demo shows every page filled, whatever it costs people who do not exist.
        further_fields=list(ALL_FURTHER_FIELDS),
        form_no="演示01表",
        issuer="云汀省演示办公室（虚构）",
    )
    Headcount.objects.bulk_create(
        Headcount(wave=wave, region_code=code, level=level, people=people, source="演示数据", as_of_on=story.opens_on)
        for (code, level), people in headcounts().items()
    )
    received = _hand_in(wave, story)
    say(f"{story.code}：收到{received}份答卷、第二页和应用使用报告。")
    return wave


def _hand_in(wave: Wave, story: DemoWave) -> int:
    """Send the wave's forms through check and intake and return how many were stored."""
    recipe = story.recipe
    forms, usage_forms, further_forms = fill_forms(recipe), fill_usage_forms(recipe), fill_further_forms(recipe)
    if story.is_open:
        forms, usage_forms = invite(forms), invite_usage(usage_forms)
        further_forms = invite_further(further_forms)
    if story.code == REFERENCE_WAVE:
        parameters = read_parameters(parameters_of(wave))
        nudge_to_reference(forms, rules=parameters.rules, excluded_flags=parameters.excluded_flags)
    dirt = (*sent_twice(forms, recipe), *impossible_forms(forms, recipe))
    submissions: list[Submission] = [
        *_checked(wave, (*forms, *dirt)),
        *_checked_usage(wave, usage_forms),
        *_checked_further(wave, further_forms),
    ]
    outcomes = [
        outcome
        for start in range(0, len(submissions), BATCH)
        for outcome in record_submissions(wave=wave, submissions=submissions[start : start + BATCH], on=story.opens_on)
    ]
    return outcomes.count(Outcome.RECEIVED)


def _checked(wave: Wave, forms: Sequence[Form]) -> Iterator[Answers]:
    """Yield the forms that the check lets through; it refuses the impossible ones, as it does for people."""
    known = frozenset(item.app_code for item in demo_items())
    for form in forms:
        checked = check_response({**form, "wave": wave.code}, known_app_codes=known)
        if checked.values is not None:
            yield checked.values


def _checked_usage(wave: Wave, forms: Sequence[Form]) -> Iterator[UsageAnswers]:
    known = frozenset(item.app_code for item in demo_items())
    for form in forms:
        checked = check_usage_report({**form, "wave": wave.code}, known)
        if checked.values is not None:
            yield checked.values


def _checked_further(wave: Wave, forms: Sequence[Form]) -> Iterator[FurtherAnswers]:
    for form in forms:
        checked = check_further({**form, "wave": wave.code})
        if checked.values is not None:
            yield checked.values


def _wait_for_other_seedings() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEEDING_LOCK])
