"""Files that people send: how large they are is asked before they are read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sofra.sources.files import MEGABYTE
from sofra.types.errors import SourceError
from sofra.web.arrived import content


def test_a_file_above_the_limit_is_refused_unread_with_both_sizes():
    file = SimpleUploadedFile("plan.xlsx", b"short")
    file.size = 60 * MEGABYTE

    with pytest.raises(SourceError) as refused:
        content(file, 50)

    (issue,) = refused.value.issues
    assert (issue.code, dict(issue.values)) == ("file_too_large", {"size": 60.0, "limit": 50})
    assert file.tell() == 0


def test_a_file_within_the_limit_is_read_whole():
    assert content(SimpleUploadedFile("a.xlsx", b"short")) == b"short"


def test_a_workbook_that_is_too_large_gets_a_sentence_with_the_limit(ana, monkeypatch):
    monkeypatch.setattr("sofra.web.arrived.content.__defaults__", (0.00001,))

    page = ana.post("/resources/workbook/", 422, file=SimpleUploadedFile("plan.xlsx", b"x" * 200_000))

    assert "plan.xlsx" in page or "0.2" in page
    assert 'role="alert"' in page
