/** As `germanicWords`. */
export const romanceWords: Readonly<Record<string, string>> = {
  fr: `l' d' j' qu' n' s' c' t' m' le la les un une des du de d'un d'une l'on au aux et ou mais donc car ni
    que qui quoi dont où si je j'ai j'suis j'arrive j'étais tu t'es t'as il elle on nous vous ils elles me m'a
    te se lui leur leurs y en mon ma mes ton ta tes son sa ses notre nos votre vos ce cet cette ces ça ca cela
    c'est c'était c'est-à-dire cest qu'il qu'on qu'est qu'un n'est n'a n'importe d'accord dacc suis es est
    sommes êtes sont étais était étaient été être ai as a avons avez ont avais avait avaient eu avoir fais
    fait faites font faire vais va allons allez vont aller viens vient venez venir peux peut pouvez peuvent
    pouvoir veux veut voulez veulent vouloir dois doit devez faut sais sait savez vois voit voir vu dis dit
    dites dire mets met mettre prends prend pris crois pense trouve aime pas plus jamais rien personne
    quelqu'un quelque chose tout tous toute toutes même aussi encore déjà toujours souvent bien mal mieux très
    trop peu beaucoup assez ici là bas avec sans pour par dans sur sous entre chez vers avant après depuis
    pendant contre comme quand comment pourquoi combien quel quelle quels lequel oui ouais ouai non nan bah
    ben bon alors enfin genre voilà salut bonjour bonsoir bonne nuit coucou merci stp svp s'il plaît plait
    désolé désolée pardon mdr ptdr lol jsp jpp tkt osef pk pq bcp rn wesh frère frérot mec meuf gars gens amis
    demain aujourd'hui hier soir matin midi heure heures minutes secondes temps jour jours semaine an ans
    année maintenant tard tôt bientôt vite jouer joue joues jouez manger mange dormir dors boulot travail
    école maison faim froid chaud fatigué grave franchement carrément vraiment juste seulement peut-être sûr
    vrai faux nouveau nouvelle grand petit autre autres premier deux trois quatre cinq six sept huit dix
    attends attendez regarde regardez écoute entend entendez entends laisse tomber arrête arrêtez marche
    chiant nul ouf truc trucs fou folle putain ptn merde bordel anniversaire bienvenue là-bas j'en j'y
    t'inquiète l'a l'ai d'avoir d'être pcq parce puis ensuite revoir passe passé rame plein moi toi eux
    presque finir fini finis fin quête épée boss partie parties équipe serveur chaîne salon lien photo vidéo
    chanson musique ordi portable téléphone batterie clavier souris casque caméra allume éteins coupe baisse
    monte sors sortir sort sortie rentre rentrer rentré reste rester resté reviens revient revenir tombe
    tombé perdu perdre gagné gagner gagne acheter acheté coûte cher payer argent euros voiture train métro
    bouchons rue ville pays monde chien chat père mère sœur soeur fille garçon enfant enfants copain copine
    pote potes chef prof cours exam exams examen examens devoirs fac lycée café thé bière eau pain fromage
    pizza courses vaisselle douche lit chambre cuisine porte fenêtre rouge bleu vert noir blanc malade content
    contente triste énervé drôle nulle génial super bizarre moche beau belle joli facile difficile possible
    impossible dur dure vieux vieille jeune prochain prochaine dernier dernière lundi mardi mercredi jeudi
    vendredi samedi dimanche matinée après-midi soirée noël vacances week-end weekend rdv souviens oublie
    oublié compris comprends comprend comprendre connais connaît appelle appelles demande demandé répond
    réponds répondre parle parles parler parié pari sert dû héberge vas-y allons-y laisse-moi moi-même
    celui celle ceux chaque plusieurs plutôt surtout sinon ainsi sauf ensemble c t koi ke pr stylé styl
    mare neige soleil fort`,
  es: `el la los las un una unos unas lo al del de y e o u pero sino porque que qué quien quién quienes cual
    cuál como cómo cuando cuándo donde dónde cuanto cuánto si sí no ni yo tú tu él ella nosotros nosotras
    ustedes vosotros ellos ellas me te se nos os le les mi mis tus su sus nuestro nuestra mío mía tuyo esto
    esta este estos estas eso esa ese esos esas aquello aquel soy eres es somos son sois era eras eran fue
    fueron sido ser estoy estás está estamos están estaba estaban estuvo estar he has ha hemos han había hay
    hubo haber tengo tienes tiene tenemos tienen tenía tener hago haces hace hacemos hacen hacer hecho hizo
    voy vas va vamos van ir iba vengo viene ven puedo puedes puede podemos pueden poder quiero quieres quiere
    queremos quieren querer sé sabes sabe saben saber digo dices dice dicen decir dije dijo veo ves ve ver
    visto creo cree crees pienso parece gusta gustan debo debe debes nada nadie nunca algo alguien alguno todo
    toda todos todas mismo misma también tampoco todavía ya aún siempre muy mucho mucha muchos poco más menos
    bien mal mejor peor aquí acá ahí allí allá con sin para pa por en entre sobre hasta desde hacia contra
    según antes después luego entonces ahora ahorita hoy mañana ayer noche noches tarde tardes día días hora
    horas minutos rato momento semana año años tiempo hola buenas buenos adiós chao gracias porfa favor perdón
    perdona disculpa jaja jajaja jajajaja jeje jejeje jsjs wey güey guey we che bro tío tía amigo amigos
    chicos chicas gente hermano parce mano pana vale dale órale ándale bueno claro obvio igual verdad cierto
    neta jugar juegan juego jugamos jueguen partida comer duermo dormir trabajo escuela clase casa hambre frío
    calor sueño cansado lindo bonito feo genial chido padre guay mierda puta carajo joder coño pinche verga
    cumpleaños feliz espera espérame esperen mira miren oye oigan escucho escuchan escuchar entiendo entiende
    entendí pasa pasó pasando quedó cayó necesito nuevo nueva otro otra otros primero dos tres cuatro cinco
    seis diez solo sólo casi xq pq tmb q k dnd aca ahi asi así vaya venga ojalá saludos nomás apenas quizás
    quizá seguro buen buena alguna cosa cosas vez veces mundo cara sigues sigue seguir despierto despierta
    acaba acabó acabar batería celular móvil teléfono compu teclado pantalla auriculares cámara prende prender
    apaga apagar sube baja bajar subir terminar terminé terminó termina misión jefe espada equipo servidor
    canal enlace link foto canción música cena almuerzo desayuno café té cerveza agua pan perro gato coche
    carro auto tráfico calle ciudad país madre papá mamá hijo hija niños niño novia novio profe exámenes
    examen tarea prepa universidad trabajar trabajando dinero plata pesos euros cuesta caro barato comprar
    compré pagar pagué ganar ganamos gané perder perdimos perdí ganó perdió matar mató murió muerto muerta
    vivo roto rota arreglar ayuda ayúdame ayudar empezar empezamos empieza salir salgo sale salió entrar entra
    entro entró llegar llego llega llegó llegué volver vuelvo vuelve volvió quedarse quedo queda dejar deja
    dejé déjame dejame llamar llama llamo llamas mandar manda mando mandé poner pongo pone puse traer trae
    tráeme traigo buscar busco busca encontrar encontré encuentro olvidé olvidar recuerdo recuerda acuerdo
    acuerdas hablar hablo habla hablas hablando preguntar pregunta respuesta respondió risa reír loco loca
    tonto tonta raro rara difícil fácil rápido lento imposible posible odio odia amo ama gustaría encanta
    contento triste enojado enfermo salud bienvenido bienvenidos fin finde lunes martes miércoles jueves
    viernes sábado domingo nose tmbn tambn pues hostia flipo mola molan apunto apuesta apuesto onda chida alto
    re
    pasaste pasé pasaron conectate conéctate conecta conectado boludo boluda pibe piba posta laburo laburar bondi
    guita mina chabón quilombo carnal morro chamba bacano chévere marico vaina gritar gritando grita callate cállate
    cállense espérenme espérate avísame avísenme pásame pásenme mándame mándenme dime díganme ayuden abre ciérralo
    bájale súbele prendé datos cargador audífonos ratón sonido llamada empate remontada penal arquero portero árbitro
    cancha barrio colectivo subte metro camión moto bici
    despacio grande pequeño amiga primo prima hermana temprano lluvia sol playa fiesta tren autobús primer puerta
    porta bicicleta carne leche arroz pollo reales content`,
  pt: `o a os as um uma uns umas do da dos das no na nos nas num numa ao à aos às pelo pela de em e ou mas
    porque pois que quê quem qual quais como quando onde aonde quanto se sim não nao ñ nem eu tu você voce vc
    vcs vocês ele ela nós gente eles elas me te lhe meu minha meus minhas teu tua seu sua seus suas nosso
    nossa dele dela isto isso aquilo este esta esse essa aquele aquela sou és é somos são era eram foi foram
    sido ser estou tô to estás está tá ta estamos estão tão estava tava estavam estar tenho tens tem têm tinha
    ter tive teve faço faz fazem fazer fazendo fez fiz vou vais vai vamos vão ir indo ia venho vem vir posso
    podes pode podem poder quero quer querem sei sabe sabem saber digo diz dizem dizer disse vejo vê ver vi
    viu acho acha achei gosto gosta preciso precisa nada ninguém nunca algo alguém alguem algum alguma tudo
    todo toda todos todas mesmo mesma também tambem tb tbm ainda já sempre muito muita muitos mt pouco mais
    menos bem mal melhor pior aqui ali lá cá aí ai com sem para pra pro por entre sobre até desde contra antes
    depois então entao agora hoje amanhã amanha ontem noite tarde dia dias hora horas minutos semana ano anos
    tempo oi olá ola opa eai boa bom tchau obrigado obrigada obg vlw valeu favor desculpa desculpe pfv pf kkk
    kkkk kkkkk kkkkkk rs rsrs mano cara galera pessoal amigo amigos véi vei tmj blz beleza fechou falou claro
    verdade certo certeza jogar joga jogando jogo partida comer dormir trabalho escola aula casa fome frio
    calor sono cansado legal massa bonito feio merda porra caralho puta foda aniversário parabéns feliz espera
    olha olhem ouvindo ouvir ouço escuta entendi entendo entendeu aconteceu acontecendo caiu novo nova outro
    outra primeiro dois duas três quatro cinco seis dez só so quase pq oq hj cmg ctg dps nd msm fds pera perai
    deixa manda pega pegou peguei coisa coisas vez vezes mundo saudade fixe bué pá giro malta puto fazes chega
    chegou tipo assim ué ata celular telemóvel bateria teclado tela fone câmera liga ligar desliga desligar
    baixa baixar sobe subir terminar terminei terminou acabei acabou acabar missão chefe espada equipe equipa
    servidor canal link foto música jantar jantei jantaste almoço almoçar café cerveja água pão cachorro gato
    carro ônibus autocarro trânsito rua cidade país pai mãe irmão irmã filho filha crianças namorada namorado
    professor provas prova lição faculdade trabalhar trabalhando dinheiro reais euros custa caro barato
    comprar comprei pagar paguei ganhar ganhamos ganhei perder perdemos perdi matar matou morreu morto morri
    vivo quebrou arrumar ajuda ajudar começar começou sair saio saiu sai entrar entra entro entrou chegar
    chego cheguei voltar volto volta voltou ficar fico fica ficou deixar deixei chamar chama mandei colocar
    coloca trazer traz trago procurar encontrar esqueci esquecer lembro lembra falar falo fala falei falando
    pergunta resposta rir rindo ri louco doido burro estranho difícil fácil rápido devagar lento impossível
    possível odeio amo ama gostaria adoro contente triste doente saúde bem-vindo segunda terça quarta quinta
    sexta sábado domingo fim q falta faltou faltando irada irado dentro errado errada preso presa apostar
    aposto atrasa atrasado acordado acordada usa usar hospeda saudades jeito mds sla slk pdc né ne fds! mto
    mta
    gritar gritando grita cadê caí caindo net netzinha mutado mutar desmuta carregador fones som áudio ligação ganhou
    empate virada pênalti goleiro juiz torcida metrô carona moto bicicleta uber grana conto vendi vender janta lanche
    leite arroz feijão carne frango vó vô tio tia primo prima amiga vizinho professora tarefa trampo serviço cansada
    chovendo chuva sol praia festa anteontem cedo grande pequeno maneiro bacana zoado zoeira treta mané otário maluco
    chato chata véio parça mermão caraca caramba
    passar porta tren rico`,
  it: `l' d' c' un' dell' all' nell' sull' dall' quell' il lo la i gli le un uno una del dello della dei degli
    delle al allo alla ai agli alle dal dalla nel nella nei sul sulla col di a da in con su per tra fra e ed o
    ma però anche perché che chi cosa cos'è quale come quando dove quanto se sì si no non né io tu lui lei noi
    voi loro mi ti ci vi me te ce ve ne mio mia miei mie tuo tua suo sua nostro vostro questo questa questi
    queste quello quella quelli sono sei è siamo siete era eri erano stato stata essere sto stai sta stiamo
    stanno ho hai ha abbiamo avete hanno avevo aveva avere avuto faccio fai fa facciamo fanno fare fatto vado
    vai va andiamo andate vanno andare andato vengo vieni viene venire posso puoi può possiamo potete possono
    voglio vuoi vuole vogliamo volete devo devi deve dobbiamo dovete so sai sa sappiamo sapere dico dici dice
    dire detto vedo vedi vede vedere visto credo penso pensi sembra piace niente nulla nessuno mai qualcosa
    qualcuno qualche tutto tutta tutti tutte stesso ancora già sempre molto molta molti poco più meno bene
    male meglio peggio qui qua lì là senza sopra sotto fino prima dopo poi allora adesso ora oggi domani ieri
    sera stasera notte mattina giorno giorni ore minuti settimana anno anni tempo ciao salve buongiorno
    buonasera buonanotte grazie prego scusa scusate perdonami ahah ahaha ahahah ahahaha boh beh mah dai daje
    raga ragazzi amico amici fratello zio bello bella brutto figo cazzo merda porca minchia vaffanculo
    compleanno auguri aspetta aspettate guarda guardate senti sento sentite sentire capito capisco capite
    succede successo giocare gioca giochi gioco giochiamo partita mangiare dormire lavoro scuola casa fame
    freddo caldo sonno stanco nuovo nuova altro altra altri primo due tre quattro cinque dieci solo quasi
    proprio davvero veramente certo vero ovvio giusto infatti quindi comunque magari forse insomma c'è c'era
    dov'è com'è l'ho l'hai l'ha m'ha t'ho un'altra cmq nn xke qlc tvb pure roba volta volte mondo sveglio
    sveglia telefono telefonino batteria tastiera schermo cuffie camera cucina accendi accendere spegni
    spegnere alza abbassa finire finito finisco finisci missione capo boss spada squadra canale link foto
    canzone musica cena pranzo colazione caffè birra acqua pane cane gatto macchina auto treno traffico strada
    città paese padre madre papà mamma figlio figlia bambini ragazza ragazzo moglie marito prof esami esame
    compiti università lavorare soldi euro costa costano caro economico comprare comprato pagare pagato
    vincere vinto vinciamo perdere perso uccidere ucciso morto morta morire vivo rotto aiuto aiutami aiutare
    iniziare inizia iniziato inizio cominciare comincia uscire esco esce uscito entrare entro entra entrato
    arrivare arriva arrivato tornare torno torna tornato restare resto rimango rimasto lascia lasciare
    chiamare chiama chiamo manda mandare mandami mettere metto mette messo portare porto porta portami
    prendere prendo prende preso cercare cerco trovare trovato dimenticato ricordo ricordi parlare parlo parla
    parli domanda risposta ridere risate matto pazzo scemo strano difficile facile veloce lento impossibile
    possibile odio amo ama piacerebbe adoro contento triste malato salute benvenuto lunedì martedì mercoledì
    giovedì venerdì sabato domenica fine manca mancano subito sbagliato sbagliata scarso scarsi muoviti state
    scommetto ritardo pronto pronta pronti personaggio usi usare fammi dammi dimmi tranquillo quanta spegnilo
    bloccato figata
    mare fila amica grande piccolo pioggia sole spiaggia festa`,
  ro: `și si sau dar că ca să sa nu da un o niște eu tu el ea noi voi ei ele mă ma te se îl îi le ne vă mi ți
    și-a meu mea tău ta său nostru acest această asta aia ăsta ăla sunt ești este e suntem sunteți era eram am
    ai are avem aveți au avut fi fost fac faci face facem făcut merg mergi merge vin vii vine pot poți poate
    putem vreau vrei vrea știu știi știe stiu stii zic zici zice zis văd vezi vede cred crede nimic nimeni
    niciodată ceva cineva tot toată toți toate același încă deja mereu foarte mult multă mulți puțin mai bine
    rău aici acolo cu fără pentru prin din în pe la de până după înainte atunci acum azi mâine ieri seară
    diseară noapte dimineață zi zile ore minute an ani timp salut bună buna mulțumesc multumesc mersi merci
    scuze pardon haide hai bă frate fratele băieți fetelor ce cine cum când unde cât care dacă joc joacă juca
    mâncare dorm somn casă foame frig nou nouă alt alta doi trei patru cinci zece doar cam chiar stai stați
    uite auzi aud auzit înțeleg înțeles întâmplat lasă gata nicio nici într-o dintr-o n-am n-are s-a m-am
    te-ai i-am l-am ți-am mi-a ne-am v-am într asa așa pula dracu naiba mișto tare super termin terminat
    termina telefon baterie tastatură ecran cameră camera căști oprește pornește misiune șef sabie echipă
    server canal link poză melodie muzică cina cină prânz cafea ceai bere apă pâine câine câinele pisică
    mașină tren trafic stradă oraș țară tata mama soră copil copii prieten prietenă prof examen examene teme
    facultate bani lei costă scump ieftin cumpăr cumpărat plătesc câștigat pierdut murit mort stricat ajutor
    ajută încep începe începem ies iese intru intră venit plec plecat rămân rămas sună trimite pune pun adu
    aduc caut găsit uitat țin minte vorbesc vorbește întrebare răspuns râd prost ciudat greu ușor repede încet
    imposibil posibil urăsc iubesc place fericit trist supărat bolnav bun luni marți miercuri joi vineri
    sâmbătă duminică trebuie greșit treaz sfârșit scap scăpat fugit bag`,
  ca: `l' d' n' s' m' t' el la els les un una uns unes del dels al als i o però perquè que què qui quin quina com quan on quant si sí no ni
    jo tu ell ella nosaltres vosaltres ells em et es ens us li meu meva teu teva seu seva nostre això allò aquest aquesta
    aquell sóc ets és som sou són era eren estic està estem estan he has ha hem heu han tinc tens té tenim tenen faig fas
    fa fem fan fer fet vaig vas va anem aneu van anar puc pots pot podem vull vols vol volem sé saps sap dic dius diu
    veig creus crec res ningú mai alguna algú tot tota tots totes també encara ja sempre molt molta molts poc més menys
    bé mal millor aquí allà amb sense per a fins des abans després llavors ara avui demà ahir nit vespre tarda dia dies
    hores minuts setmana any anys temps hola bon bona adéu gràcies merci si us plau perdó sisplau noi nois gent doncs
    espera mira escolta entenc passat jugar jugueu joc partida menjar dormir feina casa gana fred calor nou nova altre
    dos tres quatre cinc només gairebé potser segur vinga clar
    sento sents sent sentir gens sopar sopant dinar esmorzar espereu passa passar passeu enllaç enllaços demana
    demanar costa costen diners euros car barat examen examens professor escola institut germà germana mare pare fill
    filla avi àvia home dona nens noia xic xica amic amics amiga company cotxe tren autobús carrer ciutat poble porta
    finestra llum aigua cervesa cafè pa carn peix gos gat plou pluja neu sol fora dins dalt baix davant darrere ràpid
    lent fàcil difícil impossible gran petit petita vell vella jove primer última dilluns dimarts dimecres dijous
    divendres dissabte diumenge guanyat guanyar perdut perdre mort matar viu trencat arreglar cansat cansada avorrit
    content trist boig bogeria tonto parla parlar parleu calla calleu digues dona'm ajuda ajudar tothom veritat
    mentida`,
};
