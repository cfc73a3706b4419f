"""The XLSForm of the survey: what is asked, the answers to choose from, and the form's settings."""

from scripts.make_demo.export import FORM_VERSION
from scripts.make_demo.questions import choices, questions
from scripts.make_demo.workbook import FICTION_EN, Cell

EN, MK = "label::English (en)", "label::Macedonian (mk)"
PRELOADED = ("units_in_stratum", "households_in_unit", "base_weight")


def form_sheets() -> dict[str, list[list[Cell]]]:
    """The three sheets of the form."""
    survey: list[list[Cell]] = [
        ["type", "name", EN, MK, "required", "relevant", "constraint", "read_only", "calculation"],
        ["start", "start", None, None, None, None, None, None, None],
    ]
    for q in questions():
        calculation = f"pulldata('sample', '{q.name}', 'psu', ${{psu}})" if q.name in PRELOADED else None
        required = "yes" if q.name in ("settlement", "psu", "consent", "hh_size", "age", "sex") else None
        preloaded = "yes" if calculation else None
        ends = q.type.startswith("end ")
        survey.append([q.type, None if ends else q.name, q.en or None, q.mk or None, required, q.relevant or None,
                       q.constraint or None, preloaded, calculation])  # fmt: skip
    answers: list[list[Cell]] = [["list_name", "name", EN, MK], *[list(row) for row in choices()]]
    settings: list[list[Cell]] = [
        ["form_title", "form_id", "version", "default_language"],
        [f"Household survey, Trpezica 2026 ({FICTION_EN})", "trpezica_2026", FORM_VERSION, "Macedonian (mk)"],
    ]
    return {"survey": survey, "choices": answers, "settings": settings}
