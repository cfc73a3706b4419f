"""The words of the stakeholder list, the last plan, the reading guide and the workspace's file."""

STAKEHOLDERS = """
name_en|name_mk|kind|role_en|role_mk|influence|interest|groups
Municipality of Trpezica, department for social protection|Општина Трпезица, одделение за социјална заштита|municipality|Leads the mapping and the plan|Го води мапирањето и планот|5|5|ALL
Municipal council for social protection|Општински совет за социјална заштита|body|Prepares the social plan|Го подготвува социјалниот план|4|5|ALL
Municipal council|Совет на општината|body|Adopts the plan and the budget|Го донесува планот и буџетот|5|3|ALL
Centre for social work|Центар за социјална работа|public|Keeps the registers, refers people to services|Води евиденции, упатува луѓе кон услуги|5|4|PWD-A;PWD-C;OLD;POOR;LEAVE
Employment agency, Trpezica office|Агенција за вработување – Центар Трпезица|public|Activation of the unemployed|Активирање на невработените|3|3|NEET;LTU;POOR
Health centre Trpezica|Здравствен дом Трпезица|public|Patronage visits, village health points|Патронажни посети, селски амбуланти|4|3|OLD;PWD-A
Primary schools|Основни училишта|public|Inclusion teams, drop-out|Инклузивни тимови, осипување|3|4|PWD-C
Kindergarten “Zrnce”|Детска градинка „Зрнце“|public|Places for vulnerable children|Места за деца од ранливи семејства|2|3|PWD-C;POOR
Police station|Полициска станица|public|Violence, emergencies|Насилство, итни состојби|3|2|VDV
Red Cross, Trpezica branch|Црвен крст – Општинска организација Трпезица|civil|Soup kitchen, home visits, volunteers|Народна кујна, посети во домот, волонтери|3|5|OLD;POOR
Association “Together at the Table”|Здружение „Заедно на маса“|civil|Day centre, home care, personal assistance|Дневен центар, нега во домот, лична асистенција|3|5|PWD-A;PWD-C;CARE
Association “Bavča Sun”|Здружение „Сонце над Бавча“|civil|Gatekeeper for the settlement Bavča|Врска со Маало Бавча|2|5|ROMA;POOR
Association “Safe Step”|Здружение „Безбеден чекор“|civil|Safe house and help line|Засолниште и СОС-линија|2|4|VDV
Pensioners' association|Здружение на пензионери|civil|Knows who lives alone in the villages|Знае кој живее сам по селата|3|4|OLD
Parish of Saint Nicholas|Парохија „Свети Никола“|religious|Food parcels, visits|Пакети храна, посети|2|3|POOR;OLD
Islamic community, local board|Исламска верска заедница, месен одбор|religious|Contact with the plain and hill villages|Врска со рамнинските и ридските села|2|3|POOR;OLD
Local communities of the mountain villages|Месни заедници на планинските села|body|Voice of the remote villages|Глас на оддалечените села|2|5|OLD
Home for older people “Lipa”|Дом за стари лица „Липа“|private|Residential places|Места за сместување|2|3|OLD
Fruit-packing plant “Berba”|Погон за пакување овошје „Берба“|private|Largest employer, seasonal work|Најголем работодавач, сезонска работа|3|2|POOR;NEET
Neighbouring municipality of Gornopole|Соседна општина Горнополе|municipality|May share a mobile team|Може да дели мобилен тим|2|3|OLD;PWD-A
"""

