/**
 * Words, phrases and emoji that say how somebody feels, in English, French and Spanish: a table, read by feelings.ts.
 *
 * Written for this project from knowledge of the languages, category by category; no third-party list, so no licence to
 * trace. Without accents and in lower case, since comments are typed both ways. A trailing '*' stands for any ending.
 */
export interface FeelingWords {
  readonly pleasant: string;
  readonly unpleasant: string;
  /** Phrases of several words, separated by '|'; they count before their words do. */
  readonly pleasantPhrases: string;
  readonly unpleasantPhrases: string;
  readonly negations: string;
}

export const ENGLISH: FeelingWords = {
  pleasant:
    'love* loving lovely liking liked likes enjoy* adore* admir* appreciat* respect* great greatest good best better nice nicely ' +
    'awesome amazing* amazed incredible incredibly fantastic* wonderful* excellent* brilliant* outstanding superb perfect* ' +
    'beautiful* gorgeous stunning cute sweet adorable charming elegant delicious yummy tasty fun funny hilarious laugh* lol lmao ' +
    'rofl haha* hehe* happy happi* glad joy* cheerful smil* excit* thrilled delight* pleased pleasing pleasure* satisf* proud* grateful thank* thanx thx ' +
    'blessed blessing* congrat* bravo kudos cheers yay hooray wow win wins winner* winning won success* talent* genius gifted legend* masterpiece gem goat ' +
    'favorite* favourite* recommend* helpful useful helped saved works insight* inform* inspir* motivat* underrated impress* ' +
    'cool dope epic lit hyped banger clean smooth solid wholesome peace* calm* comfort* cozy relax* soothing hope* lucky ' +
    'easy clear* valuable worth worthy quality professional passion* honest genuine* kind* generous support* fresh',
  unpleasant:
    'hate* hated dislik* despis* bad badly worse worst terrible terribly horrible horribl* awful* poor* pathetic* lame trash garbage ' +
    'rubbish crap* shit* suck* stupid* dumb* idiot* moron* fool* ridiculous* nonsense absurd silly cringe* ugly disgust* gross nasty ' +
    'sick* vile boring bored annoy* irritat* frustrat* angry anger mad furious rage* upset* sad sadly sadd* cry* cried depress* ' +
    'miserab* heartbroken lonely pain* hurt* suffer* disappoint* letdown regret* fail* broke broken useless pointless worthless ' +
    'waste* wasted scam* fraud* fake* lie* lied liar* lying cheat* steal* stole* thief clickbait mislead* misleading dishonest corrupt* ' +
    'greed* overpriced expensive ripoff bug* buggy crash* lag* laggy glitch* slow error* problem* issue* trouble* wrong* mistake* ' +
    'dangerous* danger* scary scared fear* afraid worr* stress* toxic rude disrespect* shame* embarrass* racist* sexist bully* abus* ' +
    'kill* murder* dead die died death* war wars evil cruel* disaster* nightmare* mess messy messed ruin* destroy* damn wtf ugh unfortunate* unfair ' +
    'sorry unsub* complain* concern* overrated confus* impossible hell',
  pleasantPhrases:
    'not bad|no problem|no issues|no worries|cant wait|can t wait|so true|well done|good job|keep it up|keep going|hats off|spot on|' +
    'made my day|thumbs up|on point|worth it|next level|top notch|well said|to die for|killing it|dead laughing|im dead',
  unpleasantPhrases:
    'waste of time|not worth|let down|rip off|fed up|sick of|tired of|shut up|what a joke|no sense|makes no sense|thumbs down|' +
    'not good|cant stand|no thanks|give up|out of touch',
  negations:
    'not no never none nobody nothing neither nor without hardly barely cannot cant dont doesnt didnt isnt arent wasnt werent wont ' +
    'wouldnt couldnt shouldnt havent hasnt hadnt aint lack lacks',
};

