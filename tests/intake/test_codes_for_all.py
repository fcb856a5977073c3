"""Codes for a whole wave from its head counts, by command."""

import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from burden.intake.codes import CodesRefusedError, hash_of_code, plain_code
from burden.intake.issuing import issue_for_headcounts, plan_codes
from burden.models import Headcount, InvitationCode, Wave
from tests.intake.small_world import CITY, COUNTY, OTHER_COUNTY, TOWNSHIP

# Two small townships of one county, a large office at the county, six people in the other county.
PEOPLE = ((TOWNSHIP, 60, 9), ("990101002000", 60, 8), (COUNTY, 50, 20), (OTHER_COUNTY, 60, 6))


@pytest.fixture
def coded_wave(make_wave: Callable[..., Wave]) -> Wave:
    wave = make_wave(assurance="coded", state="draft", region_code=CITY)
    store_people(wave)
    return wave


def store_people(wave: Wave) -> None:
    for region, level, people in PEOPLE:
        Headcount.objects.create(
            wave=wave, region_code=region, level=level, people=people, source="test", as_of_on="2026-09-30"
        )


def run(*argv: str) -> str:
    output = StringIO()
    call_command("issue_codes", "2026Q4", *argv, stdout=output)
    return output.getvalue()


def stored() -> dict[tuple[str, int], int]:
    places = list(InvitationCode.objects.values_list("region_code", "level"))
    return {place: places.count(place) for place in places}


def test_everybody_gets_a_code_and_small_units_share_the_name_above(coded_wave: Wave) -> None:
    lines = run("--all").splitlines()
    # Seventeen people of two small townships under the county; six are too few there and everywhere above.
    assert stored() == {(COUNTY, 60): 17, (COUNTY, 50): 20, (CITY, 60): 6}
    headings = [line for line in lines if "·" in line]
    assert headings == [
        "云汀省 澄江市 · 乡镇街道",
        "云汀省 澄江市 青禾县 · 县直部门",
        "云汀省 澄江市 青禾县 · 乡镇街道",
    ]
    codes = [line for line in lines if "·" not in line]
    assert len(codes) == len(set(codes)) == 43
    assert {hash_of_code(code) for code in codes} == {bytes(row.code_hash) for row in InvitationCode.objects.all()}


def test_no_code_stands_in_the_database_but_as_a_hash(coded_wave: Wave) -> None:
    plain = plain_code(run("--region", COUNTY, "--level", "50", "--number", "1"))
    assert plain is not None
    assert len(plain) == 20
    row = InvitationCode.objects.get()
    assert len(bytes(row.code_hash)) == 32
    assert plain.encode() not in bytes(row.code_hash)


def test_spare_codes_are_added_to_each_group(coded_wave: Wave) -> None:
    run("--all", "--spare", "2")
    assert stored() == {(COUNTY, 60): 19, (COUNTY, 50): 22, (CITY, 60): 8}


@pytest.mark.usefixtures("coded_wave")
def test_codes_are_not_issued_twice_unawares() -> None:
    run("--all")
    with pytest.raises(CommandError, match="以前已发43个码"):
        run("--all")
    assert InvitationCode.objects.count() == 43
    run("--all", "--again")
    assert InvitationCode.objects.count() == 86


def test_earlier_codes_can_be_replaced_until_the_wave_opens(coded_wave: Wave) -> None:
    run("--all")
    before = set(InvitationCode.objects.values_list("pk", flat=True))
    run("--all", "--replace")
    after = set(InvitationCode.objects.values_list("pk", flat=True))
    assert len(after) == 43
    assert not before & after
    Wave.objects.update(state="open")
    with pytest.raises(CommandError, match="以前发的码不能作废"):
        run("--all", "--replace")
    assert set(InvitationCode.objects.values_list("pk", flat=True)) == after


def test_whoever_saw_other_numbers_issues_nothing(coded_wave: Wave) -> None:
    run("--region", COUNTY, "--level", "50", "--number", "5")
    with pytest.raises(CodesRefusedError, match="已发的码与您看到的数目不同"):
        issue_for_headcounts(wave=coded_wave, issued_before=0)
    assert plan_codes(coded_wave).issued_before == 5


def test_without_head_counts_the_way_to_load_them_is_named(make_wave: Callable[..., Wave]) -> None:
    make_wave(assurance="coded")
    with pytest.raises(CommandError, match="请先装入人数（load_headcounts）"):
        run("--all")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"assurance": "link"}, "这次调查用开放链接，不发码"),
        ({"assurance": "coded", "is_demo": True}, "这次调查用开放链接，不发码"),
        ({"assurance": "coded", "state": "closed"}, "这次调查已截止"),
    ],
)
def test_waves_without_codes_refuse(make_wave: Callable[..., Wave], fields: dict[str, object], sentence: str) -> None:
    store_people(make_wave(**fields))
    with pytest.raises(CommandError, match=sentence):
        run("--all")
    assert not InvitationCode.objects.exists()


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--all", "--spare", "21"), "每组可备用0到20个码"),
        (("--region", COUNTY), "请写明 --region、--level 和 --number"),
        (("--all", "--pdf", "a.pdf"), "请用 --site 写明"),
        (("--all", "--pdf", "a.zip", "--site", "https://b.example"), "43张纸条写成.pdf文件"),
    ],
)
@pytest.mark.usefixtures("coded_wave")
def test_what_is_asked_wrongly_issues_nothing(argv: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*argv)
    assert not InvitationCode.objects.exists()


@pytest.mark.usefixtures("coded_wave")
def test_slips_are_written_for_their_owner_alone_and_never_over_another_file(tmp_path: Path) -> None:
    file = tmp_path / "slips.pdf"
    argv = ("--all", "--pdf", str(file), "--site", "https://burden.example")
    assert f"43张纸条写入 {file}" in run(*argv)
    assert file.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="已有文件"):
        run(*argv, "--again")
    assert InvitationCode.objects.count() == 43


@pytest.mark.usefixtures("coded_wave")
def test_codes_whose_slips_could_not_be_written_are_withdrawn(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="纸条没有写成，码已作废"):
        run("--all", "--pdf", str(tmp_path / "no-folder" / "slips.pdf"), "--site", "https://burden.example")
    assert not InvitationCode.objects.exists()
