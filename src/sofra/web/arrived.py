"""A file that somebody sent, read only when it is not too large."""

from django.core.files.uploadedfile import UploadedFile

from sofra.sources.files import DEFAULT_LIMITS, MEGABYTE
from sofra.types.errors import SourceError, Where, stop


def content(file: UploadedFile, most_mb: float = DEFAULT_LIMITS.file_mb) -> bytes:
    """The bytes of the file. Raises SourceError, before one of them is read, when it is larger than the limit."""
    size = file.size or 0
    if size > most_mb * MEGABYTE:
        raise stop(
            SourceError, "file_too_large", Where(file=file.name or ""), size=round(size / MEGABYTE, 1), limit=most_mb
        )
    return bytes(file.read())
