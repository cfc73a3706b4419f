"""No code of a record is a word of the addresses: its page would be hidden by another one."""

from django.urls import get_resolver, resolve

from sofra.types.bounds import TAKEN

BEFORE_A_CODE = ("resources/", "resources/all/<str:kind>/")


def beside_a_code() -> set[str]:
    """The words of all addresses that stand where the code of a record could stand."""
    routes = [str(found.pattern) for found in get_resolver().url_patterns]
    after = [route.removeprefix(start) for start in BEFORE_A_CODE for route in routes if route.startswith(start)]
    return {word for word in (route.split("/")[0] for route in after) if word and "<" not in word}


def test_every_word_that_stands_beside_the_code_of_a_record_is_taken():
    assert beside_a_code() == TAKEN


def test_a_code_that_is_not_taken_leads_to_the_record():
    for code in ("SV-01", "roads-1", "New", "confirmations"):
        assert resolve(f"/resources/{code}/").url_name == "resources_at_service"
        assert resolve(f"/resources/all/services/{code}/").url_name == "resources_at_record"


def test_a_taken_code_would_have_another_page_or_none():
    assert resolve("/resources/reach/").url_name == "reach"
    assert resolve("/resources/all/sites/new/").url_name == "resources_at_new_record"
    assert resolve("/resources/all/close/").url_name == "resources_at_records"
