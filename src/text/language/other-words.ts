/** As `germanicWords`. */
export const otherWords: Readonly<Record<string, string>> = {
  tr: `bir bu şu o ve ile ya da de ki mi mı mu mü ama fakat çünkü için gibi kadar daha en çok az ben sen biz
    siz onlar beni bana benim seni sana senin onu ona onun bizi bize bizim sizi size sizin kendi var yok değil
    evet hayır tamam olur olmaz oldu olmuş oluyor olacak olsun olan olarak ne neden niye nasıl nerede nereye
    kim kimin hangi kaç zaman şey şimdi sonra önce hemen hep hiç hiçbir bile sadece belki galiba sanırım
    herhalde gerçekten cidden aynen tabii elbette lütfen teşekkürler teşekkür sağol sağolun eyvallah rica
    selam merhaba naber nasılsın nasılsınız günaydın iyi geceler akşamlar görüşürüz hoşçakal abi kanka knk
    kardeşim hocam lan ulan oğlum kızım arkadaşlar millet beyler adam bugün yarın dün akşam sabah gece gün
    saat dakika hafta yıl geliyorum geliyor geldim geldi gel gelin gidiyorum gidiyor gittim gitti git gidelim
    yapıyorum yapıyor yaptım yaptı yap ediyorum etti eder misin misiniz musun musunuz mısın mısınız biliyorum
    bilmiyorum biliyor istiyorum istemiyorum ister görüyorum gördüm gördün duyuyorum duyamıyorum anladım
    anlamadım anlamıyorum oynuyorum oynayalım oynar oyun oyuna oyunu oynamak yemek yiyorum uyku uyuyorum okul
    ev evde acıktım soğuk sıcak güzel kötü süper harika yeni eski başka ilk iki üç dört beş on bak bekle dur
    hadi haydi boşver neyse yani işte ayy amk aq mk sa as slm nbr tşk yav vallahi valla doğum kutlu herkes
    herkese kimse biri biraz her burada orada lazım gerek böyle şöyle öyle ise eğer rağmen dedim dedi diyor
    diye geldiğinde geç erken içinde üstünde bitti bitirdim bitir bitsin başla başladı başlıyor başlayalım
    telefon şarj şarjım klavye ekran kulaklık kamera kameranı aç kapat kıs görev kılıç takım sunucu kanal link
    linki resim şarkı müzik yemeği kahvaltı kahve çay bira su ekmek köpek kedi araba otobüs tren trafik
    trafikte sokak şehir ülke baba anne abla kardeş oğlu kızı çocuk çocuklar sevgili hoca sınav sınavlar ödev
    üniversite iş çalışıyorum para lira pahalı ucuz aldım aldı almak ödedim kazandık kazandım kaybettik
    kaybettim öldüm öldü ölmek yaşıyor bozuk yardım çık çıktı çıkıyorum girdim giriyorum gir gelirim
    dönerim döndü kal kaldım kaldı ara aradı atsana at attı gönder koy getir getirsene bul buldum unuttum
    hatırlıyorum konuş konuşuyor soru cevap gülüyorum deli aptal garip zor kolay hızlı yavaş imkansız mümkün
    nefret seviyorum sevdim mutlu üzgün kızgın hasta hoşgeldin pazartesi salı çarşamba perşembe cuma cumartesi
    pazar eksik kişi yanlış uyanık genelde karakter artık bilmiyom cok nasi guzel fark haber ver versene verdi`,
  fi: `ja on ei se että en et hän me te he minä mä sinä sä mun sun minun sinun mua sua minut sinut mulla sulla
    mulle sulle meidän teidän niiden tämä tää tuo toi ne nämä nää olen oon olet oot ole oo ovat oli olin olit
    olisi ollut olla mutta tai vai kun jos koska kuin niin myös kanssa vain vaan jo vielä aina koskaan ehkä
    varmaan kai ihan tosi todella hyvin paljon vähän enemmän kaikki kukaan mitään mitä mikä kuka missä milloin
    miksi miten minne joku jotain jokin nyt sitten sit tänään huomenna eilen illalla ilta aamu aamulla yö yötä
    päivä tunti minuutti viikko vuosi aika aikaa moi moro hei terve heippa kiitos kiitti anteeksi sori joo juu
    kyllä eipä eikä hyvä hyvää huono parempi kiva siisti vittu perkele saatana helvetti jätkät kaverit ihmiset
    tulen tulee tuu tulossa mennä meen menee menen käyn voi voin voit voisi haluan haluatko tiedä tiedän
    luulen sanoin sano näen nähdään kuulen kuulee teen tekee tehdä pitää täytyy pelata pelaan pelaako peli
    peliä syödä syömään nukkua nukkumaan töissä koulu kotona kotiin nälkä kylmä uusi uuden toinen yksi kaksi
    kolme neljä viisi kymmenen odota katso kuuntele kohta takaisin taas oikeesti siis niinku eli vaikka ennen
    jälkeen ilman valmis valmiina puhelin akku näppäimistö näyttö kamera päälle pois kanava linkki kuva biisi
    musiikki ruoka kahvi kahvia tee olut vesi leipä koira kissa auto juna bussi ruuhka katu kaupunki isä äiti
    veli sisko lapsi lapset tyttö poika opettaja koe kokeet läksyt raha rahaa maksaa kallis halpa ostaa ostin
    voittaa voitettiin voitin hävitä hävittiin hävisin kuolla kuoli kuolin rikki apua auta alkaa aloita
    aloitetaan lähteä lähden lähti tulla tuli jää jään soita lähetä laita laitoin ota otan etsi löysin unohdin
    muistan puhu puhuu kysymys vastaus hauska tyhmä outo vaikea helppo nopea hidas mahdoton mahdollista vihaan
    rakastan tykkään iloinen surullinen kipeä tervetuloa maanantai tiistai keskiviikko torstai perjantai
    lauantai sunnuntai puuttuu väärä hereillä mukana vihdoin loppuu ohi kaatua kaatui servu sama yhtään`,
  hu: `a az egy és hogy nem is ez azt ezt csak de meg már még ha van volt lesz vagy mint én te ő mi ti ők
    engem téged nekem neked neki nekünk velem veled vagyok vagyunk vannak voltam leszek lenne kell tud tudom
    tudod tudja akar akarok akarsz megy megyek mész jön jövök jössz gyere csinál csinálsz mond mondtam mondta
    lát látom láttad hall hallom hallasz értem érted gondolom hiszem szerintem mit ki kicsoda hol mikor miért
    hogyan milyen hány semmi senki soha valami valaki minden mindenki mindig nagyon sok kevés több itt ott
    most ma holnap tegnap este reggel éjszaka jó jót nap óra perc idő hét év szia sziasztok helló köszi
    köszönöm kérlek bocs bocsánat igen ja aha persze biztos talán tényleg komolyan pont várj nézd figyelj
    mindjárt vissza jól rossz jobb szuper tök faszom kurva basszus fiúk srácok tesó emberek játszani játszunk
    játék enni aludni alszom munka suli otthon éhes hideg új másik első két kettő három négy öt tíz akkor
    aztán után előtt nélkül boldog születésnapot történt mert ezért szóval azért úgy így kész telefon
    telefonom akku billentyűzet képernyő kamera kamerát kapcsold küldetés főnök kard csapat szerver csatorna
    link kép zene dal vacsora ebéd reggeli kávé kávét tea sör víz kenyér kutya macska autó vonat busz dugó
    dugóban utca város apa anya apu anyu testvér gyerek lány fiú barát tanár vizsga vizsgák házi egyetem pénz
    forint kerül drága olcsó venni vettem fizetni nyertünk nyertem vesztettünk meghaltam halott él elromlott
    segíts segítség kezdjük kezdődik indul elmegyek jöttem jött maradj maradok hívj küldj küld tedd hozz hozd
    keresek megtaláltam elfelejtettem emlékszem beszél kérdés válasz nevetek hülye furcsa nehéz könnyű gyors
    lassú lehetetlen lehet utálom szeretem szeretlek szomorú beteg üdv hétfő kedd szerda csütörtök péntek
    szombat vasárnap hiányzik ébren végre benne`,
  id: `yang dan di ke dari ini itu untuk dengan tidak tak nggak gak ga enggak ngga ada aku saya gue gua gw
    kamu kau lu lo elu dia kita kami kalian mereka apa siapa kapan dimana mana kenapa mengapa bagaimana gimana
    berapa sudah udah udh belum belom akan bakal lagi sedang masih bisa boleh harus mau pengen ingin tau tahu
    bilang lihat liat denger dengar main maen makan tidur kerja sekolah rumah pulang pergi datang dateng sini
    sana situ sekarang nanti tadi besok kemarin malam malem pagi siang sore hari jam menit minggu tahun waktu
    selamat halo hai makasih terima kasih tolong maaf sori iya ya yoi oke sip siap dong deh sih nih tuh kok
    kan lah aja saja doang banget sekali sangat juga atau tapi karena karna kalau kalo jadi jika seperti kayak
    kayaknya semua semuanya orang teman temen bang bro kak mas mbak wkwk wkwkwk wkwkwkwk anjir anjay bagus
    jelek keren lucu baru lama satu dua tiga empat lima sepuluh tunggu bentar sebentar coba jangan biar sama
    sampai sampe lebih kurang terus trus abis habis hampir mungkin pasti benar bener beneran punya ambil
    ngerti ulang dalam selesai selesain mulai hp batre keyboard layar kamera nyalain matiin misi bos pedang
    tim kanal link foto lagu musik sarapan kopi teh bir air roti anjing kucing mobil motor kereta bis macet
    jalan kota bapak ibu adik anak pacar guru ujian tugas kuliah uang duit harga harganya mahal murah beli
    bayar menang kalah mati hidup rusak tolongin bantu keluar masuk balik tinggal telepon kirim taruh bawa
    bawain cari nemu lupa inget ngomong ngobrol tanya jawab ketawa gila bodoh aneh susah gampang cepat lambat
    mustahil benci cinta suka senang sedih marah sakit senin selasa rabu kamis jumat sabtu ikut salah melek
    akhirnya cabut sibuk`,
  vi: `không có là và của tôi mình tao mày bạn anh em chị ông bà nó họ chúng ta ai gì đâu nào sao thế vậy này
    kia đó đây được rồi chưa đã đang sẽ thì mà nhưng vì nếu cho với ở trong ngoài trên dưới đến đi về lên
    xuống ra vào làm nói biết nghe thấy xem chơi ăn ngủ học muốn cần phải nên rất quá lắm nhiều ít hơn nhất
    cũng vẫn còn chỉ thôi nhé nha nhỉ hả ạ ơi à ừ vâng dạ chào cảm ơn xin lỗi ngon vui buồn tốt xấu đẹp mới cũ
    một hai ba bốn năm mười hôm nay mai qua tối sáng chiều đêm giờ phút ngày tuần tháng lúc khi chờ đợi quay
    lại nữa mấy mọi người các những con cái khong ko k dc đc vs mk bn ntn j trời đất vãi vl dm đm mạng lag bận
    xong cuối cùng điện thoại pin máy camera bật tắt nhiệm vụ trùm kiếm đội kênh link ảnh bài hát nhạc cơm phở
    cà phê trà bia nước chó mèo xe kẹt đường phố bố mẹ trai gái thầy thi tiền đồng giá rẻ đắt mua trả thắng
    thua chết sống hỏng giúp bắt đầu kết thúc gửi lấy mang tìm quên nhớ hỏi lời cười điên ngu lạ khó dễ nhanh
    chậm ghét yêu thích giận ốm thứ chủ nhật thiếu sai thức khuya bao nhiêu`,
};

