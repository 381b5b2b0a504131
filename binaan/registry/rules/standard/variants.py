"""Names that the sound rules (sounds.py) do not bring together, titles, degrees, names written as one.

Own collection [D] from lists of offices; each line is one name with the ways clerks write it.
"""

# One canonical form and its other spellings. What sounds.py folds by rule (f/p/v, sy/s, ch/kh,
# doubled letters, ae/ai, oe/u …) need not stand here: the table itself is folded too.
SPELLED = (
    ("muhammad", "muhamad mohammad mohamad muhammed mohammed mohamed muhamed muchamad muchammad mochamad "
                 "mochammad mukhamad mukhammad mokhamad moehammad muh moh moch much mukh mokh mohd muhd mhd "
                 "mhmd md mohm muhamat mohamat muhamet mohamet muhmmad muhammmad muhamma muhammaad mohamd "
                 "muhamd moehamad moechamad moch mochd mhmmd muhamadd mahammad"),
    ("ahmad", "achmad akhmad ahmed achmed ahmat achmat akhmat ahamad akmad ahmd achmd"),
    ("abdul", "abd abdoel abdool abdur abdus abdoer abdhul abduh abdl abdil"),
    ("siti", "sitti sity sitie sithi siiti sti"),
    ("nur", "noer noor nor nuur nour nuer"),
    ("sri", "srie sry"),
    ("dwi", "duwi dwie dwy"),
    ("yusuf", "yusup jusuf jusup yusof yousuf joesoep yusub yusufh"),
    ("yahya", "jahja yahja yahia"),
    ("yunus", "junus yunoes"),
    ("yasin", "jasin yaasin"),
    ("yakub", "jakub yaqub yacub jacub yakup"),
    ("yanuar", "januar"),
    ("yulius", "julius"),
    ("yohanes", "johanes johannes johannis"),
    ("yosep", "joseph josef josep"),
    ("yakobus", "jacobus jakobus"),
    ("yogyakarta", "jogjakarta"),
    ("john", "jon jhon"),
    ("joni", "jhonny johnny johny jhoni"),
    ("kristian", "christian cristian"),
    ("kristina", "christina cristina"),
    ("michael", "mikhael mikael maikel mikail"),
    ("rachel", "rahel racel"),
    ("richard", "rikard ricard ricardo"),
    ("rahman", "rohman rochman rakhman rohmaan"),
    ("rahmat", "rohmat rochmat rachmat rakhmat rahmad rohmad rochmad rachmad"),
    ("rahmah", "rohmah rahma rohma rachma rochmah"),
    ("rahim", "rohim rochim rachim"),
    ("hidayat", "hidajat hidayad"),
    ("hidayah", "hidajah"),
    ("rahimah", "rohimah"),
    ("rahmawati", "rohmawati rakhmawati"),
    ("ramadan", "romadhon romadon ramadhon ramadlan romadlon romadan"),
    ("ramadani", "romadhoni romadoni ramadhany romadhona ramadhoni"),
    ("soleh", "saleh sholih shalih solih salih"),
    ("solihin", "salihin solehin salehin solikin sholikin"),
    ("solihah", "solehah salehah salihah"),
    ("solihat", "solehat"),
    ("gazali", "ghozali gojali gajali"),
    ("jainal", "jenal zenal jeinal jainel"),
    ("jainab", "jenab zenab"),
    ("jainudin", "jenudin zenudin"),
    ("saipul", "sepul seful syeful"),
    ("saipudin", "sepudin sefudin syefudin saipuddien"),
    ("saipulah", "saepuloh sepuloh sefulloh sepulah"),
    ("maimunah", "memunah maemanah"),
    ("maisaroh", "mesaroh maisarah maisyaroh"),
    ("julaiha", "juleha zuleha zulekha julekha zulaika zulaiha julaikha"),
    ("jailani", "jelani zaelani zelani jaylani"),
    ("suhaimi", "suhemi"),
    ("nurhaini", "nurhaeni"),
    ("rizal", "rijal"),
    ("aziz", "ajis azies ajiz"),
    ("azizah", "ajijah ajizah azijah"),
    ("hamzah", "hamjah hamza"),
    ("fauzi", "pauji fauji fawzi pauzie"),
    ("fauziah", "paujiah faujiah pauziyah"),
    ("fauzan", "paujan faujan"),
    ("rizki", "rijki rezki riskhi rizkhi rijqi"),
    ("nizar", "nijar"),
    ("nizam", "nijam"),
    ("razak", "rozak rojak rajak rozaq razzaq"),
    ("rozali", "rojali rojalih rozalih razali"),
    ("mirza", "mirja"),
    ("marzuki", "marjuki"),
    ("nazarudin", "najarudin"),
    ("azhari", "ajhari"),
    ("rozi", "roji"),
    ("rozikin", "rojikin"),
    ("fahrurozi", "pahruroji fahrurozy"),
    ("badruzaman", "badrujaman"),
    ("kamaruzaman", "komarujaman kamarujaman"),
    ("mahfud", "mahfudz mahfuz mahpuj"),
    ("ridho", "ridlo"),
    ("ridwan", "ridlwan"),
    ("yusron", "jusron"),
    ("hafiz", "hapij hafidz hafid hapid khafid"),
    ("taufik", "topik tofik topiq taupiq tofiq taofik"),
    ("husain", "husein husen hussein husyen khusen chusaen"),
    ("umar", "omar oemar"),
    ("usman", "osman othman"),
    ("ismail", "ismael esmail ismaiel"),
    ("ibrahim", "ibrohim ebrahim ibrahiem"),
    ("aisyah", "aisya aisha aesah aysha aishah asyah aisah"),
    ("khadijah", "khodijah hodijah chodijah kodijah khotijah"),
    ("khotimah", "chotimah qotimah khatimah kotimah hotimah"),
    ("sulaiman", "soleman suleman solaeman sleman"),
    ("syafii", "syafi safii sapii syafei safei sapei syafie sapeii"),
    ("rifai", "rifaie ripai"),
    ("tohir", "tahir thahir"),
    ("toha", "taha"),
    ("toyib", "tayib thayib toyyib"),
    ("tolib", "talib thalib"),
    ("rosid", "rasyid rasid rosyid"),
    ("rosidah", "rasyidah rasidah rosyidah"),
    ("rosidin", "rasyidin rasidin"),
    ("sobirin", "sabirin"),
    ("somad", "samad"),
    ("sodik", "sadik sadiq"),
    ("rukayah", "rokayah ruqoyah rukoyah ruqayyah rokoyah rukiyah"),
    ("kosim", "qasim kasim"),
    ("komarudin", "kamarudin qamarudin"),
    ("komariah", "kamariah qamariah"),
    ("laila", "leila lailah"),
    ("abdullah", "abdulloh abdulah abduloh dulloh dullah"),
    ("mujiono", "moedjiono mudjiono"),
    ("candra", "chandra tjandra"),
    ("santoso", "santosa"),
    ("susilowati", "soesilowati susilawati"),
    ("prasetyo", "prasetio prastyo prastio prasetya prasetia"),
    ("sulistyo", "sulistio sulistiyo"),
    ("rahardjo", "raharja raharjo"),
    ("wijaya", "widjaja widjaya wijaja widjaia"),
    ("effendi", "efendy ependi efendi afandi affandi apandi epandi"),
    ("mukhtar", "mochtar muktar muhtar mokhtar moktar"),
    ("mukhlis", "muklis mochlis muhlis"),
    ("ikhsan", "iksan ihsan ichsan"),
    ("zulkifli", "julkipli zulkiflie dulkipli julkifli"),
    ("iskandar", "eskandar iskander"),
    ("hairul", "herul khaerul"),
    ("jamaludin", "jamaluddin djamaludin jamalludin"),
    ("jubaidah", "jubedah zubedah"),
)  # fmt: skip

