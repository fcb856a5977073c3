"""Who works on a file: the request itself on a small one, so that the answer is there at once; workers on others."""

from kombu.exceptions import OperationalError

from burden.intake.sheets import is_quick
from burden.models import FileImport
from burden.operate import tasks
from burden.operate.files.machine import work_on


def go_on_with(record: FileImport) -> bool:
    """Have the next step of a file done; False where no worker can be told, who will find it within a minute."""
    if is_quick(bytes(record.content or b"")):
        work_on(record.pk)
        return True
    try:
        tasks.work_on_import.delay(str(record.pk))
    except OperationalError:
        return False
    return True
