"""A file of answers as columns for the bench."""

from pathlib import Path

from sofra.engine.frame import Frame, frame
from sofra.sources.answers import read_answers
from sofra.types.errors import SourceError


def read(path: Path | str) -> Frame:
    """The first table of a CSV, XLSX, SPSS or Stata file as columns; "NA" and blanks are unknown, words categories.

    Raises SourceError with every issue when the file cannot be read, or when rows had to be held back: an analyst's
    file comes in whole.
    """
    batch = read_answers(path)
    if batch.held:
        raise SourceError(*(issue for row in batch.held for issue in row.issues))
    rows = next(rows for rows in batch.tables.values() if rows)
    return frame(rows, list(batch.codebook.variables))