# Dropped when they open a name and a word follows.
TITLES = frozenset(
    "h hj hjh haji hajah hajjah hajji hadji hadjah ny nyonya tn tuan bpk bapak bp bpa ibu bu ib pak sdr sdri "
    "saudara saudari nn nona drs dra dr drg drh ir prof profesor doktor kh khj kyai kiai kiayi ust ustad "
    "ustadz ustaz ustadzah ustazah ustadjah rd raden rr alm almh almarhum almarhumah an yth mas mbak mba bang "
    "abang kang akang teh teteh mpok mang ceu pakde bude babe wak nyai gus hm".split()
) - {"hm"}
# These say nothing wherever they stand.
ANYWHERE = frozenset(
    "haji hajah hajjah hajji hadji hj hjh alm almh almarhum almarhumah bin binti br boru drs dra kh dkk cs".split()
)
HAJI_MUHAMMAD = frozenset(("hm", "khm", "hmoh", "hmuh"))
# Degrees behind the name. The second set only behind a comma or with dots: they are words as well.
DEGREES = frozenset(
    "se sh st ss mm mt mh msi mpd mkom mkes mhum mba phd bsc msc spd spdi sag skom amd amdkep amdkeb ssos "
    "sip spt skm skep stp sfarm spsi shi sei ssi sst str ssit sked sgz skh sthi mag mak msi mei mp sptk spsd "
    "spdsd skeb ners spk sds mpdi sipem ama amak amkeb sstp sikom ssn spust sak sstr shut sph mars".split()
) - {"ners", "ama", "mei", "mars"}
DEGREES_MARKED = frozenset(
    "sp ba be lc ma dea sap ners ama mei sc sm si pd skp i e bba ca cpa".split()
)
ALIAS = frozenset("alias als".split())

