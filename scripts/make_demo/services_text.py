"""The words and numbers of the inventory, a line each; every amount is invented."""

PROVIDERS = """
provider_id|name_en|name_mk|sector
PR-01|Municipality of Trpezica|Општина Трпезица|public
PR-02|Centre for social work|Центар за социјална работа|public
PR-03|Red Cross, Trpezica branch|Црвен крст – Општинска организација Трпезица|civil
PR-04|Association “Together at the Table”|Здружение „Заедно на маса“|civil
PR-05|Home for older people “Lipa”|Дом за стари лица „Липа“|private
PR-06|Employment agency, Trpezica office|Агенција за вработување – Центар Трпезица|public
PR-07|Health centre Trpezica|Здравствен дом Трпезица|public
PR-08|Kindergarten “Zrnce”|Детска градинка „Зрнце“|public
PR-09|Primary schools of Trpezica|Основни училишта во Трпезица|public
PR-10|Association “Bavča Sun”|Здружение „Сонце над Бавча“|civil
PR-11|Public transport enterprise “Pat”|Јавно претпријатие за превоз „Пат“|public
PR-12|Association “Safe Step”|Здружение „Безбеден чекор“|civil
PR-13|Parish of Saint Nicholas|Парохија „Свети Никола“|religious
"""

SITES = """
site_id|name_en|name_mk|settlement|address_mk|step_free|east_m|north_m
S-01|Town hall|Општинска зграда|TRP-01|ул. Погача 1|yes|0|0
S-02|Centre for social work|Центар за социјална работа|TRP-01|ул. Липова 12|no|-300|150
S-03|Day centre “Sunny Room”|Дневен центар „Сончева соба“|TRP-01|ул. Градинарска 4|yes|620|-350
S-04|Counselling centre|Советувалиште|TRP-01|ул. Липова 14|no|-330|180
S-05|Red Cross kitchen and store|Народна кујна и магацин на Црвениот крст|TRP-01|ул. Пазарна 7|yes|250|300
S-06|Home “Lipa”|Дом „Липа“|TRP-01|ул. Парк 2|yes|900|-700
S-07|Employment office|Центар за вработување|TRP-01|ул. Фабричка 3|no|-700|-250
S-08|Health centre|Здравствен дом|TRP-01|ул. Болничка 1|yes|400|500
S-09|Health point Žitopole|Здравствена амбуланта Житополе|TRP-03||no|60|30
S-10|Health point Topolnik|Здравствена амбуланта Тополник|TRP-12||no|40|-50
S-11|Health point Bademica|Здравствена амбуланта Бадемица|TRP-16||no|-30|40
S-12|Kindergarten “Zrnce”, main building|Градинка „Зрнце“, главен објект|TRP-01|ул. Детска 5|yes|-150|-450
S-13|Kindergarten “Zrnce”, Jabolkovo group|Градинка „Зрнце“, група Јаболково|TRP-10||no|30|50
S-14|Primary school in the town|Основно училиште во градот|TRP-01|ул. Училишна 1|yes|150|-200
S-15|Primary school by the river|Основно училиште покрај реката|TRP-01|ул. Мостовска 9|no|-650|550
S-16|Secondary school|Средно училиште|TRP-01|ул. Училишна 20|yes|500|-150
S-17|Branch school Piperkovo|Подрачно училиште Пиперково|TRP-07||no|30|-20
S-18|Branch school Konopnik|Подрачно училиште Конопник|TRP-09||no|-40|20
S-19|Branch school Grozjanka|Подрачно училиште Грозјанка|TRP-20||no|20|20
S-20|Branch school Visoko Guvno|Подрачно училиште Високо Гувно|TRP-30||no|10|-30
S-21|Community room Bavča|Месна соба Бавча|TRP-02||no|80|40
S-22|Bus station|Автобуска станица|TRP-01|ул. Пазарна 30|yes|100|420
S-23|Supported living apartment|Стан за живеење со поддршка|TRP-01|ул. Нова 8|yes|-450|-600
S-24|Safe house (address withheld)|Засолниште (адресата не се објавува)|TRP-01||||
S-25|Office of “Together at the Table”|Канцеларија на „Заедно на маса“|TRP-01|ул. Градинарска 6|yes|640|-320
S-26|Parish house|Парохиски дом|TRP-01|ул. Црковна 3|no|200|-50
"""