/** In scripts whose languages letters alone don't tell apart. As `germanicWords`. */
export const otherScriptWords: Readonly<Record<string, string>> = {
  ar: `في من على إلى الى عن مع هذا هذه ذلك هو هي انا أنا انت أنت احنا نحن ما لا لم لن هل كيف كيفك وين أين ليش لماذا متى شو
    ايش إيش وش مين يا اليوم بكرة بكره امس أمس الان الآن هلق دلوقتي كمان ايضا بس لكن اذا إذا كل شي شيء حاجة مافي فيه عندي
    عندك عندنا مرحبا اهلا أهلا السلام عليكم صباح مساء الخير شكرا شكراً عفوا آسف اسف يلا والله ان شاء الله خلاص طيب تمام
    ايوه ايوة نعم لأ مش مو ليه ازاي ازيك عامل ايه كده حلو زين كويس شباب يعني علشان عشان بعد قبل حبيبي اخي راح رايح جاي
    بدي بدو عايز ابي أبي اريد أريد ممكن لازم شفت قلت كان كانت صار الحمد لله هههه ههههه هههههه لعب نلعب يلعب الليلة`,
  fa: `در به از که این آن را با است هست نیست بود می برای تا یا هم من تو او ما شما آنها چی چیه چه چرا کجا کی چطور چطوری خوبی
    خوب بد سلام خداحافظ مرسی ممنون لطفا ببخشید آره اره نه بله باشه بچه ها داداش امروز فردا دیروز امشب الان بعد قبل خیلی
    دیگه هنوز فقط همه هیچی کسی یکی بازی کنیم میکنم کنم کن میشه نمیشه میخوام نمیدونم میدونم دارم داری داره ندارم رفتم
    بیا برو اومدم شد شده گفتم دیدم صدا میاد نمیاد شب بخیر صبح تولدت مبارک عالی شدم خسته گرسنه
    خونه خانه بخوابم بخواب خواب میرم میری میره بریم برم رفت رفتی آمد اومد میام خواهش دوست دوستان رفیق آقا پسر دختر مامان بابا
    مدرسه کار پول آب غذا شام ناهار چند ساعت دقیقه وقت زود دیر سرد گرم بزرگ زیاد تمام تموم ندارم نکن بکن بگو نگو میگم میگه
    ندیدم نشد نشده باید شاید واقعا اصلا حتما دوباره همین همون اینجا اونجا`,
  ur: `ہے ہیں ہوں کا کی کے کو میں سے نے پر اور یہ وہ تم آپ ہم کیا کیوں کہاں کب کیسے کون نہیں ہاں جی تھا تھی تھے گا گی گے ہو
    رہا رہی رہے کر کرو کرتے کرنا بھی تو اب آج کل بہت اچھا ٹھیک شکریہ یار بھائی سلام خدا حافظ کچھ سب جاؤ آؤ چلو مجھے تجھے
    میرا تیرا ہمارا`,
  hi: `है हैं हूँ हूं हो का की के को में से ने पर और यह ये वह वो तुम आप हम मैं क्या क्यों कहाँ कहां कब कैसे कौन नहीं नही हाँ हां जी था थी थे
    गा गी गे रहा रही रहे कर करो करते करना भी तो अब अभी आज कल बहुत अच्छा ठीक धन्यवाद शुक्रिया यार भाई नमस्ते कुछ सब सबको जाओ आओ
    चलो मुझे तुझे मेरा तेरा हमारा अपना लिए साथ बाद फिर मत बस एक दो हुआ हुई लगता पता बात बोलो सुनो देखो किसने शुभ रात्रि आ जा`,
  mr: `आहे आहेत मी तू तुम्ही आम्ही तो ती ते हा ही हे काय का कुठे कधी कसे कसा कशी कोण नाही नको हो होता होती चा ची चे च्या ला ने
    मध्ये आणि पण तर आता आज उद्या काल खूप छान ठीक धन्यवाद नमस्कार मला तुला माझा माझी तुझा आमचा झाले झाला करा कर करतो येतो जातो
    सगळे भाऊ मित्रा बरं चला`,
  ne: `छ छन् छु छौ हो होइन म तिमी तपाईं हामी यो त्यो के किन कहाँ कहिले कसरी को कस्तो छैन थियो थिए मा लाई ले र पनि तर अब आज भोलि
    हिजो धेरै राम्रो ठिक धन्यवाद नमस्ते मलाई मेरो तिम्रो हाम्रो गर्नु गर्छु गरेको भयो जाऊ आऊ दाइ भाइ साथी सबै`,
  kk: `мен сен ол біз сіз олар бар жоқ емес қалай қайда қашан не неге кім қазір бүгін ертең кеше жақсы жаман рахмет сәлем иә
    керек болады болды барамын келемін келдім кеттім білмеймін білемін түсінбедім ойнаймыз ойнап жатырмын ұйықтап достым
    бауырым маған саған менің сенің бәрі тағы өте көп аз үй жұмыс мектеп ақша кел бар айт бер күте тұр`,
};