# Second halves that are written together with the name before them as often as apart.
TOGETHER = {
    "nur": (
        "hasanah aini aeni hayati hidayat hidayati hidayah janah jannah laila laela lela halimah hamid rohman "
        "rahman aisyah aisah azizah fitri fitria fitriani fitriyani hasan kholis cholis holis cahyo cahya "
        "cahyono cahyani cahyati wahid wahyuni rahmah rohmah rahmawati ihsan fadilah fadillah syamsi samsi "
        "syamsiah aliyah baiti hakim amin aminah komariah zaman jaman hadi haliza kamila kamilah halisah "
        "haeni haida jamilah khasanah khotimah rochman rohim rahim sholihah solihah saadah salim salam said "
        "sidik sofiah sopiah syifa sifa wahidah yani yanti yati yanto zaenah zakiah zakiyah diana dianah "
        "indah intan istiqomah muhammad mala malasari melati aziz fauzi fauziah faizah"
    ),
    "sri": (
        "wahyuni rahayu lestari mulyani mulyati hartati hartini handayani utami astuti ningsih sulastri suharti "
        "purwanti wahyuningsih widodo hastuti rejeki rezeki wulan wulandari mulyono suwarni sumarni sunarti"
    ),
    "siti": "aminah aisyah fatimah khodijah maryam romlah hasanah nurjanah",
}  # fmt: skip

# "M. Sihombing" is no Muhammad: an initial before a Batak family name stays an initial.
FAMILY_NAMES = frozenset(
    "aritonang gultom hutagalung hutapea hutabarat lumbantobing lumbangaol manurung marpaung napitupulu "
    "nainggolan pakpahan panjaitan purba rajagukguk sianturi siahaan simanjuntak simbolon sinaga sirait "
    "sitorus situmorang tampubolon tambunan silalahi sihombing silaban silitonga sitompul siregar harahap "
    "nababan pardede pasaribu pangaribuan saragih sembiring ginting tarigan barus sitanggang simamora "
    "siagian sihotang naibaho turnip simarmata damanik hasibuan lubis rangkuti batubara butarbutar".split()
)
# Heard before so many names that they tell nobody apart: never the first word to search by.
COMMON_FIRST = frozenset("muhammad ahmad abdul siti nur sri al el as an ade".split()) - {"ade"}
