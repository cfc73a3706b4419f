"""The words of the questionnaire, a line a question: type | name | English | Macedonian | relevant | constraint."""

SURVEY = """
note|fiction|Fictional municipality – demonstration data.|Измислена општина – податоци за прикажување.
begin group|g_sample|Sample|Примерок
select_one settlements|settlement|Settlement|Населено место
select_one strata|stratum|Stratum|Стратум
text|psu|Census circle or village drawn|Избран пописен круг или село
integer|units_in_stratum|Number of circles or villages in the stratum|Број на пописни кругови или села во стратумот
decimal|base_weight|Households that this one stands for, by design|Домаќинства што ги претставува ова домаќинство, според дизајнот
date|interview_date|Date of the interview|Датум на интервјуто
text|interviewer|Interviewer's code|Шифра на анкетарот
select_one yesno|consent|Do you agree to take part?|Дали се согласувате да учествувате?
end group|g_sample||
begin group|g_household|Your household|Вашето домаќинство|${consent} = 'yes'
integer|hh_size|How many people live in this household?|Колку лица живеат во ова домаќинство?||. >= 1 and . <= 25
select_one yesno|social_assistance|Does the household receive the guaranteed minimum assistance?|Дали домаќинството прима гарантирана минимална помош?
select_one yesno|lost_assistance|Has the household lost its right to social assistance in the last 12 months?|Дали домаќинството го изгуби правото на социјална помош во последните 12 месеци?
integer|income_month|Income of the whole household last month, in denars|Приход на целото домаќинство минатиот месец, во денари||. >= 0
select_one tenure|tenure|Whose is the home?|Чие е живеалиштето?
select_one water|water|Where does the drinking water come from?|Од каде е водата за пиење?
select_one toilet|toilet|What kind of toilet is there?|Каков тоалет има?
select_one heating|heating_fuel|What is the home mainly heated with?|Со што главно се загрева живеалиштето?
end group|g_household||
begin group|g_means|What the household can afford|Што може да си дозволи домаќинството|${consent} = 'yes'
select_one means|dep_arrears|Does the household pay rent, bills and loans on time?|Дали домаќинството навреме ги плаќа киријата, сметките и кредитите?
select_one means|dep_unexpected|Can it meet an unexpected expense from its own means?|Дали може да покрие неочекуван трошок со сопствени средства?
select_one means|dep_warm|Can it keep the home warm enough?|Дали може доволно да го загрее домот?
select_one means|dep_protein|Can it have meat, fish or an equal meal every second day?|Дали може да јаде месо, риба или соодветна замена секој втор ден?
select_one means|dep_holiday|Can everybody have a week of holiday away from home once a year?|Дали сите можат еднаш годишно да одат на одмор една недела?
select_one means|dep_car|Does it have a car for private use?|Дали има автомобил за приватна употреба?
select_one means|dep_furniture|Can it replace worn-out furniture?|Дали може да го замени дотраениот мебел?
end group|g_means||
begin group|g_ways|Ways and dangers|Патишта и опасности|${consent} = 'yes'
integer|minutes_health|Minutes to the health centre, the way you usually go|Минути до здравствениот дом, како што обично одите||. >= 0 and . <= 600
integer|minutes_shop|Minutes to the nearest food shop|Минути до најблиската продавница за храна||. >= 0 and . <= 600
integer|minutes_bus|Minutes on foot to the nearest bus stop|Минути пеш до најблиската автобуска постојка||. >= 0 and . <= 600
select_one yesno|flood_before|Has water entered the house or yard in the last ten years?|Дали во последните десет години вода влегла во куќата или дворот?
end group|g_ways||
begin repeat|members|Members of the household|Членови на домаќинството|${consent} = 'yes'
integer|age|Age in completed years|Возраст во навршени години||. >= 0 and . <= 120
select_one sex|sex|Sex|Пол
select_one relation|relation|Relation to the head of the household|Сродство со носителот на домаќинството
select_one ethnicity|ethnicity|Which community does the person belong to, by own declaration? (may be left out)|На која заедница ѝ припаѓа лицето, по сопствено изјаснување? (може да се изостави)
select_one marital|marital|Marital status|Брачна состојба|${age} >= 15
begin group|g_functioning|Functioning|Функционирање|${age} >= 5
select_one difficulty|wg_see|Difficulty seeing, even with glasses|Тешкотии со гледањето, дури и со очила|${age} >= 5
select_one difficulty|wg_hear|Difficulty hearing, even with a hearing aid|Тешкотии со слушањето, дури и со слушен апарат|${age} >= 5
select_one difficulty|wg_walk|Difficulty walking or climbing steps|Тешкотии со одењето или качувањето по скали|${age} >= 5
select_one difficulty|wg_remember|Difficulty remembering or concentrating|Тешкотии со помнењето или концентрацијата|${age} >= 5
select_one difficulty|wg_selfcare|Difficulty with self-care, such as washing or dressing|Тешкотии со грижата за себе, како миење или облекување|${age} >= 5
select_one difficulty|wg_communicate|Difficulty communicating in the usual language|Тешкотии со комуникацијата на вообичаениот јазик|${age} >= 5
end group|g_functioning||
select_one yesno|legal_disability|Does the person have a finding of the disability commission?|Дали лицето има наод од комисијата за попреченост?
begin group|g_own_means|Own means|Сопствени средства|${age} >= 16
select_one means|dep_clothes|Can replace worn-out clothes with new ones|Може да ја замени дотраената облека со нова|${age} >= 16
select_one means|dep_shoes|Has two pairs of shoes that fit|Има два пара соодветни чевли|${age} >= 16
select_one means|dep_pocket|Can spend a small sum on themselves each week|Може секоја недела да потроши мала сума за себе|${age} >= 16
select_one means|dep_leisure|Can take part regularly in a leisure activity|Може редовно да учествува во активност во слободно време|${age} >= 16
select_one means|dep_friends|Can meet friends or family for a drink or meal once a month|Може еднаш месечно да се види со пријатели или роднини на пијалак или јадење|${age} >= 16
select_one means|dep_internet|Has internet for private use|Има интернет за лична употреба|${age} >= 16
end group|g_own_means||
select_one school|school|Is the child enrolled in school?|Дали детето е запишано во училиште?|${age} >= 6 and ${age} <= 17
select_one yesno|preschool|Does the child go to kindergarten or pre-school?|Дали детето оди во градинка или предучилиште?|${age} >= 3 and ${age} <= 5
select_one work|work|What did the person mainly do in the last four weeks?|Што главно правело лицето во последните четири недели?|${age} >= 15
select_one yesno|training|Did the person take part in any training in the last four weeks?|Дали лицето учествувало на обука во последните четири недели?|${age} >= 15 and ${age} <= 29
select_one yesno|wants_work|Would the person like to work?|Дали лицето би сакало да работи?|${age} >= 15 and ${age} <= 64
select_one medical|unmet_medical|In the last 12 months, was a doctor needed and not seen? Why?|Дали во последните 12 месеци бил потребен лекар, а не бил посетен? Зошто?|${age} >= 16
integer|care_hours|Hours a week of unpaid care for a person with a disability, an illness or of old age|Часови неделно неплатена грижа за лице со попреченост, болно или старо лице|${age} >= 15|. >= 0 and . <= 168
select_one yesno|internet|Did the person use the internet in the last three months?|Дали лицето користело интернет во последните три месеци?|${age} >= 10
select_one yesno|discriminated|Felt discriminated against or harassed in the last 12 months|Се чувствувало дискриминирано или вознемирувано во последните 12 месеци|${age} >= 18
select_one yesno|evacuate_alone|Could the person leave the house alone in an emergency?|Дали лицето може само да ја напушти куќата при итен случај?|${age} >= 10
select_one yesno|has_documents|Does the person have the personal documents they need?|Дали лицето ги има потребните лични документи?
select_one yesno|rights_known|Does the person know where to ask about social rights?|Дали лицето знае каде да праша за социјалните права?|${age} >= 16
select_one satisfied|satisfied_services|Satisfied with the social services of the last 12 months|Задоволство од социјалните услуги во последните 12 месеци|${age} >= 16
begin group|g_services|Services needed and received|Потребни и добиени услуги|${age} >= 3
select_one yesno|needs_home_care|Needs help and care at home|Има потреба од помош и нега во домот|${age} >= 18
select_one yesno|gets_home_care|Receives help and care at home|Добива помош и нега во домот|${needs_home_care} = 'yes'
select_one yesno|needs_day_care|Needs a day centre|Има потреба од дневен центар|${age} >= 3
select_one yesno|gets_day_care|Goes to a day centre|Посетува дневен центар|${needs_day_care} = 'yes'
select_one yesno|needs_assistance|Needs a personal assistant|Има потреба од личен асистент|${age} >= 6
select_one yesno|gets_assistance|Has a personal assistant|Има личен асистент|${needs_assistance} = 'yes'
select_one yesno|needs_counselling|Needs counselling|Има потреба од советување|${age} >= 14
select_one yesno|gets_counselling|Receives counselling|Добива советување|${needs_counselling} = 'yes'
select_one yesno|needs_transport|Needs adapted or social transport|Има потреба од приспособен или социјален превоз|${age} >= 6
select_one yesno|gets_transport|Uses social transport|Користи социјален превоз|${needs_transport} = 'yes'
select_one yesno|needs_respite|Needs somebody to take over the care for a few days|Има потреба некој да ја преземе грижата неколку дена|${age} >= 15
select_one yesno|gets_respite|Receives respite care|Добива услуга на предах од грижата|${needs_respite} = 'yes'
select_one yesno|needs_work_support|Needs support to find or keep work|Има потреба од поддршка за наоѓање или задржување работа|${age} >= 15 and ${age} <= 64
select_one yesno|gets_work_support|Receives support to find or keep work|Добива поддршка за наоѓање или задржување работа|${needs_work_support} = 'yes'
select_one yesno|needs_information|Needs information and help with social rights|Има потреба од информации и помош за социјалните права|${age} >= 16
select_one yesno|gets_information|Receives information and help with social rights|Добива информации и помош за социјалните права|${needs_information} = 'yes'
select_one yesno|needs_mobile_team|Needs a social team that comes to the village or home|Има потреба од мобилен социјален тим што доаѓа во селото или домот|${age} >= 18
select_one yesno|gets_mobile_team|Is visited by a mobile social team|Го посетува мобилен социјален тим|${needs_mobile_team} = 'yes'
end group|g_services||
end repeat|members||
begin group|g_end|At the end|На крајот|${consent} = 'yes'
select_multiple barriers|barriers|What stands in the way when the household needs a service?|Што пречи кога на домаќинството му треба услуга?
select_one priority|priority_1|What should the municipality do first?|Што треба општината да направи најнапред?
end group|g_end||
"""

