"""Smalltown: two areas, three settlements, four services and forty households, as a municipality's own files."""

import csv
import io

from sofra.work.acts import KEEPER
from sofra.work.collect import accept, upload
from sofra.work.reading import Incoming

SETTLEMENTS = """\
code,name,kind,parent,lon,lat,households,f_0_17,f_18_64,f_65_plus,m_0_17,m_18_64,m_65_plus
M,Smalltown,municipality,,21.80,41.50,1000,300,900,200,300,900,150
A,Plain,area,M,21.80,41.50,700,200,600,150,200,600,100
B,Hills,area,M,21.90,41.50,300,100,300,50,100,300,50
A1,Smalltown town,settlement,A,21.80,41.50,500,150,450,100,150,450,70
A2,Lowmill,settlement,A,21.83,41.51,200,50,150,50,50,150,30
B1,Highfield,settlement,B,21.90,41.55,300,100,300,50,100,300,50
"""
SERVICES = """\
id,kind,name,provider,place,lon,lat,places,users,counted_on
S1,HOM-CARE,Home care,Municipality,A1,21.80,41.50,20,18,2026-05-01
S2,COM-DAY,Day centre,Red Cross,A1,21.80,41.50,15,15,2026-05-01
S3,INF,Information desk,Municipality,A1,21.80,41.50,50,30,2026-05-01
S4,COU,Counselling,Women's group,B1,21.90,41.55,10,4,2026-05-01
"""
REGISTER = """\
source,group,place,people,counted_on,definition
Centre for social work,PWD-A,M,120,2026-04-01,Entitled to an allowance
Association of persons with disabilities,PWD-A,M,210,2026-04-01,Members
"""
NOTES = """\
Session: Older people in Highfield
Kind: focus group
Group: OLD
Place: B1
Date: 2026-05-12
Lang: en

- [home care] Nobody comes up here in winter.
- [transport] The bus runs on market day only.
"""
COLUMNS = (
    "household_id", "settlement", "stratum", "psu", "units_in_stratum", "base_weight", "interview_date", "consent",
    "hh_size", "social_assistance", "age", "sex", "wg_walk", "wg_see", "needs_home_care", "gets_home_care",
    "needs_day_care", "gets_day_care", "care_hours",
)  # fmt: skip


def answers(households: int = 40, bad: tuple[int, ...] = ()) -> str:
    """Households of one person; those in `bad` have an age of 830. Every third one needs home care."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for number in range(1, households + 1):
        table.writerow(household(number, age=830 if number in bad else 20 + (number * 7) % 70))
    return out.getvalue()


def household(number: int, *, age: int) -> list[str | int | float]:
    """One household as a row of the file."""
    settlement = ("A1", "A2", "B1", "A1")[number % 4]
    stratum = settlement[0]
    needs, day = ("yes", "no")[number % 3 > 0], ("yes", "no")[number % 4 > 0]
    day_of = f"2026-05-{1 + number % 28:02}"
    return [
        f"H{number:03}", settlement, stratum, f"{stratum}{number % 5}", 20, 25.0, day_of, "yes", 1,
        ("yes", "no")[number % 5 > 0], age, "fm"[number % 2], 1 + number % 4, 1, needs,
        ("yes" if number % 6 == 0 else "no") if needs == "yes" else "", day, "no" if day == "yes" else "", number % 15,
    ]  # fmt: skip


def incoming(name: str, text: str) -> Incoming:
    """A text as a file that somebody brings."""
    return Incoming(name, text.encode())


FILES = (
    ("settlements.csv", SETTLEMENTS, "settlements"),
    ("services.csv", SERVICES, "inventory"),
    ("register.csv", REGISTER, "register"),
    ("notes.md", NOTES, "notes"),
)


def bring(name: str, text: str, kind: str, actor=KEEPER):
    """One file, brought in and accepted."""
    return accept(actor, upload(actor, incoming(name, text), kind=kind).id)


def bring_all(households: int = 40):
    """All files of Smalltown, its survey last; gives the survey's outcome."""
    for name, text, kind in FILES:
        bring(name, text, kind)
    return bring("survey.csv", answers(households), "answers")