export const FRENCH: FeelingWords = {
  pleasant:
    'aim* ador* admir* appreci* apprecie* plait plaisir* kiff* bon bons bonne bonnes bien mieux meilleur* super supers top genial* ' +
    'excellent* parfait* magnifi* superb* splendid* sublim* beau beaux bel belle belles joli* mignon* chou craquant* elegant* ravissant* ' +
    'incroyabl* extraordinair* fantasti* formidabl* merveill* fabuleu* exceptionnel* remarquabl* impressionn* epoustoufl* dingue ouf ' +
    'chouette sympa* cool classe propre nickel impeccabl* efficac* utile* pratique* clair* precis* interessant* passionnant* ' +
    'captivant* instructif* enrichissant* inspir* motiv* drole* rigol* marrant* hilarant* rire ris rit mdr* ptdr* lol haha* hihi* ' +
    'heureu* content* contente* joie* joyeu* ravi* fier* fiere* satisfait* enthousiast* emu emue emus emouvant* touchant* bouleversant* ' +
    'merci* mercii* bravo* felicit* chapeau respect* reussi* reussite* succes gagn* talent* talentueu* genie* doue* championn* ' +
    'delici* delicieu* savoureu* succulent* regal* exquis* recommand* magique* magie reve reves paix calme* apais* doux douce* douceur ' +
    'gentil* genereu* sincer* bienveillan* courage* courageu* bisou* bisous coeur coeurs amour* ami amis amie amies merveille* pepite* perle* ' +
    'bluff* geniale* vivement facile* simple* qualite frais fraiche* espoir* chance*',
  unpleasant:
    'detest* hais hait horripil* deteste* mauvais* mal pire* pires nul nuls nulle* nullite* moche* laid* hideu* affreu* horrib* atroce* ' +
    'ignobl* degueu* degueulass* degout* ecoeur* pourri* merd* chiant* bidon* minabl* lamentabl* pitoyabl* pathetiqu* mediocr* naze* ' +
    'ringard* kitsch ennuy* ennui* lassant* lass* monoton* fade* insipid* penibl* insupportabl* agac* enerv* irrit* fatig* soule soulent saoul* relou* ' +
    'marre raler colere* furieu* rage* fach* trist* tristesse deprim* deprimant* pleur* malheur* desol* desole* peine douleur* souffr* ' +
    'blesse* decevoir decu* decevant* decept* regret* dommage* honte* honteu* gene* genant* malais* embarrass* ridicul* absurd* stupid* bete* ' +
    'betis* debil* idiot* imbecil* con cons conne* connard* cretin* ignoran* mensong* ment mentent menteu* faux fausse* fake arnaq* ' +
    'escro* vole voles voleu* trich* trompeu* tromp* racist* sexist* insult* mepris* irrespect* grossier* vulgaire* violen* cruel* ' +
    'mechan* toxiqu* dangereu* danger* peur* effray* inquiet* angoiss* stress* probleme* souci* bug* bugg* plantage* panne* lent lente lents lentes lenteur* ' +
    'erreur* defaut* rate rates ratee* echec* echou* cassent casser casse* gach* perdu* perte* inutil* cher chers chere* cheres ' +
    'impossibl* injust* scandal* catastroph* desastr* cauchemar* mort morte* mourir tue guerre* haine* crime* abus* beurk bof pfff*',
  pleasantPhrases:
    'pas mal|pas de souci|pas de probleme|pas de soucis|coup de coeur|bien joue|bon travail|beau travail|' +
    'trop bien|trop drole|trop bon|mort de rire|morte de rire|au top|j ai hate|grace a|' +
    'bonne continuation|vaut le coup|rien a dire|chapeau bas|coeur sur|que du bonheur',
  unpleasantPhrases:
    'perte de temps|n importe quoi|nimporte quoi|j en ai marre|en ai marre|ras le bol|pas terrible|fait pitie|fait peur|ca suffit|' +
    'ne fonctionne pas|fonctionne pas|hors de prix|trop cher|aucun interet|' +
    'sans interet|ta gueule|mise en scene|pas d accord|ne sert a rien|sert a rien|pas top',
  negations: 'pas jamais rien sans aucun aucune ni nullement guere non point',
};

