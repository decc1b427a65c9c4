// A small lexicon for other languages: the words of the commonest attacks, so that a change of language is no way round.
import type { Lexicon } from './classes';

export const OTHER: Lexicon = {
  DROP: `vergiss, vergessen, ignorier*, missacht*, umgeh*, überschreib*, olvida, olvide, olvidar, olvidate, ignora, ignore, ignorar, omite, descarta, haz caso omiso, dimentica, ignorare, trascura, esqueça, esquece, esquecer, desconsidere, negeer, vergeet, zignoruj, zapomnij, игнорируй, игнорируйте, забудь, забудьте, 忽略, 无视, 忘记, 無視, 忘れ, 무시, 잊어, تجاهل, انس, अनदेखा, unut, yoksay, 忽視`,
  RULE: `anweisung*, anordnung*, befehle, vorgaben, richtlinien, regeln, instruccion*, indicacion*, ordenes, directrices, reglas, istruzion*, direttive, regole, ordini, instruç*, instruc*, regras, diretrizes, instructies, regels, instrukcj*, polecen*, zasady, инструкции, инструкций, указания, правила, 指令, 指示, 规则, 規則, 说明, 命令, 지시, 명령, التعليمات, निर्देश, talimat*, 設定`,
  PRIOR: `vorherig*, bisherig*, obig*, vorig*, frühere*, anterior*, previas, previa, previos, arriba, precedenti, sopra, anteriores, acima, vorige, bovenstaande, eerdere, poprzedni*, powyżs*, предыдущие, предыдущих, прежние, 之前, 以前, 上面, 先前, 前の, 이전, السابقة, पिछले, önceki`,
  YOUR: `deine, deinen, deiner, dein, ihre, ihren, tus, tu, sus, tuo, tue, tuoi, suas, seus, sua, uw, jouw, je, twoje, твои, ваши, 你的, 您的, あなたの, 당신의`,
  YOU: `du, sie, tu, usted, voce, você, jij, ты, вы, 你, 您`,
  ALL: `alle, alles, todas, todos, todo, tutte, tutti, tutto, tudo, wszystkie, все, всё, 所有, 一切, すべて, 全て, 모든, جميع, tüm`,
  SHOW: `zeig*, verrat*, gib mir, nenne, wiederhol*, offenbar*, muestra*, muestrame, revela*, repite, dime, imprime, mostra*, rivela*, ripeti, dimmi, stampa, mostre, revele, repita, diga, toon, onthul, pokaż, ujawnij, покажи, раскрой, повтори, выведи, 显示, 告诉我, 重复, 输出, 表示し, 教えて, 보여, 알려, أظهر, göster`,
  PROMPT: `systemprompt, system-prompt, systemaufforderung, systemnachricht, prompt del sistema, mensaje del sistema, prompt di sistema, messaggio di sistema, prompt do sistema, mensagem do sistema, systeemprompt, системный промпт, системные инструкции, 系统提示, 系統提示, 系统指令, システムプロンプト, 시스템 프롬프트`,
  BECOME: `du bist jetzt, du bist nun, sie sind jetzt, tu dann als, verhalte dich, spiele die rolle, ahora eres, actua como, actúa como, eres ahora, finge, comportate como, ora sei, sei ora, agisci come, comportati come, agora você é, você agora é, aja como, finja, je bent nu, gedraag je, ты теперь, вы теперь, притворись, 你现在是, 扮演, 假装, あなたは今, 지금부터 당신은, sen artık`,
  UNLIM: `ohne einschränkung*, ohne beschränkung*, uneingeschränkt*, unzensiert*, ohne regeln, ohne filter, ohne grenzen, sin restricciones, sin límites, sin limites, sin filtros, sin reglas, sin censura, senza restrizioni, senza limiti, senza filtri, senza regole, sem restrições, sem limites, sem filtros, sem regras, zonder beperkingen, bez ograniczeń, без ограничений, без цензуры, 没有限制, 不受限制, 無制限, 제한 없는`,
  NEG: `nicht, kein*, ohne, nunca, sin, non, senza, não, nao, sem, niet, geen, nie, не, без, 不要, 不`,
  FUNC: `und, der, die, das, den, dem, mir, mich, y, el, los, las, lo, del, e, il, gli, dei, che, o, os, da, do, das, het, een, en, van, i, w, и`,
};
