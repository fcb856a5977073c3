"""The form by which an operator brings a file."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from burden.intake.sheets import LARGEST_FILE, MEGABYTE


class FileForm(forms.Form):
    """A CSV or XLSX file."""

    file = forms.FileField(
        label=gettext_lazy("文件（xlsx或CSV）"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": gettext_lazy("请先选文件。"), "empty": gettext_lazy("文件是空的。")},
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
