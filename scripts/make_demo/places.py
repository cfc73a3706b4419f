"""The places of Trpezica: areas, settlements, where they lie and how many households they hold."""

from dataclasses import dataclass

LON, LAT = 21.80, 41.475
KM_PER_LON, KM_PER_LAT = 83.3, 111.2
MUNICIPALITY = ("TRP", "Трпезица", "Trpezica")
AREAS = {
    "TRP-T": ("Град Трпезица", "Trpezica town"),
    "TRP-P": ("Рамнински села", "Plain villages"),
    "TRP-H": ("Ридски села", "Hill villages"),
    "TRP-M": ("Планински села", "Mountain villages"),
}
STRATA = {
    "town": ("Град", "Town"),
    "roma": ("Маало Бавча", "Bavča settlement"),
    "plain": ("Рамнински села", "Plain villages"),
    "hills": ("Ридски села", "Hill villages"),
    "mountain": ("Планински села", "Mountain villages"),
}


@dataclass(frozen=True, slots=True)
class Settlement:
    """One settlement. `x` and `y` in kilometres east and north of the middle of the municipality."""

    id: str
    area: str
    name_mk: str
    name_en: str
    x: float
    y: float
    households: int
    people_are: str = "mixed"

    @property
    def stratum(self) -> str:
        """Its stratum in the sample."""
        if self.id == "TRP-02":
            return "roma"
        return {"TRP-T": "town", "TRP-P": "plain", "TRP-H": "hills", "TRP-M": "mountain"}[self.area]


_TABLE = """
T|Трпезица|Trpezica|4.5|-2.5|6090|mixed
T|Маало Бавча|Bavča|2.75|-1.75|180|roma
P|Житополе|Žitopole|8.1|-0.5|240|mixed
P|Лозник|Loznik|9.3|2.3|205|mixed
P|Долно Сомунче|Dolno Somunče|5.3|-6.5|170|mixed
P|Горно Сомунче|Gorno Somunče|2.9|-6.0|160|mixed
P|Пиперково|Piperkovo|8.2|-6.1|185|albanian
P|Бостаница|Bostanica|11.3|-1.3|150|mixed
P|Конопник|Konopnik|0.9|-4.2|195|mixed
P|Јаболково|Jabolkovo|4.7|1.2|215|mixed
P|Врбјанец|Vrbjanec|7.3|-4.2|130|mixed
P|Тополник|Topolnik|0.5|-8.0|140|turkish
P|Мостиште|Mostište|1.0|0.4|150|mixed
P|Оризник|Oriznik|10.1|-4.2|140|mixed
H|Медарник|Medarnik|1.7|3.7|120|mixed
H|Бадемица|Bademica|4.5|4.7|130|mixed
H|Сливица|Slivica|-1.4|-1.9|115|mixed
H|Дренковец|Drenkovec|-2.4|-4.9|105|turkish
H|Каменолеб|Kamenoleb|-1.0|3.6|80|mixed
H|Грозјанка|Grozjanka|6.9|6.1|140|mixed
H|Орешник|Orešnik|-3.3|0.7|95|mixed
H|Винарица|Vinarica|-2.2|-8.2|110|mixed
H|Крушица|Krušica|3.1|8.0|85|mixed
H|Дуњарица|Dunjarica|-5.0|-2.3|90|mixed
H|Лешниковец|Lešnikovec|-5.2|-6.2|100|mixed
M|Сирница|Sirnica|-5.5|2.7|75|mixed
M|Бачилник|Bačilnik|-7.6|0.3|60|mixed
M|Кашкавалец|Kaškavalec|-10.2|-1.4|45|mixed
M|Студен Леб|Studen Leb|-8.2|-3.9|55|mixed
M|Високо Гувно|Visoko Guvno|-3.4|6.0|70|mixed
M|Овчарник|Ovčarnik|-7.6|5.0|65|mixed
M|Папратница|Papratnica|-0.6|7.3|80|mixed
M|Букова Трпеза|Bukova Trpeza|-10.0|2.4|40|mixed
M|Снегулец|Snegulec|-5.6|8.3|50|mixed
M|Волчица|Volčica|-8.1|-7.0|60|mixed
M|Мразница|Mraznica|-2.4|9.4|40|mixed
"""


def _settlement(number: int, line: str) -> Settlement:
    area, name_mk, name_en, x, y, households, people_are = line.split("|")
    return Settlement(
        f"TRP-{number:02d}", f"TRP-{area}", name_mk, name_en, float(x), float(y), int(households), people_are
    )


SETTLEMENTS = tuple(_settlement(number, line) for number, line in enumerate(_TABLE.strip().splitlines(), 1))
BY_ID = {settlement.id: settlement for settlement in SETTLEMENTS}


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point given in kilometres, to about a metre."""
    return round(LON + x / KM_PER_LON, 5), round(LAT + y / KM_PER_LAT, 5)
