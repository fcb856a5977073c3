"""Stored answers as a reader of tests wants them: one dictionary a person, in the words of the inbox."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from burden.domain.blocks import APP_FLAGS
from burden.domain.packing import packed
from burden.domain.packs import Numbers, Pack, pack_code
from burden.intake.packing import add_to_packs
from burden.models import AnswerPack, Wave

WORDS = {
    "minutes_source": ("", "estimate", "screen_time"),
    "duration_band": ("", "lt20", "20_60", "60_90", "gt90"),
    "quality_flag": ("", "ok", "speeder", "straight", "contradiction", "outlier"),
}
OPINIONS = ("usefulness_5", "modules_used", "keep_choice", "overcollect")


def stored(kind: str, wave: Wave | None = None) -> list[dict[str, Any]]:
    """Return all answers of one kind, of one wave or of all."""
    packs = AnswerPack.objects.filter(kind=kind, **({"wave": wave} if wave else {}))
    return [said for pack in packs for said in unpacked(pack.unpacked(), pack.county_code)]


@transaction.atomic
def store(wave: Wave, kind: str, answers: Iterable[Mapping[str, Any]]) -> None:
    """Put answers into the packs of a wave as a promotion would; responses are fine unless they say otherwise."""
    by_pack: dict[str, list[Mapping[str, Any]]] = {}
    for said in answers:
        by_pack.setdefault(pack_code(said["region_code"]), []).append({"quality_flag": "ok", **said})
    add_to_packs(wave_id=wave.pk, kind=kind, fresh={code: packed(kind, said) for code, said in by_pack.items()})


def change(wave: Wave, kind: str, how: Callable[[dict[str, Any]], None]) -> None:
    """Change every answer of one kind in place, as nobody should."""
    answers = stored(kind, wave)
    for said in answers:
        how(said)
    AnswerPack.objects.filter(wave=wave, kind=kind).delete()
    store(wave, kind, answers)


def unpacked(pack: Pack, county_code: str) -> Iterator[dict[str, Any]]:
    """Yield the people of a pack one by one."""
    people = [dict(zip(pack.people, row, strict=True)) for row in zip(*map(_listed, pack.people.values()), strict=True)]
    apps = iter([dict(zip(pack.apps, row, strict=True)) for row in zip(*map(_listed, pack.apps.values()), strict=True)])
    for person in people:
        place, uses = person.pop("place"), person.pop("uses", 0)
        of_person = [next(apps) for _ in range(uses)]
        said: dict[str, Any] = {name: _said(name, value) for name, value in person.items()}
        said["region_code"] = f"{county_code[:6]}{place:03}000"
        if pack.layout.kind == "response":
            said["scale_reversed"] = bool(said["scale_reversed"])
            said["apps"] = [_named(app, pack) for app in of_person]
        if pack.layout.kind == "usage":
            said |= _report(of_person, pack)
        yield said


def _listed(column: Numbers) -> list[int]:
    numbers: list[int] = column.tolist()
    return numbers


def _said(name: str, value: int) -> int | str | None:
    if name in WORDS:
        return WORDS[name][max(value, 0)]
    return None if value == -1 else value


def _named(app: Mapping[str, int], pack: Pack) -> dict[str, Any]:
    return {
        "app_code": _word(app["app"], pack.app_codes),
        "new_app_name": _word(app["name"], pack.app_names),
        "minutes_per_day": _said("", app["minutes_per_day"]),
        "duplicate_of_app_code": _word(app["duplicate_of"], pack.app_codes),
        **{flag: bool(app["flag_mask"] >> bit & 1) for bit, flag in enumerate(APP_FLAGS)},
    }


def _word(place: int, words: tuple[str, ...]) -> str | None:
    return None if place == -1 else words[place]


def _report(apps: list[dict[str, int]], pack: Pack) -> dict[str, Any]:
    opinions = {name: [_said("", app[name]) for app in apps] for name in OPINIONS}
    return {
        "app_codes": [pack.app_codes[app["app"]] for app in apps],
        "statuses": [app["status"] for app in apps],
        "minutes": [_said("", app["minutes_per_day"]) for app in apps],
        **{name: given if any(given) else [] for name, given in opinions.items()},
    }
