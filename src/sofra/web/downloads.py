"""Files that a page gives to take along."""

from django.http import HttpResponse

CSV = "text/csv; charset=utf-8"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(content: bytes | str, media_type: str, name: str) -> HttpResponse:
    """A file under a name of plain letters."""
    return HttpResponse(content, media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def spreadsheet(content: bytes, name: str) -> HttpResponse:
    """An Excel workbook; ``name`` carries its ending."""
    return attached(content, SPREADSHEET, name)
