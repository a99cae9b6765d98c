import { describe, expect, test } from 'vitest'
import { fromTcvn3, fromVni } from './encodings.ts'
import { DocumentProblem } from './index.ts'
import { decodeText } from './plain-text.ts'

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const sentence =
  'Sở Nội vụ phối hợp với Ủy ban nhân dân các huyện tổ chức thực hiện kế hoạch năm 2024 của tỉnh'

describe('TCVN3', () => {
  const claims: [string, string][] = [
    ['Së Néi vô', 'Sở Nội vụ'],
    ['tØnh Th¸i Nguyªn', 'tỉnh Thái Nguyên'],
    ['®Æc biÖt, c¶i c¸ch', 'đặc biệt, cải cách'],
    ['ph­êng, x·, thÞ trÊn', 'phường, xã, thị trấn'],
    ['§Þnh Hãa, §ång Hû, Vâ Nhai', 'Định Hóa, Đồng Hỷ, Võ Nhai'],
    ['ng­êi d©n, h»ng n¨m', 'người dân, hằng năm'],
  ]
  test.each(claims)('%s', (old, now) => expect(fromTcvn3(old)).toBe(now))
  test('a font of capitals', () =>
    expect(fromTcvn3('uû ban nh©n d©n', true)).toBe('UỶ BAN NHÂN DÂN'))
})

describe('VNI', () => {
  const claims: [string, string][] = [
    ['Sôû Noäi vuï', 'Sở Nội vụ'],
    ['tænh Thaùi Nguyeân', 'tỉnh Thái Nguyên'],
    ['ñaëc bieät, caûi caùch', 'đặc biệt, cải cách'],
    ['phöôøng, xaõ, thò traán', 'phường, xã, thị trấn'],
    ['Ñònh Hoùa, Ñoàng Hyû', 'Định Hóa, Đồng Hỷ'],
    ['ÑAÊNG KYÙ', 'ĐĂNG KÝ'],
  ]
  test.each(claims)('%s', (old, now) => expect(fromVni(old)).toBe(now))
})

describe('bytes', () => {
  const tcvn3 =
    'Së Néi vô phèi hîp víi ñy ban nh©n d©n c¸c huyÖn tæ chøc thùc hiÖn kÕ ho¹ch n¨m 2024 cña tØnh'
  const vni =
    'Sôû Noäi vuï phoái hôïp vôùi UÛy ban nhaân daân caùc huyeän toå chöùc thöïc hieän keá hoaïch naêm 2024 cuûa tænh'
  test('TCVN3 bytes', () =>
    expect(decodeText(latin1(tcvn3))).toEqual({
      text: sentence.replace('Ủy', 'ủy'),
      encoding: 'tcvn3',
    }))
  test('VNI bytes', () =>
    expect(decodeText(latin1(vni))).toEqual({ text: sentence, encoding: 'vni' }))
  test('TCVN3 letters that were saved as UTF-8', () =>
    expect(decodeText(new TextEncoder().encode(tcvn3)).encoding).toBe('tcvn3'))
  test('the quotation marks of old Windows files, and capitals set in a font of capitals', () =>
    expect(
      decodeText(latin1(`kÕ ho¹ch \x93n©ng cao chØ sè\x94\n${tcvn3}\nñY BAN NH¢N D¢N`)).text,
    ).toBe(`kế hoạch “nâng cao chỉ số”\n${sentence.replace('Ủy', 'ủy')}\nỦY BAN NHÂN DÂN`))
  test.each([0, 1])('UTF-16 without its mark, order %i', (high) => {
    const wide = Buffer.from(sentence, 'utf16le')
    expect(decodeText(high ? wide.swap16() : wide)).toEqual({ text: sentence, encoding: 'utf-16' })
  })
  test('UTF-8 and UTF-16 in both orders', () => {
    expect(decodeText(new TextEncoder().encode(sentence))).toEqual({
      text: sentence,
      encoding: 'utf-8',
    })
    const little = Buffer.from(`\uFEFF${sentence}`, 'utf16le')
    expect(decodeText(little)).toEqual({ text: sentence, encoding: 'utf-16' })
    expect(decodeText(Buffer.from(little).swap16())).toEqual({ text: sentence, encoding: 'utf-16' })
  })
  test('Vietnamese without marks, and French, stay as they are', () => {
    for (const text of ['Ke hoach nam 2024 cua tinh', 'Élève à côté de la forêt']) {
      expect(decodeText(new TextEncoder().encode(text))).toEqual({ text, encoding: 'utf-8' })
    }
  })
  test('bytes of no known encoding are refused', () => {
    const noise = latin1('äöü ÄÖÜ ß Straße für die größten Häuser')
    expect(() => decodeText(noise)).toThrow(DocumentProblem)
  })
})