PLAN = """
code|title_en|title_mk|objective_en|objective_mk|group|service|responsible|budget|currency|deadline|outcome|reason_en|reason_mk
M-1.1|Help and care at home for 60 older people|Помош и нега во домот за 60 стари лица|Older people live in their own homes|Старите лица живеат во своите домови|OLD|HOM-CARE|Department for social protection|9600000|MKD|2024-12-31|partly|35 places opened; the state contract covers no more, and no carer works beyond the plain|Отворени се 35 места; државниот договор не покрива повеќе, а нема негувател надвор од рамнината
M-1.2|Mobile social team for the hill and mountain villages|Мобилен социјален тим за ридските и планинските села|Older people live in their own homes|Старите лица живеат во своите домови|OLD|MOB|Centre for social work|3200000|MKD|2024-06-30|not done|No vehicle was bought and nobody was employed for it|Не беше набавено возило и никој не беше вработен
M-1.3|Day club for older people|Дневен клуб за стари лица|Older people live in their own homes|Старите лица живеат во своите домови|OLD|COM-DAY|Red Cross|1400000|MKD|2025-09-30|partly|The council decided, the room is ready, the licence is awaited|Советот одлучи, просторијата е подготвена, се чека лиценца
M-2.1|Day centre for people with disabilities, 20 places|Дневен центар за лица со попреченост, 20 места|People with disabilities take part in the community|Лицата со попреченост учествуваат во заедницата|PWD-A|COM-DAY|Association “Together at the Table”|4700000|MKD|2023-09-30|done||
M-2.2|Personal assistance for 40 adults|Лична асистенција за 40 полнолетни лица|People with disabilities take part in the community|Лицата со попреченост учествуваат во заедницата|PWD-A|HOM-PA|Association “Together at the Table”|7100000|MKD|2024-12-31|partly|24 places are financed; assistants leave for better pay|Се финансираат 24 места; асистентите заминуваат заради подобра плата
M-2.3|Respite for families that care|Предах за семејствата што негуваат|Families that care are supported|Семејствата што негуваат имаат поддршка|CARE|COM-RESP|Department for social protection|1800000|MKD|2025-06-30|not done|No provider answered the call|Ниту еден давател не се јави на повикот
M-2.4|Adapted van for social transport|Приспособено возило за социјален превоз|People with disabilities take part in the community|Лицата со попреченост учествуваат во заедницата|PWD-A|TRANS|Department for social protection|2600000|MKD|2023-06-30|done||
M-2.5|Ramps at the centre for social work and two schools|Рампи во центарот за социјална работа и во две училишта|People with disabilities take part in the community|Лицата со попреченост учествуваат во заедницата|PWD-C||Department for urban planning|950000|MKD|2023-12-31|partly|One school was done; the other two buildings wait for a project|Завршено е едно училиште; за другите две згради се чека проект
M-3.1|Counselling centre for family and youth|Советувалиште за семејство и млади|Families on low income find a way out|Семејствата со ниски приходи наоѓаат излез|POOR|COU|Department for social protection|1900000|MKD|2023-03-31|done||
M-3.2|Work activation for 130 recipients a year|Работно активирање на 130 корисници годишно|Families on low income find a way out|Семејствата со ниски приходи наоѓаат излез|POOR|EMP|Employment agency|4900000|MKD|2025-12-31|partly|Courses were held in the town only; recipients from the villages did not come|Обуките се одржуваа само во градот; корисниците од селата не доаѓаа
M-3.3|Water and sewer line to Bavča|Водовод и канализација до Маало Бавча|Families on low income find a way out|Семејствата со ниски приходи наоѓаат излез|POOR||Public utility|12500000|MKD|2025-12-31|not done|Title to the land is not settled|Не се решени имотно-правните односи
M-3.4|Soup kitchen with 120 meals a day|Народна кујна со 120 оброци дневно|Nobody goes hungry|Никој не останува гладен|POOR|MAT|Red Cross|4900000|MKD|2025-12-31|done||
"""

README = """
# Trpezica – a fictional municipality / Трпезица – измислена општина

**Fictional municipality – demonstration data. Измислена општина – податоци за прикажување.**

Nobody and nothing here is real: places, people, answers, organisations, amounts and quotations are invented by a
script with a fixed seed (`scripts/make_demo`). Names may resemble real ones by chance only. The files are such as a real
municipality would hold, and Sofra reads them through the same importers as anybody's files.

Ништо тука не е вистинско: местата, луѓето, одговорите, организациите, износите и изјавите ги создава програма.
Сличноста со вистински имиња е случајна. Датотеките се такви какви што би ги имала вистинска општина.

| file | what |
|---|---|
| `01_xlsform.xlsx` | the questionnaire of the survey (XLSForm, English and Macedonian) |
| `02_survey_kobo_export.xlsx` | 450 households and their members, May and June 2026, as Kobo exports them; an age of 830 and a misspelt code are left in |
| `03_settlements.xlsx` | municipality, 4 areas, 36 settlements: people by sex and age, households |
| `04_boundaries.geojson` | municipality, areas, settlements |
| `05_roads.geojson` | roads between the settlements, with class |
| `06_flood_zone.geojson`, `06_river.geojson` | the flood zone of the river Pogača, and the river |
| `07_services.xlsx` | providers, sites, services, contracts |
| `08_register_social_work.xlsx` | the centre for social work's counts |
| `09_register_association.xlsx` | an association's counts of the same groups, by other definitions |
| `10_focus_group_disability.md`, `11_focus_group_older.md` | notes of two focus groups |
| `12_stakeholders.xlsx` | who has a part in the matter |
| `13_social_plan_2022_2025.xlsx` | the measures of the last social plan and what became of them |
| `extras/survey_with_ten_bad_cells.xlsx` | the same survey with ten spoilt cells, for trying out the import |
| `workspace.toml` | which file is what, and the design of the sample |

Sample: five strata (town, Bavča, plain, hills, mountain); in each, census circles or villages drawn with equal chance
(45 of 98), in each of these ten households drawn with equal chance. `base_weight` is the number of households that one
stands for; `units_in_stratum` the number of circles or villages of the stratum.
"""

WORKSPACE = """
# Fictional municipality – demonstration data. Измислена општина – податоци за прикажување.
[municipality]
id = "TRP"
name.en = "Trpezica"
name.mk = "Трпезица"
country = "mk"
period = "2026"
fictional = true
currency = "MKD"
languages = ["mk", "en"]
main_language = "mk"

[design]
weight = "base_weight"
stratum = "stratum"
unit = "psu"
units_in_stratum = "units_in_stratum"
place = "settlement"
lonely = "adjust"

[files]
form = "01_xlsform.xlsx"
answers = "02_survey_kobo_export.xlsx"
settlements = "03_settlements.xlsx"
boundaries = "04_boundaries.geojson"
roads = "05_roads.geojson"
hazards = ["06_flood_zone.geojson"]
waters = ["06_river.geojson"]
inventory = "07_services.xlsx"
registers = ["08_register_social_work.xlsx", "09_register_association.xlsx"]
voices = ["10_focus_group_disability.md", "11_focus_group_older.md"]
stakeholders = "12_stakeholders.xlsx"
measures = "13_social_plan_2022_2025.xlsx"
"""
