"""The list of attacks as ``make attack`` runs them, with their rounds."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from django.db import transaction
from django.test.utils import setup_test_environment

from burden.access.scopes import Role
from burden.domain.region_tree import RegionTree
from tests.aggregation.world import APP_MINUTES
from tests.attacks import on_cells, on_pages
from tests.attacks.every_world import TREES, units_of, walk_of_levels, what_follows
from tests.attacks.finding import Finding
from tests.attacks.on_pages import Stage
from tests.attacks.on_surfaces import told_anew, without_answers
from tests.attacks.presence_on_pages import answers_of_a_township, with_township
from tests.attacks.second_opinion import PYTHON, tau_argus
from tests.attacks.stage import publish, reader
from tests.attacks.told_apps import random_apps
from tests.attacks.told_further import random_further
from tests.attacks.told_over_waves import random_times, two_waves
from tests.attacks.told_peers import random_peers
from tests.attacks.told_practices import random_practices
from tests.attacks.told_what_if import random_what_if
from tests.attacks.truth import Truth
from tests.attacks.whole_waves import FEW_APP_MINUTES, read, retold, whole_wave
from tests.attacks.worlds import PROVINCE, SHAPES, heavier_at, make_up

MOST_WORLDS = 100_000  # a tree; ten times as many take an hour
FILTERS = 2_000  # a shape; six shapes make more than ten thousand
Attack = Callable[[Random], Finding]


def attacks(size: int) -> Iterator[tuple[str, Attack]]:
    """Yield name and attack; ``size`` multiplies the rounds."""
    setup_test_environment()
    yield "T1 classes", lambda chance: on_cells.classes(chance, 300 * size)
    yield "T2 pairs", lambda chance: on_cells.pairs(chance, 60 * size)
    yield "T3 rank", lambda chance: on_cells.rank(chance, 60 * size)
    yield "T4 linear programs", lambda chance: on_cells.programs(chance, 60 * size)
    yield "T4 every world, method known", lambda _: every_world(MOST_WORLDS * size)
    for shape in sorted(SHAPES):
        yield f"T1-T3, T6 pages: {shape}", partial(pages, shape=shape, rounds=FILTERS * size)
    yield "T6 every surface", lambda chance: surfaces(chance, 6 * size)
    yield "T5 waves over changing trees", lambda chance: waves(chance, 6 * size)
    yield "T6 trends and clean-ups", lambda chance: trends(chance, 4 * size)
    yield "T6 peers", lambda chance: peers(chance, 6 * size)
    yield "T7 presence", lambda chance: presence(chance, 4 * size)
    if PYTHON.exists():
        yield "T9 tau-Argus", lambda chance: tau_argus(chance, 12 * size)


def every_world(most_worlds: int) -> Finding:
    """T4 (b): play every wave of each small tree that has few enough of them."""
    worlds, releases, breaches = 0, 0, []
    for kept in ((60,), (60, 70), (40, 60), (50, 60, 70), (20, 40, 60)):
        with walk_of_levels(*kept) as walk:
            for name, rows in TREES.items():
                units = len(units_of(RegionTree.from_rows(rows), kept))
                choices = [(k, most) for k in (4, 3) for most in (2 * k, k + 1, k) if (most + 1) ** units < most_worlds]
                for smallest_group, most in choices[:1]:
                    known = what_follows(walk, name, kept=kept, smallest_group=smallest_group, most=most)
                    worlds, releases = worlds + known.worlds, releases + known.releases
                    breaches += [f"{name} {kept} K={smallest_group}: {known}"] if known.breaches else []
    return Finding(
        tried=f"{worlds} worlds with {releases} releases of {len(TREES)} trees, K 3 and 4",
        best="every hidden unit may have had nobody, and K-1 people",
        breaches=tuple(breaches),
    )


def pages(chance: Random, shape: str, rounds: int) -> Finding:
    """T1-T3 and T6 on one released wave."""
    with transaction.atomic():
        made_up = make_up(shape=shape, seed=chance.randrange(10**6))
        release = publish(made_up)
        stage = Stage(client=reader(role=Role.INSPECTOR), truth=Truth(made_up))
        found = [
            on_pages.random_filters(stage, chance, rounds),
            on_pages.random_pages(stage, chance, rounds),
            on_pages.every_cell(stage),
            random_practices(stage, chance, rounds // 4),
            on_pages.files(stage, stage.regions[:6]),
        ]
        transaction.set_rollback(True)
    held = tuple(release.gate_report["findings"])
    return Finding(
        tried=f"{len(made_up.people)} people; " + "; ".join(one.tried for one in found),
        best="; ".join(one.best for one in found),
        breaches=held + tuple(breach for one in found for breach in one.breaches),
    )


def surfaces(chance: Random, rounds: int) -> Finding:
    """T6 on waves where all is answered: page 2, apps and what-if told anew, and every surface without the answers."""
    compared, wrong = 0, list[str]()
    for _ in range(rounds):
        with transaction.atomic():
            spent = chance.choice((APP_MINUTES, FEW_APP_MINUTES))
            people = chance.choice((300, 900, 2000))
            world = whole_wave(seed=chance.randrange(10**6), people=people, app_minutes=spent)
            viewer, right = read(world), retold(world)
            rows, mistakes = told_anew(viewer, right)
            of_apps = random_apps(viewer.client, right, chance, wave=viewer.wave, rounds=100)
            of_what_if = random_what_if(viewer.client, right, chance, wave=viewer.wave, rounds=200)
            of_further = random_further(viewer.client, right, chance, wave=viewer.wave, rounds=50)
            silent = without_answers(viewer)
            compared += rows
            wrong += [*mistakes, *of_apps.breaches, *of_what_if.breaches, *of_further.breaches, *silent.breaches]
            transaction.set_rollback(True)
    return Finding(
        tried=f"{rounds} waves: {compared} rows of page 2 and apps; {of_apps.tried}, {of_what_if.tried}, "
        f"{of_further.tried} each; {silent.tried}",
        best="all equal; the same bytes without the answers",
        breaches=tuple(wrong),
    )


def waves(chance: Random, rounds: int) -> Finding:
    """T5: waves one after the other, each over a tree of its own; all are read again at the end."""
    breaches: list[str] = []
    with transaction.atomic():
        made = {}
        for number in range(rounds):
            code = f"{2030 + number // 4}Q{number % 4 + 1}"
            shape = sorted(SHAPES)[chance.randrange(len(SHAPES))]
            made[code] = make_up(shape=shape, seed=chance.randrange(10**6), crowd=0.5)
            publish(made[code], code=code, version=f"tree {number}")
        client = reader()
        for code, made_up in made.items():
            stage = Stage(client=client, truth=Truth(made_up), wave=code)
            breaches += on_pages.random_filters(stage, chance, 100).breaches
            breaches += on_pages.every_cell(stage).breaches
        transaction.set_rollback(True)
    return Finding(
        tried=f"{rounds} waves, each over another tree", best="no wave changed another", breaches=tuple(breaches)
    )


def trends(chance: Random, rounds: int) -> Finding:
    """T6 on pairs of waves with clean-ups between them."""
    found = []
    for number in range(rounds):
        with transaction.atomic():
            times = two_waves(chance, shape=sorted(SHAPES)[number % len(SHAPES)])
            found.append(random_times(times, chance, 500))
            transaction.set_rollback(True)
    return Finding(
        tried="; ".join(one.tried for one in found),
        best="all equal",
        breaches=tuple(breach for one in found for breach in one.breaches),
    )


def peers(chance: Random, rounds: int) -> Finding:
    """T6 on comparisons with peers; in every wave one region carries more than the others."""
    found = []
    for number in range(rounds):
        with transaction.atomic():
            made_up = make_up(shape=sorted(SHAPES)[number % len(SHAPES)], seed=chance.randrange(10**6), crowd=1.5)
            heavier = chance.choice([code for code, _, kind in made_up.regions if kind != "province"])
            made_up = heavier_at(made_up, heavier, times=chance.choice((2, 4)))
            publish(made_up)
            found.append(random_peers(Stage(client=reader(), truth=Truth(made_up)), chance, 100))
            transaction.set_rollback(True)
    return Finding(
        tried="; ".join(one.tried for one in found),
        best="; ".join(one.best for one in found),
        breaches=tuple(breach for one in found for breach in one.breaches),
    )


def presence(chance: Random, rounds: int) -> Finding:
    """T7: nobody, three and nine people of a township give the same bytes."""
    breaches = []
    for _ in range(rounds):
        made_up = make_up(shape="even", seed=chance.randrange(10**6))
        township = chance.choice([code for code, _, kind in made_up.regions if kind == "township"])
        seen = set()
        for people in (0, 3, 9):
            with transaction.atomic():
                publish(with_township(made_up, township, people))
                seen.add(answers_of_a_township(reader(region=PROVINCE), township))
                transaction.set_rollback(True)
        if len(seen) > 1:
            breaches.append(f"{township} of {made_up.shape}")
    return Finding(tried=f"{rounds} townships", best="the same bytes", breaches=tuple(breaches))