export const SPANISH: FeelingWords = {
  pleasant:
    'ama aman amas amar ame amo amor* ador* encant* fascin* gust* disfrut* admir* apreci* agradec* gracias grax bueno* buena* buen bien mejor* genial* ' +
    'excelent* perfect* magnific* espectacular* increib* fantastic* maravill* fabulos* extraordinari* excepcional* impresionant* brutal ' +
    'hermos* bell* bellez* bonit* lind* precios* guap* divin* tiern* ternura* dulc* elegant* rico rica ricos ricas riquisim* delicios* ' +
    'sabros* exquisit* divertid* gracios* chistos* risa* rio reir* rei jaja* jeje* jiji* xd lol feliz felic* alegr* content* dichos* ' +
    'orgull* emocion* emotiv* conmov* inspir* motiv* felicidades felicit* enhorabuena bravo* aplaus* exito* triunf* gan* logr* ' +
    'talent* genio* genia crack* maestr* idol* reina rey campeon* grande* joya* joyita tesoro* acertad* atinad* top util* practic* clar* ' +
    'facil* sencill* interesant* apasionant* educativ* recomiend* recomend* calidad profesional* respet* apoy* bendic* bendig* dichosa* ' +
    'abraz* bes* besos corazon* carin* paz tranquil* calma* relaj* amabl* generos* sincer* honest* esperanza* suert* ' +
    'buenisim* guay chido* chida* chulo* chula* padrisim* bacan* chevere* genialidad* funcion* salv* fresc* wow ole viva vivan',
  unpleasant:
    'odi* odio detest* aborrec* malo* mala* mal malos malas peor* pesim* horribl* horroros* terribl* espantos* fatal* asco* asqueros* ' +
    'repugn* feo* fea* feos feas basura* porqueri* mierda* cag* patetic* lamentabl* penos* mediocr* ridicul* absurd* estupid* tont* ' +
    'idiot* imbecil* ignorant* inutil* aburr* aburrid* cansad* cansa hart* harta* pesad* molest* fastidi* irrit* enoj* enfad* furios* ' +
    'rabia* ira trist* tristeza* depre* deprim* llor* dolor* duele* sufr* herid* decepcion* defraud* arrepient* lastim* lament* pena ' +
    'verguenza* vergonz* mentir* mentiros* mient* fals* fake engan* estaf* fraud* robo robar robado* robada* roban robaron ladron* tramp* clickbait corrupt* ' +
    'racist* machist* insult* groser* vulgar* irrespet* cruel* violen* maltrat* toxic* peligr* peligros* miedo* susto* preocup* angusti* ' +
    'estres* problem* error* fallo fallan fallas falla* bug* lento lenta lentos lentas roto* rota* arruin* destroz* perdi* perdid* perder fracas* costoso* caro cara ' +
    'carisim* imposibl* injust* desastr* catastrof* pesadill* muert* morir murio murieron mata matan matar mato guerra* crimen* anuncios abus* queja* ' +
    'incomod* desagrad* insoport* pobre* sobrevalorad* confus* malisim* puaj',
  pleasantPhrases:
    'nada mal|no esta mal|sin problema|sin problemas|vale la pena|sigue asi|sigan asi|por fin|bien hecho|buen trabajo|gran trabajo|' +
    'me muero de risa|muerto de risa|muerta de risa|que rico|que lindo|que linda|que bonito|que bonita|que bueno|que buena|que buen|de maravilla|no tiene precio|' +
    'me hizo el dia|me alegro|tienes razon|tiene razon|mis respetos|lo maximo|lo mejor|la mejor|el mejor|tqm|te quiero|los quiero|que hermoso|que hermosa',
  unpleasantPhrases:
    'perdida de tiempo|no sirve|no funciona|no me gusta|que asco|que pena|que verguenza|que horror|que mal|da asco|da pena|da rabia|da miedo|' +
    'no vale la pena|ni idea|lo peor|el peor|la peor|vete a|callate|no tiene sentido|sin sentido|para nada',
  negations: 'no nunca jamas ni sin tampoco nada ningun ninguna ninguno nadie',
};

export const PLEASANT_EMOJI =
  '😀😃😄😁😆😂🤣😊😇🙂😉😍🥰😘😗😙😚😋😎🤩🥳😻😸😹🫶🤗🤭☺❤🧡💛💚💙💜🤎🖤🤍💕💖💗💓💞💘💝💟♥👍👏🙌🙏💪🎉🎊✨🔥🌟⭐💯🏆🥇👑💐🌹🌸😌🤝✌👌🤘💃🕺';
export const UNPLEASANT_EMOJI = '😞😔😟😕🙁☹😣😖😫😩😢😭😤😠😡🤬😱😨😰😥😓🤢🤮💔👎😒🙄😑😐🤦😬🥱😾🖕💩🤡🤥😷🚫❌⚠';
