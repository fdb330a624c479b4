/**
 * Words of other languages than English that nobody wants on a shop's link, in capitals and without accents,
 * as codes are written. `|` is the border of a word: without one the word is refused inside others too, so a
 * word stays bare only when no harmless word holds it. Left out are words that are harmless elsewhere
 * (French "con", "bite"; Swedish "fan", "slut", "hora"; Polish "pedal").
 */
const byLanguage = {
  de: `|ARSCH FOTZE |FICKEN |FICKER GEFICKT HURENSOHN |HURE| |HUREN| |NUTTE| |NUTTEN| SCHLAMPE WICHSER |WICHSE|
    SCHEISS |KACKE| SCHWUCHTEL KANAKE |NEGER| PIMMEL |TITTEN MUSCHI| MISSGEBURT |SPAST| |NAZI| |NAZIS| HITLER
    SIEGHEIL`,
  es: `|PUTA| |PUTAS| |PUTO| |PUTOS| HIJOPUTA HIJODEPUTA |MIERDA GILIPOLLAS |CABRON |POLLA| |FOLLAR| |MARICON
    |PENDEJO CHINGADA |COJONES| |VERGA|`,
  fr: `|MERDE| |PUTAIN |PUTE| |PUTES| |SALOPE CONNARD CONNASSE |ENCULE |NIQUE| |NIQUER |COUILLE |BRANLEUR
    |ENFOIRE |SALAUD |FDP| |NTM|`,
  it: `|CAZZO |CAZZI| VAFFANCULO |STRONZ |PUTTANA |MINCHIA |FROCIO |COGLIONE |COGLIONI |MERDA| |FIGA| |TROIE|
    MIGNOTTA |POMPIN |PORCODIO`,
  nl: `|KUT| KUTWIJF |LUL| |HOER| |HOEREN |KLOOTZAK |NEUKEN| |NEUKER |KANKER| GODVERDOMME TERINGLIJER |FLIKKER|`,
  pl: `KURWA KURWY |CHUJ |PIZDA |JEBAC| |JEBANY |JEBANA PIERDOL SKURWYSYN |KUTAS |CIOTA| |DUPA| |DUPEK|
    SPIERDALAJ`,
  pt: `|CARALHO |FODER| |FODASE| |FODA| |PORRA| |BUCETA |BOCETA |CUZAO |VIADO| |PANELEIRO |PIROCA |XOXOTA`,
  sv: `|KUK| |KUKEN| |KUKAR| FITTA |FITTOR |KNULLA |JAVLA |HELVETE| |RUNKA |ROVHAL |NEGRER| SVARTSKALLE`,
} as const;

export const profaneWords: readonly string[] = Object.values(byLanguage).flatMap((words) =>
  words.toLowerCase().split(/\s+/),
);

/** Names, places and words of trade that the English list would refuse. */
export const harmlessWords: readonly string[] =
  `anali analu annal anush assort booboo cockpit cumali cumhur cumin
  dickerson dickinson dickson fager fagott fuku hanus kanal kshit penistone pissarro pussycat ranald rapeseed
  retardant riddick shiitake shital slutrea slutsky slutspurt vandyke wankel`.split(/\s+/);
