// The sounds of English and French words, roughly.
import type { Language } from '../../lexicon/frequencies';

/**
 * What is looked for, with letters that a word with it has, and the sounds that it stands for, in capitals: 5 is `th`, X `sh`, J the
 * French `j`, C `ch`, Q the English `j`, 8 the French `u`, 0 any vowel without stress, a low line an end that is mute. Letters that are left sound as they look.
 */
type Rules = readonly (readonly [letters: string, pattern: RegExp, sound: string])[];

const ENGLISH: Rules = [
  ['n', /^[kg]n/, 'N'],
  ['wr', /^wr/, 'R'],
  ['wh', /^wh/, 'W'],
  ['ps', /^ps/, 'S'],
  ['ch', /sch/g, 'SK'],
  ['ch', /chr/g, 'KR'],
  ['ch', /t?ch/g, 'C'],
  ['sh', /sh/g, 'X'],
  ['i', /(?:ss|[tsc])i(?=on|ous|al|an|en)/g, 'X'],
  ['tu', /tu(?=re|al)/g, 'CU'],
  ['sur', /sure?$/, 'J0R'],
  ['ph', /ph/g, 'F'],
  ['th', /th/g, '5'],
  ['ught', /[oa]ught/g, 'OT'],
  ['igh', /eigh/g, 'EI'],
  ['igh', /igh/g, 'AI'],
  ['gh', /(?<=[aeiou])gh/g, ''],
  ['dg', /dg(?=[ei])/g, 'Q'],
  ['gg', /gg/g, 'G'],
  ['g', /^g(?=i[vfr]|e[ta])|(?<=be|for|to|tar)g(?=[ei])/g, 'G'],
  ['g', /ge(?=ous)|g(?=[eiy])/g, 'Q'],
  ['ck', /ck/g, 'K'],
  ['qu', /que$/, 'K'],
  ['qu', /qu/g, 'KW'],
  ['cc', /cc(?=[eiy])/g, 'KS'],
  ['c', /s?c(?=[eiy])/g, 'S'],
  ['c', /c/g, 'K'],
  ['x', /x/g, 'KS'],
  ['m', /m[bn]$/, 'M'],
  ['alk', /alk/, 'OK'],
  ['ould', /ould/, 'UD'],
  ['ng', /ng(?=$|s$)/, 'N'],
  ['ed', /(?<=[td])ed$/, 'ID'],
  ['a', /a(?=[^aeiouwyr]e[sd]?$)/, 'EI'],
  ['i', /i(?=[^aeiouw]e[sd]?$)/, 'AI'],
  ['o', /o(?=[^aeiouwr]e[sd]?$)/, 'OU'],
  ['u', /u(?=[^aeiouw]e[sd]?$)/, 'U'],
  ['es', /(?<=[szXCQS])es$/, 'IZ'],
  ['e', /(?<=.[^aeio])e(?=[sd]?$)/, ''],
  ['e', /e[ea]|(?<=[a-zA-Z])ey$/g, 'I'],
  ['oo', /oo/g, 'U'],
  ['o', /o[uw]/g, 'AU'],
  ['a', /a[iy]|e[iy]/g, 'EI'],
  ['e', /e[iy]/g, 'EI'],
  ['o', /o[iy]/g, 'OI'],
  ['a', /a[uw]|a(?=ll)/g, 'O'],
  ['e', /ew|eu/g, 'U'],
  ['u', /u[ie]/g, 'U'],
  ['oa', /oa/g, 'OU'],
  ['r', /[eiu]r(?![aeiouyAEIOU])/g, '0R'],
  ['y', /(?<=^[^aeiou]{1,3}|f)y$/, 'AI'],
  ['y', /^y/, 'Y'],
  ['y', /y/g, 'I'],
  ['u', /u(?=[^aeiouAEIOU])/g, 'A'],
  ['j', /j/g, 'Q'],
];

const FRENCH: Rules = [
  ['h', /^h/, ''],
  ['e', /^([cdjlmnst])e$/, '$10'],
  ['es', /^([cdlmst])es$/, '$1E'],
  ['ent', /(?:(?<=[md]|[lcpt]i)|(?<=^.{0,2}|ur|ag|rg|rec|uv|nt|abs|pres))ents?$/, 'AN'],
  ['e', /(?<=.)(?:eaux?)$/, 'O'],
  ['e', /(?<=.)(?:ent|es|e)$/, '_'],
  ['h', /s?ch|sh/g, 'X'],
  ['ph', /ph/g, 'F'],
  ['gn', /gn/g, 'NY'],
  ['qu', /qu_?$/, 'K'],
  ['q', /qu?/g, 'K'],
  ['gu', /gu(?=[eiy_])/g, 'G'],
  ['g', /ge(?=[ao])|g(?=[eiy_])/g, 'J'],
  ['j', /j/g, 'J'],
  ['cc', /cc(?=[eiy])/g, 'KS'],
  ['c', /s?c(?=[eiy_])/g, 'S'],
  ['c', /c/g, 'K'],
  ['ti', /(?<!s)ti(?=on|el|al)/g, 'SI'],
  ['ss', /ss/g, 'S'],
  ['s', /(?<=[aeiouy])s(?=[aeiouyE_])/g, 'Z'],
  ['ex', /^ex(?=[aeiou])/, 'EGZ'],
  ['e', /e[zr]$|ers$|ets?$/, 'E'],
  ['x', /x(?=.)/g, 'KS'],
  ['t', /(?<=[KpS]|is|es)t$/, 'T'],
  ['ts', /(?<=[KpS]|is|es)ts$/, 'T'],
  ['', /(?<=[a-zA-Z])[tdpsxz]{1,3}$/, ''],
  ['ill', /ill/g, 'IY'],
  ['il', /(?<=[aeou])il$/, 'Y'],
  ['oi', /oin(?![aeiouynmAEO_])/g, 'WEN'],
  ['oi', /oi|oy/g, 'WA'],
  ['i', /(?:[ae]in|aim|ien|[iy][nm])(?![aeiouynmAEIO_])/g, 'EN'],
  ['u', /u[nm](?![aeiouynmAEIO_])/g, 'EN'],
  ['', /[ae][nm](?![aeiouynmAEIO_])/g, 'AN'],
  ['o', /o[nm](?![aeiouynmAEIO_])/g, 'ON'],
  ['u', /e?aux?/g, 'O'],
  ['ou', /oux?/g, 'U'],
  ['i', /[ae]i/g, 'E'],
  ['eu', /o?eu/g, '0'],
  ['u', /u/g, '8'],
  ['y', /y/g, 'I'],
  ['_', /_/g, ''],
  ['h', /h/g, ''],
];

