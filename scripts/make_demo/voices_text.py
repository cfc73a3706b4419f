"""The notes of the two focus groups: invented statements, participants by category only."""

DISABILITY = """
# Focus group: people with disabilities and their families

Fictional municipality – demonstration data. / Измислена општина – податоци за прикажување.

- session: FG-1
- kind: focus group
- group: PWD-A
- place: TRP
- date: 2026-06-09
- participants: 9 (5 women, 4 men): four adults with disabilities, three mothers who care, one brother who cares, one personal assistant
- consent: spoken, by all; no names were noted

## Statements / Изјави

- [transport] The van serves the town and the plain. When my chair and I have to come down from the hills, we pay a neighbour for petrol, or we stay home.
  mk: Возилото ги опслужува градот и рамнината. Кога треба со количката да слезам од ридот, или му плаќам на сосед за гориво, или седам дома.
- [respite] In eleven years I have not slept one night away. If I fell ill, who would lift him?
  mk: Единаесет години немам преспиено ниту една ноќ надвор од дома. Ако се разболам, кој ќе го подигне?
- [respite] We do not ask for much: a weekend twice a year, with somebody we trust.
  mk: Не бараме многу: еден викенд двапати годишно, со некој во кого имаме доверба.
- [assistance] Four hours of an assistant gave me back my job. Two of my friends have been on the list for over a year.
  mk: Четири часа личен асистент ми ја вратија работата. Двајца мои пријатели чекаат на листа повеќе од една година.
- [assistance] Assistants leave when they find better pay; each time we begin again from nothing.
  mk: Асистентите си заминуваат штом ќе најдат подобра плата; секојпат почнуваме од почеток.
- [day care] The day centre is good, but it closes at four and I work until five.
  mk: Дневниот центар е добар, но се затвора во четири, а јас работам до пет.
- [day care] From our village it is forty minutes there and forty back. Nobody does that every day.
  mk: Од нашето село има четириесет минути во еден правец. Тоа никој не може да го оди секој ден.
- [information] We heard about the allowance from another mother, three years too late.
  mk: За надоместокот дознавме од друга мајка, три години предоцна.
- [attitude] At the counter they speak to my sister and not to me.
  mk: На шалтер ѝ зборуваат на сестра ми, а не мене.
- [access] The centre for social work has six steps and no ramp. I hand in my papers on the street.
  mk: Центарот за социјална работа има шест скали и нема рампа. Документите ги предавам на улица.
- [work] I finished a course twice. Nobody employs me because they are afraid, not because I cannot.
  mk: Двапати завршив обука. Не ме вработуваат затоа што се плашат, а не затоа што не можам.
"""

OLDER = """
# Focus group: older people living alone, mountain and hill villages

Fictional municipality – demonstration data. / Измислена општина – податоци за прикажување.

- session: FG-2
- kind: focus group
- group: OLD
- place: TRP-M
- date: 2026-06-16
- participants: 8 (6 women, 2 men), all over 68 and living alone, from four villages
- consent: spoken, by all; no names were noted

## Statements / Изјави

- [home care] I can cook and I can sew. I cannot carry the wood in any more, and in January that is everything.
  mk: Можам да готвам и да шијам. Дрвата веќе не можам да ги внесам, а во јануари тоа е сè.
- [home care] When I came out of hospital nobody could come; they told me the carers work in the plain.
  mk: Кога излегов од болница, никој не можеше да дојде; ми рекоа дека негувателите работат во рамнината.
- [mobile team] A nurse once a fortnight and somebody who fills in the papers: with these two I could stay in my house.
  mk: Сестра еднаш на две недели и некој што ќе ги пополни документите: со тоа двете би можела да останам во својата куќа.
- [mobile team] They promised us a team in the last plan. We are still waiting for the car to come.
  mk: Во минатиот план ни ветија тим. Сè уште чекаме да се појави возилото.
- [transport] The bus was stopped. Now a visit to the doctor costs a day and a third of my pension.
  mk: Автобусот го укинаа. Сега одење на лекар чини еден ден и третина од пензијата.
- [loneliness] In winter there are five chimneys smoking in the village. I count them each morning.
  mk: Зиме во селото чадат пет оџаци. Секое утро ги бројам.
- [loneliness] It is not the work that is hard, it is the table laid for one.
  mk: Не е тешка работата, тешка е масата поставена за еден.
- [information] I have no internet and the papers come with small letters. I ask the postman.
  mk: Немам интернет, а решенијата се со ситни букви. Го прашувам поштарот.
- [health] The health point opens one morning a week, and in snow not even that.
  mk: Амбулантата работи едно утро неделно, а кога има снег, ни тогаш.
- [safety] If fire or water came at night, I would not get out alone.
  mk: Ако ноќе дојде оган или вода, сама нема да излезам.
- [neighbours] My neighbour looks in every evening. She is seventy-nine.
  mk: Комшивката ме обиколува секоја вечер. Таа има седумдесет и девет години.
"""
