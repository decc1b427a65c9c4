// Words of short messages, in English and in French, by what they stand for: those that neither sound nor letters tell.
import type { Language } from '../../lexicon/frequencies';

const ENGLISH = `u=you ur=your,you yr=your r=are ya=you y=why k=ok im=i n=and nd=and da=the de=the dat=that dis=this dese=these dose=those dere=there den=then dan=than dey=they dem=them
  wat=what wut=what wot=what wht=what w=with wit=with w/o=without wo=without wth=with ppl=people pls=please
  plz=please plse=please thx=thanks tnx=thanks 2=to,too 4=for b4=before bfore=before b=be c=see bc=because
  cuz=because coz=because cus=because bcuz=because gonna=going gimme=give lemme=let tho=though thru=through
  nite=night tel=tell msg=message msgs=messages txt=text pw=password pwd=password pswd=password pword=password
  pwds=passwords instr=instructions instrs=instructions instrux=instructions prev=previous prv=previous abt=about
  bout=about evry=every evr=ever evrything=everything evrythin=everything sth=something smth=something
  sumthing=something nth=nothing nuthin=nothing nuthing=nothing frm=from frum=from 2day=today 2moro=tomorrow
  rn=now atm=now asap=now idc=ignore btw=also any1=anyone every1=everyone no1=nobody some1=someone luv=love
  wanna=want shud=should shld=should cud=could wud=would wld=would cld=could dnt=dont dun=dont lst=list r8=rate
  gr8=great l8r=later m8=mate promt=prompt prmpt=prompt rulz=rules rulez=rules wen=when wer=where hav=have
  hv=have giv=give gv=give shw=show az=as iz=is wuz=was wiv=with skool=school kewl=cool yor=your yer=your
  yur=your yu=you yoo=you nau=now sez=says sed=said noes=knows kno=know knw=know noe=know ov=of uv=of thes=these
  doez=does otha=other muh=my sekrit=secret
  ans=answer,answers evry1=everyone fwd=forward jus=just jst=just tl=tell brd=board rpt=report,repeat altho=although
  tmrw=tomorrow tmw=tomorrow fn=function,write em=them xlnt=excellent nuffin=nothing wateva=whatever tht=that ths=this
  thn=then acct=account accts=accounts addr=address usr=user usrs=users svr=server srvr=server db=database
  creds=credentials cfg=config convo=conversation hist=history qs=questions mgr=manager cust=customer custs=customers
  pmt=payment amt=amount xfer=transfer xfr=transfer gotta=must hafta=have_to outta=out_of ny=any nythng=anything
  nything=anything anythin=anything anythng=anything nthng=nothing evrythng=everything rly=really gud=good snd=send
  del=delete rmv=remove fgt=forget frgt=forget pt=patient pts=patients agrd=agreed rfsd=refused asstnt=assistant
  tgts=targets cks=cookies immed=immediately thnx=thanks tysm=thanks yea=yes yep=yes nope=no wether=whether
  thier=their urself=yourself ursel=yourself urslf=yourself admn=admin sumone=someone`;

