"""What every column of the database means, whose it is and how long it stays: what the privacy page prints.

The page walks over the models themselves and takes its words from here; a test fails where the two differ.
"""

from burden.models.inventory.accounts import ACCOUNT_TABLES
from burden.models.inventory.answers import ANSWER_TABLES
from burden.models.inventory.entries import Group, TableEntry, Whose
from burden.models.inventory.files import FILE_TABLES
from burden.models.inventory.findings import FINDING_TABLES
from burden.models.inventory.framework import FRAMEWORK_TABLES
from burden.models.inventory.passing import PASSING_TABLES
from burden.models.inventory.published import PUBLISHED_TABLES
from burden.models.inventory.settings import SETTING_TABLES
from burden.models.inventory.signing_in import SIGNING_IN_TABLES
from burden.models.inventory.stored import gaps, stored_tables

INVENTORY: tuple[TableEntry, ...] = (
    *ANSWER_TABLES,
    *PASSING_TABLES,
    *PUBLISHED_TABLES,
    *FINDING_TABLES,
    *SETTING_TABLES,
    *FILE_TABLES,
    *ACCOUNT_TABLES,
    *SIGNING_IN_TABLES,
    *FRAMEWORK_TABLES,
)

__all__ = ["INVENTORY", "Group", "TableEntry", "Whose", "gaps", "stored_tables"]
