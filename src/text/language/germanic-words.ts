/**
 * Words that chat in a language is full of, by base tag: in lower case, with their accents. Words that mean something in
 * several languages stand in the list of each; what all of them borrow is in `everybodysWords`.
 */
export const germanicWords: Readonly<Record<string, string>> = {
  en: `the and you that it is was for are with his they this have from had not but what all were when we there
    can an your which their said if do will each about how up out them then she many some so these would other
    into has more her two like him see could no make than been its who now people my made over did down only
    way find use may long little very after words just where most know get through back much before go good
    new our me too any day same right look think also around another came come work three must because does
    part even place well such here take why things help put years away again off went old number great tell
    men say small every found still between name should mr home big give set own under read last never us left
    end along while might next something those both got don't didn't doesn't isn't wasn't aren't can't cannot
    won't wouldn't couldn't shouldn't haven't hasn't i'm i've i'll i'd you're you've you'll he's she's it's
    we're we've we'll they're they've that's there's what's who's let's dont didnt doesnt isnt wasnt cant wont
    wouldnt couldnt havent im ive ill youre hes shes thats theres whats lets gonna wanna gotta kinda lemme
    gimme dunno yeah yep yup nope nah hey hello thanks thank thx please pls anyone someone everyone everybody
    nobody anything everything nothing really actually literally maybe probably sure want need going being
    having doing getting trying saying playing talking watching waiting looking working making coming taking
    thought told called ready later tonight tomorrow yesterday today morning night guys dude dudes mate bruh
    man guy girl kid stuff thing lot bit time week game games play played friend friends love hate feel bad
    best better worst worse nice cool funny weird dumb stupid crazy awesome amazing sorry wait stop start stay
    leave hear heard listen speak talk call ask answer happen happened happening mean means meant guess hope
    wish believe understand remember forget forgot matter care idea question problem fine yes oh ok damn hell
    fuck fucking shit nvm tho cuz already always almost yet once twice ago since until without against enough
    else instead together ever whole at on of in to be as by or one he am a i eat eating ate food sleep asleep
    tired hungry bored busy late early sick dead alive stuck broken lost lose win won wins fight run kill
    killed buy bought sell gave given open close closed turn turned keep kept show watch seen saw try tried
    bring bro sis dad mom mum house room door car school class homework job money phone computer screen
    keyboard mouse mic mute muted unmute volume loud quiet sound voice music song movie episode video picture
    page site link rain cold hot warm snow weather head hand carry finish finished boss ridiculous host
    hosting closer sword quest pass stream starts starting ends coffee tea dinner lunch breakfast patch
    anyone's laptop exam test traffic sounds plan wrong channel bless recording reads camera bucks price cost
    worth buying paying skin skins imagine annoying roommate dog cat walk walking drive driving ride bus train
    plane flight trip travel beach party drink drinks beer wine water shower bed hair face eyes hands feet
    clothes shirt shoes red blue green black white yellow purple color light dark side front behind inside
    outside upstairs downstairs near far fast slow easy hard difficult simple free full empty clean dirty
    cheap expensive true false real fake young happy sad angry scared afraid proud whatever whenever wherever
    somehow somewhere someday sometimes usually often during though either neither whether unless except
    besides anyway btw shut okay alright gosh jeez dang heck bye goodbye cya gn gm`,
  de: `der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber denn weil wenn
    dass ob ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihn ihnen mein meine meinen dein
    deine deinen sein seine unser unsere euer eure bin bist ist sind seid war warst waren wäre hab habe hast
    hat haben habt hatte hatten hätte werde wirst wird werden wurde würde kann kannst können könnt konnte
    könnte muss musst müssen musste soll sollst sollte will willst wollen wollte möchte mag darf nicht nichts
    nix nie niemand jemand etwas alles alle auch noch nur schon mal doch ja nein nö nee ne jo jup joa halt
    eben eigentlich vielleicht wahrscheinlich bestimmt sehr viel wenig mehr hier da dort heute morgen gestern
    abend nacht früh spät später jetzt gleich dann danach immer wieder was wer wie wo wann warum wieso welche
    welcher mit von zu zum zur auf an am im in ins aus bei beim nach vor über unter für gegen ohne um durch
    bis seit geht gehts gehen gehe geh komm komme kommt kommst kommen mach mache machst macht machen gemacht
    sag sage sagt sagst sagen gesagt weiß weißt weiss wissen glaub glaube denke denk finde finden gut gute
    guten schlecht besser geil krass nice schön danke bitte hallo hi moin servus tschüss ciao naja digga
    digger alter alta junge leute mann jungs ey boah achso ach aha genau stimmt klar okay egal ahnung spielen
    spielt spiel zocken zockt runde essen schlafen schlaf arbeit schule zeit lust bock kurz lange lang echt
    wirklich ganz einfach so als also dieser diese dieses dabei dafür davon damit daran darauf darüber drauf
    dran ihrs hörst hören hört hör seh sehe sieht sehen gesehen guck schau schauen lass lassen lasst warte
    wartet warten gerade grad bissl bisschen neu neue neuen alt erste erst zwei drei vier fünf zehn minuten
    stunde stunden tag woche jahr geburtstag glückwunsch sorry leider gerne gern hätt wär vllt vlt kp bzw mfg
    lg hdl wtf jemanden irgendwie irgendwas irgendwo überhaupt trotzdem außer weg wegen weiter rein raus
    runter hoch oben unten links rechts zurück fertig bringst bring kaffee tee bier wasser hund katze auto
    bahn bus zug straße stau handy akku rechner maus tastatur kopfhörer ton laut leise lauter leiser prüfung
    klausur uni chef kollege kumpel freund freundin bruder schwester mutter vater mama papa kind kinder
    familie haus wohnung zimmer küche bett tür fenster geld euro kostet kosten teuer billig kaufen gekauft
    verkauft bezahlt hunger durst müde krank gesund tot lebt gewonnen verloren verlieren gewinnen schaffen
    geschafft schafft schaff klappt geklappt geht's läuft ging angefangen anfangen fängt aufhören steh
    stehe steht stehen sitz sitze liegt liegen bleib bleibe bleibt bleiben bleibst denkst dachte gedacht
    meinst meint meinte gemeint hoffe hoffentlich wünsche freu freue liebe lieb hasse scheiße scheiß verdammt
    mist quatsch blöd dumm doof lustig witzig komisch seltsam schlimm schade endlich plötzlich manchmal
    meistens oft selten nochmal wurscht komplett total richtig falsch ding dinge sache sachen frage antwort
    problem idee ort stadt land welt deutsch englisch ostern weihnachten sommer winter heiß warm kalt nass
    regen regnet schnee sonne`,
  nl: `de het een en of maar want omdat als dat dit die deze ik jij je u hij zij ze wij we jullie mij me jou
    hem haar ons hun mijn m'n jouw zijn z'n onze ben bent is was waren heb hebt heeft hebben had hadden word
    wordt worden werd kan kun kunt kunnen kon moet moeten moest mag mogen zal zul zullen zou zouden wil wilt
    willen wilde niet niks niets nooit niemand iemand iets alles alle ook nog alleen al eens even wel toch ja
    nee nou joh hoor misschien waarschijnlijk heel veel weinig meer hier daar er vandaag morgen gisteren avond
    vanavond nacht vroeg laat later nu zo dan straks altijd weer wat wie hoe waar wanneer waarom welke met van
    naar aan op in uit bij voor over onder tegen zonder om door tot sinds tijdens ga gaat gaan ging kom komt
    komen kwam doe doet doen gedaan zeg zegt zeggen gezegd zei weet weten wist denk denkt denken dacht vind
    vindt vinden goed goede slecht beter leuk lekker mooi dank bedankt dankje dankjewel alsjeblieft hallo hoi
    hey doei dag goedemorgen goeiemorgen goedenavond welterusten slaap gast kerel jongens man echt gewoon best
    eigenlijk natuurlijk precies klopt prima geen idee zin tijd spelen speelt spel potje eten slapen werk
    school huis kort lang snel snap snapt begrijp hoort horen zie ziet zien gezien kijk kijkt kijken laten
    wacht wachten net beetje nieuwe nieuw oude oud eerste twee drie vier vijf tien minuten uur week jaar
    verjaardag gefeliciteerd helaas graag jammer haha volgens weg terug binnen buiten boven beneden links
    rechts anders ander andere zelf samen klaar genoeg helemaal gvd kut wtf jezelf eindelijk baas zwaard
    telefoon batterij leeg toetsenbord scherm koptelefoon camera aanzetten uitzetten harder zachter missie
    kanaal link foto muziek liedje avondeten lunch ontbijt koffie thee bier water brood hond kat auto trein
    bus file straat stad land vader moeder papa mama broer broertje zus zoon dochter kinderen vriendin vriend
    leraar tentamen tentamens toets huiswerk studie geld kost kosten duur goedkoop kopen gekocht betalen
    winnen gewonnen verliezen verloren doodgaan dood leeft kapot maken gemaakt help helpen begin beginnen
    begint weggaan vertrekken binnenkomen aankomen terugkomen blijf blijft blijven bel bellen stuur sturen
    gooi gooien zet zetten neem neemt nemen breng brengen zoek zoeken gevonden vergeten onthouden praat praten
    vraag antwoord lachen gek dom raar moeilijk makkelijk langzaam onmogelijk mogelijk haat hou houd houdt
    blij boos verdrietig ziek gezondheid welkom maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    weekend missen mist verkeerd verkeerde klinkt wedden wakker meestal speel iedereen elke elk vet gezeik
    kweet tis welk bijna ooit`,
  sv: `och att det som en ett på är av för med den till inte om han hon de dem vi ni jag du mig dig sig oss er
    min mitt mina din ditt dina sin sitt sina vår vårt våra deras hans hennes var vara varit har hade haft kan
    kunde ska skulle vill ville måste får fick blir blev bli gör gjorde göra gjort går gick gå gått kommer kom
    komma säger sa säga sagt vet visste veta tror trodde tycker tyckte ser såg se sett hör hörde höra tar tog
    ta men eller så när där här vad vem hur varför vilken vilket nu då sen sedan redan bara också även igen
    alltid aldrig kanske nog ju väl lite mycket många mer mest något någon några inget ingen inga allt alla
    andra annan samma själv ja jo nej nä tack snälla hej hejsan tjena tja hallå godnatt god natt morgon ikväll
    kväll idag imorgon igår tidigt sent senare snart länge bra dålig dåligt bättre kul roligt skönt fan jävla
    jävlar fy usch oj förlåt ursäkta spela spelar spel äta sova sover jobb jobbet skolan tid tiden dag dagar
    vecka år timme minuter bort hem hemma ute inne upp ner in ut över under efter före innan från hos genom
    mot utan mellan kring nya ny nytt gammal första två tre fyra fem tio grattis födelsedag folk killar bror
    snubbe allihopa vänta väntar kolla kollar fattar förstår strax håller verkar känns funkar precis riktigt
    typ asså alltså iaf eftersom ingenting någonting dom mej dej nån äntligen klar klara klart chef svärd
    telefon mobil batteri tangentbord skärm hörlurar kamera kameran sätt stäng höj sänk uppdrag kanal länk
    länken bild låt musik middag lunch frukost kaffe te öl vatten bröd hund hunden katt bil tåg buss trafiken
    gata stad land pappa mamma syster son dotter barn flickvän pojkvän kompis kompisar lärare tenta tentor
    plugga plugg pengar kostar dyrt billigt köpa köpt betala vinna vann vunnit förlora förlorade dö dog död
    lever trasig fixa hjälp hjälpa börja börjar börjat sluta slutar stanna stannar ring ringa skicka skickar
    släng lägg lägga ställ hämta leta hitta hittade glömde glömt minns prata pratar fråga svar skratta rolig
    dum konstig svårt lätt snabbt långsamt omöjlig omöjligt möjligt hatar älskar gillar glad ledsen arg sjuk
    sjukt välkommen måndag tisdag onsdag torsdag fredag lördag söndag helgen helg saknar fel låter vaken
    oftast aning orkar skynda snyggt snygg grym grymt najs schysst skit skiten prosit sitter fast strular
    ligger nere`,
  da: `og at det som en et på er af for med den til ikke om han hun de dem vi i jeg du mig dig sig os jer min
    mit mine din dit dine sin sit sine vores deres hans hendes var være været har havde haft kan kunne skal
    skulle vil ville må måtte får fik bliver blev blive gør gjorde gøre gjort går gik gå gået kommer kom komme
    siger sagde sige sagt ved vidste tror troede synes ser så se set hører hørte høre tager tog tage men eller
    når der her hvad hvem hvordan hvorfor hvornår hvilken hvor nu da allerede bare også igen altid aldrig
    måske nok jo vel lidt meget mange mere mest noget nogen nogle intet ingen alt alle anden andre samme selv
    ja nej tak hej hejsa godnat godmorgen morgen aften dag tidligt sent senere snart længe godt god dårlig
    dårligt bedre sjovt fedt nice lækkert fuck helvede undskyld beklager spille spiller spil spise sove
    arbejde skole tid uge år time minutter væk hjem hjemme ude inde op ned ind ud over under efter før fra hos
    gennem mod uden mellem nye ny nyt gammel første to tre fire fem ti tillykke fødselsdag folk drenge bror
    vent venter lige kigger fatter forstår virker præcis rigtigt ellers altså ingenting hva sgu skide
    ligegyldigt tilbage allesammen gerne burde kender hedder fordi hvis end både endelig færdig færdige chef
    sværd telefon mobil batteri tastatur skærm kamera tænd sluk skru mission kanal link linket billede sang
    musik aftensmad frokost morgenmad kaffe te øl vand brød hund hunden kat bil bus trafikken gade by land far
    mor søster søn datter børn kæreste ven venner lærer eksamen lektier penge koster dyrt billigt købe købt
    betale vinde vandt tabe tabte dø døde død lever ødelagt hjælp hjælpe begynde begynder stoppe ring ringe
    send sende smid læg hente lede finde fandt glemte glemt husker snakke snakker spørgsmål svar grine sjov
    dum mærkelig svært let hurtigt langsomt umulig umuligt muligt hader elsker glad ked vred syg velkommen
    mandag mandage tirsdag onsdag torsdag fredag lørdag søndag weekend mangler forkert lyder vågen aner tænder
    vidt alting
    helt sulten tørstig koldt varmt regner sne solen strømmen mobilen telefonen skærmen lyd lyden højere lavere film
    filmen serie serien kamp kampen runde runden taber købte billig bilen bussen toget hytte middag kammerat pige
    piger dreng mand kvinde barn prøve prøven stille rolig roligt ro lægge lagde sendte billedet smutter sidder ligger
    sover kedeligt mærkeligt underligt klamt nemt forresten egentlig selvfølgelig faktisk næsten pludselig træt enda
    henne`,
  nb: `og at det som en ei et på er av for med den til ikke om han hun de dem vi dere jeg du meg deg seg oss min mi mitt
    mine din ditt dine sin sitt sine vår vårt våre deres hans hennes var være vært har hadde hatt kan kunne skal skulle
    vil ville må måtte får fikk blir ble bli gjør gjorde gjøre gjort går gikk gå gått kommer kom komme sier sa si sagt
    vet visste tror trodde synes ser så se sett hører hørte høre tar tok ta men eller når der her hva hvem hvordan
    hvorfor hvilken hvor nå da så allerede bare også igjen alltid aldri kanskje nok jo vel litt mye mange mer mest noe
    noen ingenting ingen alt alle annen andre samme selv ja nei takk hei heisann morn godnatt natta morgen kveld dag
    i dag i går tidlig sent senere snart lenge bra dårlig bedre gøy kult fint fett faen jævla helvete unnskyld beklager
    spille spiller spill spise sove jobb jobben skole tid uke år time minutter bort hjem hjemme ute inne opp ned inn ut
    over under etter før fra hos gjennom mot uten mellom nye ny nytt gammel første to tre fire fem ti gratulerer dagen
    bursdag folk gutta bror vent venter se skjønner forstår virker akkurat riktig ellers altså hæ ass liksom jeg æ ikkje
    eg kva kem korsen hvis fordi enn både gjerne burde kjenner heter tilbake alle sammen skjer skjedde
    ennå enda helt sykt syk trøtt sliten sulten tørst kaldt varmt regner snør sola strømmen mobilen telefonen skjerm
    lyd lyden høyere lavere skru musikk film filmen serie serien kamp kampen runde runden vant tapte taper vinne kjøpe
    kjøpte koster penger billig dyrt bil bilen buss tog toget hytta middag frokost kaffe øl vann hund katt mamma pappa
    søster kompis kjæreste jente jenter gutt gutter mann kvinne barn lærer prøve prøven eksamen lekser mandag tirsdag
    onsdag torsdag fredag lørdag søndag stille rolig roe legge lagde sendte sende lenke lenken bilde bildet dytte drar
    dro stikker sitter ligger våkne våken sovner kjedelig morsomt rart ekkelt lett vanskelig umulig herregud fytti
    forresten egentlig selvfølgelig såklart faktisk nesten plutselig`,
};

