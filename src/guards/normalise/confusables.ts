// Letters that look like Latin ones, as a compact table: what a reader sees is what the rules read.
// Source of the shapes: Unicode TR39 (confusables), reduced to what renders as a Latin letter or digit.

/** Each pair is a Latin letter and the characters that pass for it after NFKC and removal of marks. */
const LOOKALIKES: readonly (readonly [string, string])[] = [
  ['a', 'аɑαᴀꭺᎪⲁ⍺ѧ∀աᗩ₳'],
  ['b', 'ЬьБƄβвʙᏴᏼƅƀɓᗷ฿'],
  ['c', 'сϲᴄⲥᏟꮯ¢ҫɕƈᑕ₵'],
  ['d', '∂ԁᴅᎠꓒɖɗđðᗪդĐ'],
  ['e', 'еєɛεᴇⲉꬲҽ℮ëǝ∃əɆ'],
  ['f', 'ϝғꜰƒꞙẝֆᖴ₣'],
  ['g', 'ɡցɢԍᏀǥɠ₲'],
  ['h', 'һհʜнᎻℎħɦᕼⱧ'],
  ['i', 'іıɩιɪᎥⲓӏ¡ꙇɨ'],
  ['j', 'Ꭻјϳᴊյɉʝᒍ'],
  ['k', 'кκᴋⲕᏦҝĸƙ₭'],
  ['l', 'ⅼլʟᏞⳑłɭӀ∣ǀᒪⱠℓ'],
  ['m', 'мᴍⲙᎷϻɱᗰ₥'],
  ['n', 'пηոռɴⲛνղŋɲᑎ₦и'],
  ['o', 'Ꮎоοσօᴏⲟ๐໐೦൦०০ం௦øɵ'],
  ['p', 'рρᴘⲣᏢƿþᑭ₱'],
  ['q', 'ԛգզɋʠᑫ'],
  ['r', 'гᴦʀⲅᏒɾɼɽяᖇ'],
  ['s', 'ѕꜱᏚսʂşƽᔕ₴'],
  ['t', 'тτᴛⲧᎢŧʈƭ†₮'],
  ['u', 'υцᴜʋսμ∪ᑌɄ'],
  ['v', 'Ꮩѵνᴠⱱ∨ѷᐯ'],
  ['w', 'ᎳԝωᴡшщɯѡᏔᗯ₩'],
  ['x', 'хχⅹ×✕ҳ᙭Ӿ'],
  ['y', 'ᎩуγүʏყΥүɏɎ'],
  ['z', 'ᘔᴢʐƶζᏃʒⱫ'],
];

/** Lower-case Latin letter for a code point that looks like one. */
export const CONFUSABLES: ReadonlyMap<number, string> = build();

function build(): Map<number, string> {
  const map = new Map<number, string>();
  for (const [latin, shapes] of LOOKALIKES) {
    for (const shape of shapes) {
      for (const form of [shape, shape.toLowerCase(), shape.toUpperCase()]) {
        const point = form.codePointAt(0);
        if (point !== undefined && point > 0x7f && form.length <= 2 && !map.has(point)) map.set(point, latin);
      }
    }
  }
  // Capital shapes whose lower case looks like nothing Latin, or like another letter (Н is an h, but В a b).
  const capitals: readonly (readonly [string, string])[] = [
    ['ΑАᎪ', 'a'], ['ВΒᏴ', 'b'], ['СϹ', 'c'], ['ЕΕᎬ', 'e'], ['НΗᎻ', 'h'], ['ІΙ', 'i'], ['Ј', 'j'], ['КΚ', 'k'],
    ['МΜ', 'm'], ['ΝИ', 'n'], ['ОΟ', 'o'], ['РΡ', 'p'], ['ЅՏ', 's'], ['ТΤ', 't'], ['ХΧ', 'x'], ['УΥҮ', 'y'], ['Ζ', 'z'],
  ]; // prettier-ignore
  for (const [shapes, latin] of capitals) for (const shape of shapes) map.set(shape.codePointAt(0) ?? 0, latin);
  return map;
}