const FRENCH = `2=de b1=bien konta=qu_on_t_a skonta=ce_qu_on_t_a skil=ce_qu_il skils=ce_qu_ils skya=ce_qu_il_y_a sk=ce_que
  kia=qui_a kila=qu_il_a tavai=tu_avais tave=tu_avais skeu=ce_que skon=ce_qu_on jdi=je_dis jtdi=je_te_dis kche=cache keske=qu_est_ce_que kesk=qu_est_ce_que
  eske=est_ce_que esk=est_ce_que 1=un fe=fais,fait fo=faut e=et,est c=ces,ce,c_est ct=c_etait g=j_ai ge=j_ai
  jai=j_ai t=tu_es ta=tu_as,t_a tas=tu_as k=que ke=que koi=quoi kwa=quoi ki=qui kel=quel kelle=quelle kels=quels
  kan=quand kand=quand kom=comme komme=comme qd=quand qq=quelque qqch=quelque_chose qqn=quelqu_un q=que
  pk=pourquoi pq=pourquoi pkoi=pourquoi pr=pour ds=dans dan=dans d=de,des ss=sans san=sans av=avec avk=avec
  avek=avec vs=vous ns=nous tt=tout tte=toute tts=toutes ttes=toutes ts=tous tou=tout,tous toute=toutes
  toutt=toute tjs=toujours tjrs=toujours tjr=toujours jms=jamais jamai=jamais mtn=maintenant mnt=maintenant
  maintnan=maintenant mintenan=maintenant dc=donc dsl=desole bcp=beaucoup bp=beaucoup stp=s_il_te_plait
  svp=s_il_vous_plait sil=s_il slt=salut bjr=bonjour bsr=bonsoir mdp=mot_de_passe mdps=mots_de_passe msg=message
  msgs=messages ms=mais le=les de=des ce=ces se=ses te=tes me=mes kon=qu_on kil=qu_il kils=qu_ils ske=ce_que
  ski=ce_qui cke=ce_que cki=ce_qui jsuis=je_suis chui=je_suis jveu=je_veux jveux=je_veux jte=je_te
  tlm=tout_le_monde auj=aujourd_hui ajd=aujourd_hui dmn=demain avt=avant avan=avant aprs=apres apre=apres
  entr=entre chq=chaque nvl=nouvelle nvx=nouveaux nouvo=nouveau dorenavan=dorenavant desorme=desormais
  desormai=desormais dezorme=desormais instru=instructions instr=instructions consign=consignes cnsgn=consignes
  sistem=systeme sisteme=systeme system=systeme prompte=prompt regl=regles reglemen=reglement di=dit,dis mo=mot
  mo2pass=mot_de_passe pass=passe fau=faut foo=faut ya=il_y_a oublier=oublie oubli=oublie ubli=oublie ekri=ecris
  ekrir=ecrire reponn=reponds repon=reponds afich=affiche afiche=affiche montr=montre don=donne done=donne
  tr=tres ptdr=rire komen=comment commen=comment preceden=precedentes presedente=precedentes presedent=precedent
  presedant=precedent vou=vous nou=nous otr=autre otre=autre otres=autres new=nouveau jusk=jusqu juska=jusqu_a
  osi=aussi plu=plus ouvr=ouvre cach=cache kach=cache kache=cache
  lia=l_ia rep=reponds mm=meme bdd=base_de_donnees rakont=raconte wi=oui ouai=oui nn=non jet=jette resu=recus
  resus=recus valid=valide fre=frais prsn=personne persn=personne ri1=rien ryin=rien ri=rien 2m1=demain dm1=demain
  m1tnan=maintenant m1tenan=maintenant m1tnant=maintenant mintnan=maintenant mwa=moi moa=moi twa=toi toa=toi lwa=loi
  swa=sois dwa=doit,dois doi=dois,doit kelk1=quelqu_un qq1=quelqu_un kelkun=quelqu_un chak=chaque ojourdui=aujourd_hui
  2mand=demande 2mande=demande dmande=demande dmand=demande 2pui=depuis ekout=ecoute aret=arrete envoy=envoie
  envoi=envoie efass=efface efac=efface konect=connecte konekt=connecte konec=connecte dekod=decode sekre=secret
  sekret=secret sekrets=secrets kod=code kofr=coffre d1=d_un instal=installe tap=tape plass=place kherch=cherche
  cherch=cherche serch=cherche suprim=supprime suprime=supprime sr=sur dapre=d_apres kominik=communique
  kommuniqu=communique bank=banque bankere=bancaires banker=bancaires dexekute=d_executer compt=compte kont=compte
  kliyan=client num=numero adres=adresse adrs=adresse vir=vire virmen=virement fakture=facture factur=facture
  reglaj=reglage fichie=fichier filtr=filtre filtrs=filtres limit=limites securit=securite protec=protection
  obeir=obeis obei=obeis zobeir=obeir tkt=ne_t_inquiete_pas koleg=collegue coleg=collegue kolleg=collegue`;

export interface Abbreviated {
  readonly meant: string;
  readonly language: Language;
}

/** Of these, the ones of up to three letters that hardly stand in other texts, though the rules or the lists may know them. */
const SURE =
  'u ur r nd dis dat dey dem den wat frm tel wil nt shd wld ki ke kel koi kan pr ds vs tt tte tou plu avk pk mtn jms'.split(
    ' ',
  );
const LONGEST_SURE = 3;

/** Letters as one number, eight bits each. */
function packed(letters: ArrayLike<number>, start: number, end: number): number {
  let all = 0;
  for (let i = start; i < end; i++) all = (all << 8) | (letters[i] ?? 0);
  return all;
}

const unitsOf = (word: string): number[] => Array.from(word, (letter) => letter.charCodeAt(0));
const SURE_PACKED: ReadonlySet<number> = new Set(SURE.map((word) => packed(unitsOf(word), 0, word.length)));

/** Whether the letters from `start` to `end` are a word of short messages, whatever else they may be. */
export function isOfShortMessages(units: Uint16Array, start: number, end: number): boolean {
  return end - start <= LONGEST_SURE && SURE_PACKED.has(packed(units, start, end));
}

/** Each (folded) word, with what it may stand for. */
export const ABBREVIATIONS: ReadonlyMap<string, readonly Abbreviated[]> = tableOf({ english: ENGLISH, french: FRENCH });

function tableOf(lists: Readonly<Record<Language, string>>): Map<string, readonly Abbreviated[]> {
  const table = new Map<string, readonly Abbreviated[]>();
  for (const language of ['english', 'french'] as const) {
    for (const entry of lists[language].split(/\s+/)) {
      const [written = '', meanings = ''] = entry.split('=');
      const all = meanings.split(',').map((meant) => ({ meant: meant.replaceAll('_', ' '), language }));
      table.set(written, [...(table.get(written) ?? []), ...all]);
    }
  }
  return table;
}
