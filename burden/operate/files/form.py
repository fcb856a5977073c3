"""The form by which an operator brings a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.intake.sheets import LARGEST_FILE, MEGABYTE
from burden.operate.files.unfinished import DAYS_UNFINISHED, MOST_IN_ALL, MOST_OF_ONE


class FileForm(forms.Form):
    """A CSV or XLSX file."""

    file = forms.FileField(
        label=gettext_lazy("文件（xlsx或CSV）"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": gettext_lazy("请先选文件。"), "empty": gettext_lazy("文件是空的。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = {"one": MOST_OF_ONE, "all": MOST_IN_ALL, "days": DAYS_UNFINISHED}
        self.fields["file"].help_text = (
            _("传上来还没装入的文件，每人最多%(one)s个，一共最多%(all)s个；%(days)s天没人确认就删掉。") % values
        )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that nobody could mean."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("文件太大，最多%(megabytes)sMB。") % {"megabytes": LARGEST_FILE // MEGABYTE})
        return file

    def taken(self) -> tuple[bytes, str]:
        """Return the bytes of the file and its name."""
        file = self.cleaned_data["file"]
        return file.read(), str(file.name or "")
