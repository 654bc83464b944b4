/** As `germanicWords`. */
export const slavicWords: Readonly<Record<string, string>> = {
  pl: `i w z na do nie to się sie jest że ze jak ale o co tak po od za dla przez przy bez pod nad przed czy
    albo bo więc wiec ja ty on ona ono my wy oni one mnie mi ciebie cię cie ci jego jej nas was ich nam wam im
    sobie mój moja moje moich twój twoja swój nasz wasz ten ta te tego tej tym tych jestem jesteś jesteśmy są
    był była było byli być będę bede będzie bedzie będą mam masz ma mamy macie mają miał mieć robię robisz
    robi robić zrobił idę ide idziesz idzie iść chodź chodz wejdź mogę moge możesz mozesz może moze możemy
    można chcę chce chcesz chcemy wiem wiesz wie wiedzieć mówię mówi mówił mówiłem powiedział widzę widzisz
    widział widziałeś myślę mysle myślisz słyszę slysze słyszysz słychać rozumiem nic nikt nigdy coś cos ktoś
    ktos wszystko wszyscy wszystkim każdy też tez jeszcze już juz zawsze bardzo dużo duzo mało więcej tylko tu
    tutaj tam teraz dziś dzis dzisiaj jutro wczoraj wieczorem wieczór noc rano dzień dzien godzina minut
    minutę czas tydzień rok lat cześć czesc hej hejka siema siemka elo dobranoc dobry dzięki dzieki dziękuję
    prosze proszę przepraszam sorki spoko luz no nom kto kiedy gdzie dlaczego czemu który która ile jaki jaka
    grać gramy gracie gra grę zagrać jedzenie jeść spać śpię praca szkoła dom głodny zimno nowy nowe inny
    drugi pierwszy dwa trzy cztery pięć dziesięć kurwa kurde cholera pierdole stary ziom chłopaki ludzie
    bracie pewnie chyba raczej właśnie wlasnie naprawdę serio dokładnie oczywiście czekaj poczekaj patrz
    słuchaj zaraz chwilę wracam moment dobra dobrze źle lepiej fajnie fajne super ok stało jeśli jakby kiedyś
    znowu potem razem żeby niż mega skończyć skończyłem skończył kończę zacząć zaczynamy zaczyna dokończyć
    telefon bateria klawiatura ekran słuchawki kamera kamerę kamerkę włącz wyłącz ścisz podgłośnij misja misję
    boss miecz drużyna serwer kanał link zdjęcie muzyka piosenka kolacja obiad śniadanie kawa kawę herbata
    piwo woda chleb pies psa psem kot samochód auto autobus pociąg korek korku ulica miasto kraj ojciec matka
    tata brat siostra syn córka dzieci dziewczyna chłopak nauczyciel egzamin egzaminy lekcje studia pracuję
    pieniądze kasa kasę kosztuje drogo tanio kupić kupiłem płacić wygrać wygraliśmy wygrałem przegrać
    przegraliśmy zabić zabił zginąłem umarł żyje zepsuty napraw pomoc pomóż wyjść wychodzę wyszedł wejść
    wchodzę wszedł przyjść przyjdę przyszedł wrócić wrócę wrócił zostać zostań zostaw zadzwonić wyślij wysłać
    wrzuć daj dał dawaj weź wziąć przynieś szukać znaleźć znalazłem zapomniałem pamiętam gadać gadasz gadam
    mówisz pytanie odpowiedź śmieszne głupi głupie dziwne trudne łatwe szybko wolno niemożliwe możliwe
    nienawidzę kocham lubię chory zdrowie witaj poniedziałek wtorek środa czwartek piątek sobota niedziela
    brakuje jednej osoby fajny fajna zły zła masakra spadam narka lecę lecimy ogarnij ogarniam jakas jakiś
    jakaś zajebiscie zajebiście niewiem spokój spokojnie kim czym zwykle`,
  cs: `a i v ve s se z ze na do ne to že jak ale o co tak po od za pro při bez pod nad před nebo protože já ja
    ty on ona ono my vy oni mě me mně mi tě te ti jeho její nás vás jich nám vám jim sobě můj moje moji tvůj
    svůj náš váš ten ta tohle toho této jsem jsi je jsme jste jsou byl byla bylo byli být budu bude budeš
    budou mám máš má máme máte mají měl mít dělám děláš dělá dělat udělal jdu jdeš jde jít jdeme pojď můžu
    mužu můžeš můžete může mohu chci chceš chce chcete vím víš ví vědět říkám říká říkal řekl vidím vidíš
    viděl myslím slyším slyšíš rozumím nic nikdo nikdy něco neco někdo všechno všichni všem každý taky také
    ještě jeste už uz vždy vždycky moc hodně málo víc jen jenom tady tam teď ted dnes dneska zítra zitra včera
    večer noc ráno den hodin minut čas týden rok let ahoj čau cau čus nazdar dobrou dobrý díky diky děkuju
    dekuju děkuji prosím prosim promiň sorry jo kdo kdy kde proč který kolik jaký jestli hrát hrajem hraje hra
    jídlo jíst spát spím práce škola doma hlad zima nový nová jiný druhý první dva tři čtyři pět deset kurva
    sakra prdele vole kluci lidi asi možná určitě fakt vážně přesně jasně jasný počkej koukej hned chvilku
    zpátky dobře špatně lepší super stalo vůbec když kdyby znovu potom spolu aby než mega zase nejlepší nevím
    nemám nejde není neslyším nechci nemůžu tomu jedno hotovo hotová hotový telefon baterka baterie klávesnice
    monitor sluchátka kamera kameru zapni vypni ztlum mise boss meč tým kanál odkaz fotka písnička hudba
    večeře oběd snídaně kafe kávu čaj pivo voda chleba pes psa kočka auto vlak bus zácpě ulice město táta máma
    brácha ségra děti holka kluk učitel zkouška zkoušky škole úkol peníze stojí drahý levný koupit koupil
    platit vyhrát vyhráli prohrát prohráli umřel mrtvý žije rozbitý pomoc pomoz začít začínáme končím odcházím
    přijdu přišel vrátím zůstat zavolej pošli dej vem přines hoď hledám našel zapomněl pamatuju mluvit mluvíš
    otázka odpověď sranda blbej divný těžký lehký rychle pomalu nemožný nesnáším miluju líbí smutný nemocný
    vítej pondělí úterý středa čtvrtek pátek sobota neděle chybí jeden špatný zní vzhůru konečně mizím spadl
    padl stojím musím muset musíš`,
  hr: `i u na se je da ne to za od do sa s po iz ali ili jer kao što sto šta sta tko ko ja ti on ona mi vi oni one me mene
    te tebe ga ju nas vas ih mu joj nam vam im moj moja moje tvoj svoj naš vaš ovaj taj ova ta ovo to sam si smo ste su
    bio bila bilo bili biti budem bude budu imam imaš ima imamo imate imaju imao radim radiš radi raditi idem ideš ide
    idemo ići dođi mogu možeš moze može možemo hoću hoćeš hoće ću ćeš će ćemo neću znam znaš zna kažem kaže rekao vidim
    vidiš vidio mislim čujem čuješ razumijem razumem ništa nista nitko niko nikad nešto nesto netko neko sve svi svaki
    također još vec već uvijek uvek jako puno malo više samo ovdje ovde tamo tu sad sada danas sutra jučer juče večeras
    noć laku jutro dobro dan sat sati minuta vrijeme vreme tjedan godina bok ćao zdravo hvala molim oprosti izvini brate
    kad kada gdje gde zašto zasto koji koja koliko kakav igrati igramo igra jesti spavam posao škola kuća gladan hladno
    novi nova drugi prvi dva tri četiri pet deset jebote kurac možda mozda stvarno ozbiljno naravno čekaj gledaj odmah
    dobra loše bolje super desilo dogodilo ako kako opet onda zajedno nego nisam nije nisu nemam nema nemoj
    zove zovem zovi mama tata otac majka baka djed sestra dijete djeca žena muž cura dečko ljudi prijatelj susjed
    dođem dolazim dolazi stižem krećem pali pao pala padne padam pošalji šaljem poslao piši pišem pišeš slušaj slušam
    gledam gledao pričaj pričam šuti šutite razumiješ kuže kužiš kužim volim voliš mrzim sviđa treba trebam trebaš
    kupio kupila prodajem košta kosta skupo jeftino novac lova kuna eura voda pivo kava kavu pizza ručak večera večeru
    doručak kiša snijeg sunce toplo brzo polako lako teško velik velika mali mala cijeli svaku barem čak ipak zato dok
    otkad sinoć ujutro navečer ponedjeljak utorak srijeda četvrtak petak subota nedjelja izgubili izgubio pobijedili
    pobijedio mrtav živ ubio ubili umro škole ispit ispita zadaća profesor razred glup glupo lijepo lijep lijepa loš
    spreman spremna gotovo ajde ajmo hajde reci daj dajte uzmi donesi otvori zatvori ugasi upali mikrofon zvuk ekran`,
  ru: `и в во не на я быть он с со что а по это она этот к но они мы весь который из у то за свой так ты же от
    мочь вы для или бы о об как когда где если уже очень чтобы ещё еще только себя меня мне тебя тебе его ему
    её ей нас нам вас вам их им был была было были буду будет будем есть нет да ну вот там тут здесь сейчас
    щас ща потом тогда всегда никогда ничего никто кто-то кто что-то чего почему зачем какой какая какие
    сколько куда откуда все всё всем всех надо нужно можно нельзя могу можешь может хочу хочешь хочет знаю
    знаешь знает понял поняла понятно думаю говорю говорит сказал сказала вижу видел слышу слышно слышите
    делать делаешь делает сделал иду идет идёт пошел пошёл пошли пойду давай давайте привет приветик
    здравствуйте здарова пока спасибо спс пожалуйста пж пжл извини извините прости сорян ок окей хорошо плохо
    лучше хуже норм нормально круто класс жесть блин бля блять сука пиздец нахуй хуй пацаны ребята чел братан
    бро мужик народ люди друг друзья сегодня завтра вчера утром вечером ночью день ночь утра вечера час часа
    минут минуту время неделю год лет играть играю играем играет игра игру катку сервер инет комп микро кушать
    спать сплю работа работе школа дома домой голодный холодно новый новая новую другой один два три четыре
    пять десять раз просто вообще конечно точно правда реально типа кстати короче наверное кажется вроде тоже
    также опять снова ладно забей жди подожди смотри слушай хватит вернусь скоро ахах ахаха ахахах хах хаха
    лол кек имхо мой моя мои твой твоя наш ваш после до при без над под между через чем тем этого этом эти
    этой такой такие самый каждый рождения че чё чо ору жиза кофе вода деньги дом город улица посмотри поехали
    видео файл помоги помогите невозможно здоров будь телефон включи выключи пробке собакой тот такое значит
    именно наоборот хотя хоть ведь неужели когда-нибудь где-то куда-то рядом вместе вокруг внутри впереди
    сзади справа слева наверху внизу быстро медленно тяжело легко вкусно красиво красивый отлично отличный
    жаль обидно смешно странно интересно больно грустно весело тепло жарко темно светло громко тихо тише
    громче понедельник вторник среда четверг пятница суббота воскресенье понедельники мама папа отец мать сын
    дочь брат сестра бабушка дедушка ребенок дети женщина мужчина девушка парень подруга сосед учитель ученик
    начальник собака кот кошка хлеб молоко сыр мясо картошка яблоко чай ужин завтрак обед компьютер мышка
    клавиатура наушники экран громкость звук сеть почта сообщение страница игрок игроки команда уровень бой
    оружие меч щит враг победа победили проиграли выиграли выиграл проиграл убил убили умер умерли дай дайте
    возьми возьмите принеси неси пиши писать написал прочитал читать читает говорить рассказывай расскажи
    покажи смотреть посмотреть слушать ждем ждём ждать подождите погоди погодите опоздал опоздает закончил
    закончить начал начали начинаем начинается вышел вышла выйти зашел зашёл зашла зайти заходи заходите
    приходи приходите приехал приехать поехал поехать едем ходить бежать побежал сидеть сижу стоять стою
    лежать лежу проснулся устал устала заболел болит работать работаю работает работал учиться учусь купить
    купил купила продать продал стоит рублей дорого дешево помощь помочь простите поздравляю добро пожаловать
    счастливо целую люблю любишь нравится понравилось ненавижу хотим хотите можем можете должен должна доделаю
    доделай делаем делают сделаем сделала сломался сломалось починить поиграть погулять погуляем плохая плохой
    плохого большая большой маленький старая старый первая первый последний следующий правильно неправильно
    вранье серьезный обычный настоящий одинаково зря каточку катка катки тупит лагает`,
  uk: `і й та в у не на я бути він з із зі що а по це вона цей до але вони ми весь який котрий від то за свій
    так ти ж же ви для або би б о про як коли де якщо вже дуже щоб ще тільки лише себе мене мені тебе тобі
    його йому її їй нас нам вас вам їх їм був була було були буду буде будемо є нема немає ні ну от ось там
    тут зараз потім тоді завжди ніколи нічого ніхто хтось хто щось чого чому навіщо яка яке які скільки куди
    звідки все всі всім усі усім треба потрібно можна можу можеш може хочу хочеш хоче знаю знаєш знає зрозумів
    зрозуміла зрозуміло думаю кажу каже сказав сказала бачу бачив чую чути робити робиш робить зробив йду йде
    йдете пішов пішли піду давай давайте привіт вітаю доброго здоровенькі бувай дякую дяка прошу будь ласка
    вибач вибачте перепрошую добре погано краще гірше нормально норм круто клас блін бляха хлопці дівчата
    друже друзі люди братан сьогодні завтра вчора вранці ввечері вночі день ніч ранку вечора година годин
    хвилин хвилинку час тиждень рік років грати граю граємо грає гра гру їсти спати сплю робота роботі школа
    вдома додому холодно новий нова нову інший один два три чотири п'ять десять раз просто взагалі звичайно
    точно правда дійсно типу мабуть здається ніби теж також знову знов гаразд годі чекай зачекай дивись
    дивився слухай повернусь скоро мій моя мої твій твоя наш ваш після при без над під між через ніж тим цього
    ці цієї такий такі кожен усе справи стало сталося ранок вечір речі байдуже пізніше серйозно ледве дощ дощу
    посилання файно маю гадки гадку зрозуміти слухати бачити думати казати кави каву кава вода гроші гроша
    будинок місто вулиця подивись поїхали шо чув чула хвилину відео файл допоможи допоможіть неможливо встигли
    встиг встигла непогано звучить той таке отже отой оце оця ота оті саме навпаки щойно досить дещо хоча хоч
    адже бодай невже що-небудь якось колись десь кудись звідкись поруч разом навколо всередині попереду позаду
    праворуч ліворуч нагорі внизу швидко повільно важко легко смачно гарно гарна гарний файна файний чудово
    чудовий чудова шкода прикро смішно дивно цікаво боляче сумно весело тепло спекотно темно світло голосно
    тихо тихіше голосніше вдень увечері звечора опівночі понеділок вівторок середа четвер п'ятниця субота
    неділя понеділки січень лютий березень квітень травень червень липень серпень вересень жовтень листопад
    грудень мама тато батько мати син дочка брат сестра бабуся дідусь дитина діти жінка чоловік дівчина
    хлопець друг подруга сусід вчитель вчителька учень робітник начальник собака собакою кіт кішка кінь корова
    птах риба хліб молоко сир м'ясо борщ сало картопля яблуко цибуля цукор сіль чай вечеря сніданок обід
    вечерю снідати обідати вечеряти смаженя телефон комп'ютер мишка клавіатура навушники екран гучність звук
    мережа пошта повідомлення сторінка гравець гравці команда рівень бій битва зброя меч щит ворог перемога
    перемогли програли виграли виграв програв вбив вбили помер померли дай дайте візьми візьміть принеси
    приніс неси пиши писати написав прочитав читати читає говорити говорив говорила розмовляти розповідай
    розкажи розкажіть покажи дивитись подивитися чекаємо чекати зачекайте почекай почекайте поспішай поспішати
    запізнився запізниться закінчив закінчити закінчили почав почали починаємо починається вийшов вийшла вийти
    зайшов зайшла зайти заходь заходьте приходь приходьте приїхав приїхати поїхав поїхати їдемо ходити ходимо
    бігти побіг сидіти сиджу стояти стою лежати лежу спиш прокинувся прокинулася втомився втомилася захворів
    захворіла болить працювати працюю працює працював навчатися вчуся купити купив купила продати продав
    коштує грошей гривень гривня дорого дешево допомога допомогти дякуємо пробач пробачте вітаємо ласкаво
    просимо щасливо бувайте цілую кохаю люблю любиш подобається сподобалось ненавиджу хочемо хочете можемо
    можете мусиш мусимо повинен повинна варто дороблю дороби робимо роблять зробимо зробити зробила зламався
    зламалося полагодити пограти погуляти погуляємо погана поганий поганого велика великий мала малий стара
    старий перша перший остання останній наступна наступний правильно неправильно брехня серйозний звичайний
    справжній однаково дарма чарівно капець шось шого хлопче братику сонечко`,
  be: `і ў у на не што як гэта мы вы я ты ён яна яно яны але ці дзе калі чаму хто там тут так не добра дзякуй прывітанне вітаю ласка
    сёння заўтра учора ноч дзень ёсць няма быў была было будзе буду магу хачу ведаю трэба вельмі ужо яшчэ толькі таксама з да па
    мне табе яму нам вам мяне цябе яго іх усё усе нічога ніхто хтосьці зараз потым ну вось сябры людзі дома працую гуляць`,
  bg: `и в във не на аз съм е си сме сте са той тя то те ние вие с със че а по това този тази тези за от до но или как
    кога къде ако вече много още само себе мен ми теб ти него му нея нас ни вас ви тях им беше бяха бъде ще няма има нямам
    имам имаш да не ами ето там тук сега после тогава винаги никога нищо никой нещо някой какво кой коя кои защо колко
    всичко всички трябва мога можеш може искам искаш иска знам знаеш знае разбрах разбирам мисля казвам казва каза виждам
    видях чувам правиш прави правя отивам отива хайде здравей здрасти здравейте чао благодаря мерси моля извинявай съжалявам
    добре лошо по-добре супер яко брат хора момчета приятел днес утре вчера сутрин вечер тази нощ ден час минути време
    година играя играем играе игра ям спя работа училище вкъщи гладен студено нов нова друг един два три четири пет десет
    просто изобщо разбира сигурно наистина май може би пак отново чакай виж слушай скоро мой моя твой след преди без над
    под между през какво става лека нощ рожден честит честито честита включи изключи няма проблем проблеми кафе стая човек какъв каква колкото стига
    спри дай донеси вземи прати пращам пратих чакам чакаме чакайте викам вика викат вали слънце дъжд студ топло майка баща
    сестра баба дядо дете деца жена мъж момче момиче жената мъжа детето момчето момичето къща къщата колата вратата
    телефона компютъра сървъра линка играта звука екрана парите водата хляб вода бира пица чай ядене пиене струва скъпо
    евтино лева пари купих продавам платих спах спи спим легнах ставам станах тръгвам тръгнах дойдох дойде идвам идваш
    идва идваме излизам влез влизам влизай излез върни връщам пиша пишеш пише пиши писах чета слушам слушай слушаш гледам
    гледаш гледай гледах видя чу чух говоря говориш говори млъкни бързо бавно лесно трудно голям голяма голямо малък малка
    малко цял цяла цяло целия цялата всеки всяка всяко поне дори обаче понеже затова защото докато откакто довечера снощи
    сутринта вечерта днеска утре вдругиден понеделник вторник сряда четвъртък петък събота неделя пак пада падна паднаха
    счупи счупих загубих загубихме спечелих спечелихме победа бие бих убих умрях умря контролно изпит домашно даскало учител
    учителка клас урок познавам познаваш харесва харесвам обичам обичаш мразя честно сериозно глупак глупости нормално
    странно смешно хубав хубава хубаво хубави лош лоша готов готова готово айде ела елате кажи кажете дръж брей бате пич
    мацка копеле`,
  sr: `и у на се је да не то за од до са с по из али или јер као што шта ко ја ти он она ми ви они ме мене те тебе га
    нас вас их му јој нам вам им мој моја моје твој наш ваш овај тај ово сам си смо сте су био била било били бити буде
    имам имаш има имамо радим радиш ради идем идеш иде идемо могу можеш може хоћу нећу ћу ћеш ће знам знаш зна кажем каже
    рекао видим видиш мислим чујем чујеш разумем ништа нико никад нешто неко све сви још већ увек много мало више само
    овде тамо ту сад сада данас сутра јуче вечерас ноћ лаку јутро добро дан сат минута време година ћао здраво хвала молим
    извини брате људи кад где зашто који која колико играмо игра један два три четири пет нисам није нисмо немам нема немој
    ако како опет онда
    чекај чекајте дођи дођите долазим стижем крени крећем једем јео пије пијем спавам спавај устао устала мама тата отац
    мајка сестра баба деда дете деца жена човек људе девојка дечко кућа кући посао послу школа школи новац паре кошта
    скупо јефтино купио купила продајем пошаљи пошаљите шаљем послао линк звук екран вода пиво пица чај ручак вечера
    киша пада пао пала сунце хладно топло брзо споро лако тешко велики велика мали мала цео цела сваки сваку бар чак ипак
    зато јер док откад синоћ ујутру увече понедељак уторак среда четвртак петак субота недеља изгубили победили губимо
    слушај слушам гледај гледам гледао пишем пишеш пиши причам причај ћути разумеш свиђа волим волиш мрзим озбиљно глупо
    лепо лепа леп лош лоше готов готово ајде хајде реци реците драго извините опрости уради урадио почиње почели`,
  mk: `и во на се да не е тоа за од до со по или бидејќи како што кој која јас ти тој таа ние вие тие ме мене те тебе го
    него ја неа нè нас ве вас им нив мој моја мое твој наш ваш овој оваа ова тие сум си сме сте сум бил била било биле биде
    имам имаш има имаме нема немам правам правиш прави одам одиш оди одиме можам можеш може сакам сакаш сака ќе знам знаеш
    знае кажи кажува рече гледам гледаш видов мислам слушам слушаш разбирам ништо никој никогаш нешто некој сите уште веќе
    секогаш многу малку повеќе само овде тука таму сега денес утре вчера вечерва ноќ лека добро утро ден час минута време
    година здраво фала благодарам молам извини брат луѓе кога каде зошто колку играме игра еден два три четири пет ако пак
    потоа чекај дојди доаѓам јадам спијам работа дома пријател убаво лошо готово ајде нели туку дека`,
};