/** Words that chat in any language borrows: they are no sign of one. */
export const everybodysWords = `ok okay kk lol lmao lmfao rofl xd xdd haha hahaha hahahaha gg ggwp wp ez gl hf glhf afk
  brb omg wtf bruh bro nice cool sorry hi hey hello ciao wow oof rip pog poggers poggies noob pro op nerf buff lag ping
  server discord bot game gamer stream streamer twitch youtube tiktok insta instagram whatsapp spotify netflix google
  minecraft fortnite valorant roblox steam xbox playstation ps pc gpu cpu fps rpg mmo dlc mod mods skin skins boss level
  lobby team squad party chat mic micro headset wifi internet online offline live video audio film gif meme memes emoji
  link url app update patch download usb pdf mb gb tb km kg cm mm min max h no stop start go top super mega ultra mini
  taxi hotel pizza sushi burger bar club radio tv email mail web blog ai nft ok oke okey aha oh ah eh hm hmm mhm uh um
  ups oops pff tsk shh bye thx ty pls plz admin mod mods ban kick mute spam troll hype cringe based sus fail win bug
  debug crash reset login account password hack cheat rank ranked elo dps hp xp tank heal carry support jungle mid feed
  gank smoke flash rush push camp aim headshot clutch ace combo fps tps vs iphone android windows linux apple microsoft
  tesla bmw mercedes anna maria max alex leo tom tim ben sam nina lena emma mia lisa kevin dave mike marco luca paul
  david daniel martin robert peter christian sandra marie sara laura julia eva berlin paris london madrid roma tokyo idk idc tbh imo imho btw rn ngl omw ikr smh afaik asap fr np ofc irl jk dm tba diy fyi
  eta aka bff fomo yolo icymi iirc ftw fwiw gtg g2g hmu ily nsfw tmi ttyl wyd hbu
  сервер бот чат канал микрофон микро телефон камера видео файл ник стрим онлайн лол кек хз норм ок окей мем аккаунт
  дискорд ютуб лаг интернет хаха ахах ахаха квест босс тема`;
