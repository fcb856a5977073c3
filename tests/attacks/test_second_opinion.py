"""T9: what is posed to tau-Argus (make attack runs it) is the release, unit by unit."""

from random import Random

from burden.domain.atoms import plan_atoms
from tests.attacks.on_cells import random_groups
from tests.attacks.second_opinion import tables_of
from tests.domain.trees import K10, people_of


def test_the_tables_hold_everybody_who_is_published_once() -> None:
    tree, groups = random_groups(Random(3), shape="even")
    atoms = plan_atoms(tree, groups, rules=K10).atoms
    people = people_of(groups)

    tables = list(tables_of(tree, atoms, people))

    assert sum(n for table in tables for _, n in table["leaves"]) == sum(
        people[unit] for atom in atoms for unit in atom.groups
    )
    assert all(len({label for _, label in table["tree"]}) == len(table["tree"]) for table in tables)
