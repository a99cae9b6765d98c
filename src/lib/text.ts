// Vietnamese text as data: one spelling for comparing, one key for searching, one key for sorting.
// Sorting follows the Vietnamese alphabet (29 letters), then tones, then case, as CLDR "vi" does.

const TONES: Readonly<Record<string, number>> = {
  '\u0300': 1, // huyền
  '\u0309': 2, // hỏi
  '\u0303': 3, // ngã
  '\u0301': 4, // sắc
  '\u0323': 5, // nặng
}
const ALPHABET = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'

const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g

/**
 * The text composed (NFC), without invisible characters; the form in which all text is stored. The Icelandic
 * eth that old keyboards typed for Đ is Đ.
 */
export function nfc(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/Ð/g, 'Đ').replace(/ð/g, 'đ')
}

/** Letters without marks: `Định Hoá` gives `Dinh Hoa`; case and punctuation are kept. */
export function foldDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
}

/** What search compares: no marks, lower case, punctuation as single blanks. */
export function searchKey(text: string): string {
  return foldDiacritics(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * Two names with one match key are the same name written differently: Unicode form, case, the place
 * of the tone mark (`Hoá`, `Hóa`), i or y closing a syllable (`Sĩ`, `Sỹ`), punctuation and blanks do
 * not count; tones and letters do. The tone stands as a digit after its syllable.
 */
export function matchKey(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map(syllableKey)
    .join(' ')
}

/** A key whose plain order is the Vietnamese order; digits and letters only, safe in any collation. */
export function sortKey(text: string): string {
  const primary: string[] = []
  let tones = ''
  let cases = ''
  for (const char of nfc(text).trim().replace(/\s+/g, ' ')) {
    const { letter, tone } = apart(char.toLowerCase())
    primary.push(primaryWeight(letter))
    tones += tone
    cases += char === char.toLowerCase() ? '0' : '1'
  }
  return `${primary.join('')}00${tones}00${cases}`
}

/** Vietnamese order of two texts, for `Array.sort`. */
export function compareVietnamese(a: string, b: string): number {
  const left = sortKey(a)
  const right = sortKey(b)
  return left < right ? -1 : left > right ? 1 : 0
}

function syllableKey(word: string): string {
  let letters = ''
  let tone = 0
  for (const char of word) {
    const part = apart(char)
    letters += part.letter
    tone = part.tone || tone
  }
  return letters.replace(/^([bcdđghklmnprstvx]+|qu)y$/u, '$1i') + (tone === 0 ? '' : tone)
}

/** A letter with its own mark (ă, ơ, đ) and its tone apart. */
function apart(char: string): { letter: string; tone: number } {
  let tone = 0
  const letter = char
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (mark) => {
      tone = TONES[mark]!
      return ''
    })
    .normalize('NFC')
  return { letter, tone }
}

function primaryWeight(letter: string): string {
  const place = ALPHABET.indexOf(letter)
  if (letter.length === 1 && place >= 0)
    return String.fromCharCode(99 + Math.floor(place / 10)) + (place % 10)
  if (letter >= '0' && letter <= '9') return `b${letter}`
  if (letter === ' ') return 'a0'
  if (/\p{L}/u.test(letter)) {
    const plain = ALPHABET.indexOf(foldDiacritics(letter).charAt(0))
    if (plain >= 0) return String.fromCharCode(99 + Math.floor(plain / 10)) + (plain % 10)
    return `z${letter.codePointAt(0)!.toString(36).padStart(4, '0')}`
  }
  return 'a1'
}