CHOICES = """
yesno: yes=Yes=Да; no=No=Не; dk=Does not know=Не знае; na=No answer=Без одговор
tenure: own=Own=Сопствено; rent=Rented=Под кирија; informal=Without papers=Без документи; other=Other=Друго; na=No answer=Без одговор
water: piped_in=Tap in the home=Чешма во домот; piped_yard=Tap in the yard=Чешма во дворот; public=Public tap=Јавна чешма; well=Well or spring=Бунар или извор; other=Other=Друго
toilet: inside_sewer=Inside, sewer=Внатре, канализација; inside_septic=Inside, septic tank=Внатре, септичка јама; outside=Outside=Надвор; none=None=Нема
heating: electricity=Electricity=Струја; district=District heating=Парно; pellets=Pellets=Пелети; wood=Wood=Дрва; coal=Coal=Јаглен; other=Other=Друго; dk=Does not know=Не знае
means: yes=Yes=Да; cannot=No, cannot afford it=Не, нема пари за тоа; other=No, for another reason=Не, од друга причина; dk=Does not know=Не знае; na=No answer=Без одговор
sex: f=Female=Женски; m=Male=Машки
relation: head=Head=Носител; spouse=Spouse or partner=Сопружник или партнер; child=Child=Дете; parent=Parent=Родител; other=Other=Друго
ethnicity: macedonian=Macedonian=Македонец/Македонка; albanian=Albanian=Албанец/Албанка; roma=Roma=Ром/Ромка; turkish=Turkish=Турчин/Турчинка; serbian=Serbian=Србин/Србинка; other=Other=Друго; no_answer=Prefers not to say=Не сака да каже
marital: single=Never married=Никогаш во брак; married=Married or living together=Во брак или заедница; divorced=Divorced=Разведен/а; widowed=Widowed=Вдовец/Вдовица; na=No answer=Без одговор
difficulty: 1=No difficulty=Без тешкотии; 2=Some difficulty=Извесни тешкотии; 3=A lot of difficulty=Големи тешкотии; 4=Cannot do at all=Воопшто не може; dk=Does not know=Не знае; na=No answer=Без одговор
school: enrolled=Enrolled=Запишано; not_enrolled=Not enrolled=Незапишано; na=No answer=Без одговор
work: employed=Worked=Работело; unemployed=Without work, looking for it=Без работа, бара работа; student=Pupil or student=Ученик или студент; retired=Retired=Пензионер/ка; home=Looked after the home=Домаќинка/домаќин; unable=Unable to work=Неспособно за работа; na=No answer=Без одговор
medical: no_need=There was no need=Немало потреба; met=Needed and seen=Потребен и посетен; cost=Not seen: too expensive=Не: прескапо; distance=Not seen: too far=Не: предалеку; waiting=Not seen: waiting list=Не: листа на чекање; other=Not seen: other reason=Не: друга причина; dk=Does not know=Не знае; na=No answer=Без одговор
satisfied: yes=Satisfied=Задоволно; no=Not satisfied=Незадоволно; not_used=Did not use any=Не користело; dk=Does not know=Не знае; na=No answer=Без одговор
barriers: distance=Distance=Далечина; price=Price=Цена; information=No information=Нема информации; transport=No transport=Нема превоз; waiting=Waiting=Чекање; documents=Documents=Документи; attitude=Attitude of staff=Однос на вработените
priority: work=Work=Работа; health=Health=Здравство; care_old=Care for older people=Грижа за старите; care_disability=Care for people with disabilities=Грижа за лицата со попреченост; children=Children=Деца; transport=Transport=Превоз; housing=Housing=Домување; water=Water=Вода; roads=Roads=Патишта; other=Other=Друго
"""
