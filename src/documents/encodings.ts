// Old Vietnamese encodings. TCVN3 (TCVN 5712:1993, "ABC" fonts such as .VnTime) has one byte a letter;
// VNI writes a letter and then its mark. Which one a text is in is decided by counting the commonest
// words of official Vietnamese in each reading; a reading without them is not believed.

const TCVN3_BYTES =
  'µà¶ả·ã¸á¹ạ¨ă»ằ¼ẳ½ẵ¾ắÆặ©âÇầÈẩÉẫÊấËậ®đÌèÎẻÏẽÐéÑẹªêÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọ«ôåồæổçỗèốéộ¬ơêờëởìỡíớîợïùñủòũóúôụ\u00adưõừöử÷ữøứùựúỳûỷüỹýýþỵ¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ'
const TCVN3 = new Map<string, string>()
for (let at = 0; at < TCVN3_BYTES.length; at += 2) TCVN3.set(TCVN3_BYTES[at]!, TCVN3_BYTES[at + 1]!)

const VNI_SINGLE: Readonly<Record<string, string>> = {
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  ô: 'ơ',
  ö: 'ư',
  ñ: 'đ',
  î: 'ỵ',
}
const ACUTE = '\u0301'
const GRAVE = '\u0300'
const HOOK = '\u0309'
const TILDE = '\u0303'
const DOT = '\u0323'
const HAT = '\u0302'
const BREVE = '\u0306'
const VNI_MARKS: Readonly<Record<string, string>> = {
  ù: ACUTE,
  ø: GRAVE,
  û: HOOK,
  õ: TILDE,
  ï: DOT,
  â: HAT,
  á: HAT + ACUTE,
  à: HAT + GRAVE,
  å: HAT + HOOK,
  ã: HAT + TILDE,
  ä: HAT + DOT,
  ê: BREVE,
  é: BREVE + ACUTE,
  è: BREVE + GRAVE,
  ú: BREVE + HOOK,
  ü: BREVE + TILDE,
  ë: BREVE + DOT,
}
const VNI_PAIR = /([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[íìæóòôöñî]/gi

/** Text of TCVN3 bytes read as Latin-1. `capitals` for the fonts of capital letters (.VnTimeH). */
export function fromTcvn3(text: string, capitals = false): string {
  const converted = text.replace(/[\u00a1-\u00fe]/g, (char) => TCVN3.get(char) ?? char)
  return capitals ? converted.toUpperCase() : converted
}

/**
 * TCVN3 has no marked capitals: its fonts of capital letters draw small letters as capitals. Out of its font,
 * a stretch whose plain letters all are capitals was set in such a font.
 */
function withCapitals(text: string): string {
  return text.replace(/(?:(?!\t|\n|\|| {3,})[\s\S])+/g, (stretch) =>
    /[A-Z][^a-z]*[A-Z]/.test(stretch) && !/[a-z]/.test(stretch) ? stretch.toUpperCase() : stretch,
  )
}

/** Text of VNI bytes read as Latin-1. */
export function fromVni(text: string): string {
  return text
    .replace(VNI_PAIR, (whole: string, base?: string, mark?: string) => {
      if (base === undefined || mark === undefined) return cased(VNI_SINGLE, whole)
      const letter = /[ôö]/i.test(base) ? cased(VNI_SINGLE, base) : base
      return letter + VNI_MARKS[mark.toLowerCase()]!
    })
    .normalize('NFC')
}

const COMMON_WORDS =
  /(?<!\p{L})(?:và|của|các|về|việc|được|thực hiện|kế hoạch|nhiệm vụ|ủy ban|uỷ ban|nhân dân|tỉnh|huyện|xã|sở|nội vụ|cơ quan|đơn vị|tổ chức|hành chính|quản lý|phối hợp|chủ trì|thời gian|chỉ số|năm|nâng cao|triển khai)(?!\p{L})/giu
const MODERN_LETTERS = /[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0102\u0103\u0110\u0111]/g

/** How many of the commonest words of official Vietnamese the text has. */
export function commonWords(text: string): number {
  return text.match(COMMON_WORDS)?.length ?? 0
}

export type Conversion = { text: string; encoding: 'tcvn3' | 'vni' }

/** The text out of an old font encoding, or null when neither reading is Vietnamese. */
export function convertLegacy(text: string): Conversion | null {
  const readings: Conversion[] = [
    { text: withCapitals(fromTcvn3(text)), encoding: 'tcvn3' },
    { text: fromVni(text), encoding: 'vni' },
  ]
  const scored = readings.map((reading) => ({ reading, score: commonWords(reading.text) }))
  scored.sort((a, b) => b.score - a.score)
  const best = scored[0]!
  return best.score >= 3 && best.score > commonWords(text) ? best.reading : null
}

/** Whether the text already is Unicode Vietnamese: it has letters that Latin-1 lacks. */
export function isModern(text: string): boolean {
  return (text.normalize('NFC').match(MODERN_LETTERS)?.length ?? 0) > 0
}

function cased(table: Readonly<Record<string, string>>, char: string): string {
  const lower = char.toLowerCase()
  const found = table[lower] ?? lower
  return char === lower ? found : found.toUpperCase()
}