/** Words that sound as no rule tells. */
const SAID: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  english:
    said(`i=AI a=0 you=YU your=YOR yours=YORZ are=AR the=50 to=TU too=TU two=TU of=OV one=WAN do=DU does=DAZ done=DAN any=ENI anything=ENI5IN
    anyone=ENIWAN was=WOZ what=WOT who=HU whose=HUZ whole=HOUL previous=PRIVIAS all=OL be=BI he=HI she=XI we=WI me=MI my=MAI no=NOU so=SOU go=GOU
    key=KI keys=KIZ reveal=RIVIL secret=SIKRIT have=HAV give=GIV they=5EI there=5ER their=5ER were=WER where=WER eye=AI says=SEZ said=SED some=SAM
    come=KAM nothing=NA5IN other=A50R code=KOUD codes=KOUDZ machine=MAXIN only=OUNLI under=AND0R answer=ANS0R know=NOU show=XOU follow=FOLOU
    following=FOLOUIN below=BILOU own=OUN user=YUZ0R users=YUZ0RZ use=YUZ used=YUZD unlimited=ANLIMITID character=KARAKT0R link=LINK safety=SEIFTI guide=GAID guideline=GAIDLAIN guidelines=GAIDLAINZ right=RAIT write=RAIT by=BAI
    people=PIPL should=XUD would=WUD could=KUD write=RAIT read=RID above=0BAV without=WI5AUT through=5RU though=5OU enough=INAF because=BIKOZ
    hidden=HIDN forget=F0RGET word=W0RD words=W0RDZ password=PASW0RD passwords=PASW0RDZ every=EVRI everything=EVRI5IN private=PRAIVIT live=LIV
    very=VERI address=ADRES override=OUV0RAID bypass=BAIPAS email=IMEIL its=ITS and=AND file=FAIL files=FAILZ move=MUV remove=RIMUV delete=DILIT
    obey=OBEI away=AWEI today=TUDEI put=PUT full=FUL please=PLIZ both=BOU5 most=MOUST post=POUST control=KONTROUL don=DON mode=MOUD filter=FILT0R
    private=PRAIV0T data=DEIT0 database=DEIT0BEIS server=S0RV0R system=SIST0M earlier=0RLI0R token=TOUK0N tokens=TOUK0NZ account=AKAUNT`),
  french:
    said(`et=E est=E es=E ai=E un=EN une=8N eu=8 les=LE des=DE mes=ME tes=TE ses=SE ces=SE que=K0 qui=KI quoi=KWA a=A y=I ou=U tous=TU tout=TU
    toutes=TUT toute=TUT plus=PL8 prompt=PRONT promp=PRONT promt=PRONT prompts=PRONT aux=O au=O eux=0 mot=MO sans=SAN dans=DAN temps=TAN second=SGON systeme=SISTEM
    femme=FAM monsieur=M0SI0 fils=FIS tu=T8 ils=IL mail=MEL email=IMEL hier=IER mer=MER fer=FER cher=XER hiver=IVER avec=AVEK donc=DONK
    ville=VIL mille=MIL tranquille=TRANKIL tranquillement=TRANKILMAN pouvoir=PUVWAR exemple=EGZANPL examen=EGZAMEN assez=ASE chez=XE nez=NE
    web=WEB admin=ADMEN admins=ADMEN administrateur=ADMINISTRAT0R utilisateur=8TILIZAT0R recu=R0S8 recus=R0S8 francais=FRANSE facon=FASON respect=RESPE
    aspect=ASPE doigt=DWA vingt=VEN sept=SET huit=8IT dix=DIS six=SIS fichier=FIXIE fichiers=FIXIE dernier=DERNIE premier=PR0MIE ceci=S0SI
    cela=S0LA celle=SEL eh=E fait=FE fais=FE faut=FO peux=P0 veux=V0 ton=TON mon=MON son=SON bon=BON non=NON token=TOKEN code=KOD monde=MOND`),
};

/** A list of words, with what each sounds like. */
export function said(list: string): ReadonlyMap<string, string> {
  return new Map(
    list
      .trim()
      .split(/\s+/)
      .map((entry) => entry.split('=') as [string, string]),
  );
}

/** The sounds of a (folded) word. */
export function soundsOf(word: string, language: Language): string {
  const known = SAID[language].get(word);
  if (known !== undefined) return known;
  let sounds = word;
  for (const [letters, pattern, sound] of language === 'english' ? ENGLISH : FRENCH)
    if (sounds.includes(letters)) sounds = sounds.replace(pattern, sound);
  return plain(sounds.toUpperCase());
}

/** Sounds without double ones, and without those that nobody hears. */
export function plain(sounds: string): string {
  return sounds.replace(/(.)\1+/g, '$1').replace(/[MN]PT/, 'NT');
}