SERVICES = """
service_id|kind|name_en|name_mk|provider_id|site_ids|serves|groups|places|users|waiting|counted_on|source|status|price|opening|staff|cost_per_place_year|verified_on|verified_by
SV-01|INF|Municipal information point|Општинска информативна точка|PR-01|S-01|||300|300||2026-06-30|Provider's return|active|free|Mon–Fri 8–16|2|3100|2026-06-30|provider
SV-02|INF|Advice on rights in Bavča|Совети за правата во Бавча|PR-10|S-21|TRP-02|ROMA;POOR|70|70||2026-06-20|Provider's return|active|free|Tue, Thu 10–14|1|4200|2026-06-20|provider
SV-03|INF|Advice for people with disabilities|Совети за лица со попреченост|PR-04|S-25||PWD-A;PWD-C;CARE|50|50||2026-06-25|Provider's return|active|free|Wed 10–15|1|4800|2026-06-25|provider
SV-04|ASP|Professional help and case management|Стручна помош и водење случај|PR-02|S-02|||260|247||2026-06-30|Provider's return|active|free|Mon–Fri 8–16|9|26000|2026-07-01|municipality
SV-05|COU|Counselling centre for family and youth|Советувалиште за семејство и млади|PR-01|S-04|||64|64|19|2026-06-30|Provider's return|active|free|Mon–Fri 9–17|3|29000|2026-07-01|municipality
SV-06|COU|Counselling at the centre for social work|Советување во центарот за социјална работа|PR-02|S-02||POOR;CHI-P|40|32||2026-06-30|Provider's return|active|free|Mon–Fri 8–16|2|24000|2026-07-01|municipality
SV-07|HOM-CARE|Help and care at home|Помош и нега во домот|PR-04||TRP-T;TRP-P|OLD;PWD-A|35|35|58|2026-06-30|Provider's return|active|state-financed|Mon–Fri 7–15|9|168000|2026-07-02|municipality
SV-08|HOM-CARE|Red Cross home visits|Посети во домот од Црвениот крст|PR-03||TRP-T|OLD|12|12|9|2026-06-18|Provider's return|active|free|Mon, Wed, Fri|3|74000|2026-06-18|provider
SV-09|HOM-PA|Personal assistance|Лична асистенција|PR-04||TRP|PWD-A|24|24|31|2026-06-30|Provider's return|active|state-financed|by agreement|26|295000|2026-07-02|municipality
SV-10|HOM-LP|Educational assistants|Образовни асистенти|PR-09|S-14;S-15|TRP|PWD-C|22|22|6|2026-06-15|Schools' return|active|free|school hours|22|310000|2026-06-15|provider
SV-11|COM-DAY|Day centre “Sunny Room”|Дневен центар „Сончева соба“|PR-04|S-03||PWD-A;PWD-C|20|18|14|2026-06-30|Provider's return|active|free|Mon–Fri 8–16|7|236000|2026-07-02|municipality
SV-12|COM-DAY|Day club for older people|Дневен клуб за стари лица|PR-03|S-05||OLD|15|||2026-06-18|Council decision|planned|||2|92000|2026-06-18|provider
SV-13|MAT|Soup kitchen|Народна кујна|PR-03|S-05|TRP-T|POOR|120|120|35|2026-06-18|Provider's return|active|free|Mon–Sat 11–13|5|41000|2026-06-18|provider
SV-14|MAT|Firewood for the winter|Огревно дрво за зима|PR-01|||POOR;OLD|210|210||2025-12-15|Municipal decision|active|free|once a year||11500|2026-01-20|municipality
SV-15|MAT|Parish food parcels|Пакети храна од парохијата|PR-13|S-26||POOR|60|55||2025-04-20|Phone call|active|free|before feasts||6000|2025-04-20|provider
SV-16|EMP|Work activation for recipients of assistance|Работно активирање на корисници на помош|PR-06|S-07||POOR;NEET;LTU|130|120||2026-06-30|Provider's return|active|free|Mon–Fri 8–16|5|38000|2026-07-01|municipality
SV-17|EMP|Supported employment|Вработување со поддршка|PR-04|S-25||PWD-A|20|20|17|2026-06-25|Provider's return|active|free|Mon–Fri 9–15|2|64000|2026-06-25|provider
SV-18|TRANS|Social transport, one van|Социјален превоз, едно возило|PR-01||TRP-T;TRP-P|PWD-A;PWD-C;OLD|40|38|22|2026-06-30|Provider's return|active|60 MKD a ride|Mon–Fri 7–15|1.5|39000|2026-07-01|municipality
SV-19|TRANS|Hill line for older people|Ридска линија за стари лица|PR-11||TRP-H|OLD|30|||2023-11-30|Council decision|closed|||||2026-03-10|municipality
SV-20|OUT-FOST|Foster families|Згрижувачки семејства|PR-02||TRP|CHI-P|16|14||2026-06-30|Provider's return|active|state-financed|||180000|2026-07-01|municipality
SV-21|OUT-SUP|Supported living|Живеење со поддршка|PR-04|S-23||PWD-A|5|5|8|2026-06-30|Provider's return|active|state-financed|always|6|520000|2026-07-02|municipality
SV-22|OUT-RES|Home for older people “Lipa”|Дом за стари лица „Липа“|PR-05|S-06||OLD|40|38|12|2026-06-10|Provider's return|active|24,500 MKD a month|always|17|294000|2026-06-10|provider
SV-23|SAFE|Safe house|Засолниште за жртви на насилство|PR-12|S-24||VDV|6|||2026-06-30|Provider's return|active|free|always|4|430000|2026-07-01|municipality
SV-24|HOT|Help line against violence|СОС-линија против насилство|PR-12||TRP|VDV||||2026-06-30|Provider's return|active|free|always|3||2026-07-01|municipality
SV-25|FAC-KINDER|Kindergarten “Zrnce”|Детска градинка „Зрнце“|PR-08|S-12;S-13|||680|672|118|2026-06-01|Provider's return|active|1,500 MKD a month|Mon–Fri 6–17|74|92000|2026-06-01|provider
SV-26|FAC-SCHOOL|Primary schools in the town|Основни училишта во градот|PR-09|S-14;S-15|||2100|1890||2026-06-15|Schools' return|active|free|school hours|140||2026-06-15|provider
SV-27|FAC-SCHOOL|Branch schools in the villages|Подрачни училишта во селата|PR-09|S-17;S-18;S-19;S-20|TRP-P;TRP-H;TRP-M||420|268||2026-06-15|Schools' return|active|free|school hours|41||2026-06-15|provider
SV-28|FAC-SCHOOL|Secondary school|Средно училиште|PR-09|S-16|||900|790||2026-06-15|Schools' return|active|free|school hours|63||2026-06-15|provider
SV-29|FAC-HEALTH|Health centre and emergency|Здравствен дом и итна помош|PR-07|S-08|||||||Web page|active|insurance|always|96||2026-02-11|municipality
SV-30|FAC-HEALTH|Village health points|Селски амбуланти|PR-07|S-09;S-10;S-11|TRP-P;TRP-H;TRP-M||||||Web page|active|insurance|one morning a week|3||2026-02-11|municipality
SV-31|FAC-BUS|Bus station|Автобуска станица|PR-11|S-22|||||||Timetable|active|40–120 MKD|daily 5–21|12||2026-02-11|municipality
"""

CONTRACTS = """
contract_id|service_id|funder|starts_on|ends_on|amount_year|currency
C-01|SV-05|Municipality of Trpezica|2024-01-01|2026-12-31|1856000|MKD
C-02|SV-07|Ministry, administrative contract|2025-03-01|2027-02-28|5880000|MKD
C-03|SV-09|Ministry, administrative contract|2025-03-01|2027-02-28|7080000|MKD
C-04|SV-11|Municipality of Trpezica|2026-01-01|2026-12-31|1900000|MKD
C-05|SV-11|Ministry, administrative contract|2025-01-01|2026-12-31|2820000|MKD
C-06|SV-13|Municipality of Trpezica|2026-01-01|2026-12-31|4920000|MKD
C-07|SV-17|Donor project, ends 2026|2024-10-01|2026-12-31|1280000|MKD
C-08|SV-18|Municipality of Trpezica|2026-01-01|2026-12-31|1560000|MKD
C-09|SV-21|Ministry, administrative contract|2025-01-01|2027-12-31|2600000|MKD
C-10|SV-23|Ministry, administrative contract|2025-01-01|2026-12-31|2580000|MKD
C-11|SV-02|Donor project, ends 2026|2025-06-01|2026-11-30|294000|MKD
"""
