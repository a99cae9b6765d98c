// Labels as printed against labels as known: tones, marks, stars, "(%)" and small slips do not count.

import { searchKey } from '../lib/text.ts'
import type { Indicator } from './catalogue.ts'
import type { Province } from './pack.ts'

export const labelKey = (text: string): string => searchKey(text.replace(/\(\s*%\s*\)|\*/g, ' '))

/** The province of a GSO code; null for another number. */
export const provinceOfCode = (provinces: readonly Province[], text: string): Province | null => {
  const code = /^0*(\d{1,2})(\.0+)?$/.exec(text.trim())?.[1]
  return provinces.find((province) => province.code === code) ?? null
}

/** The province of a name in Vietnamese or English, however it is spaced, marked or shortened. */
export function provinceOfName(provinces: readonly Province[], text: string): Province | null {
  const key = nameKey(text)
  if (key === '') return null
  return (
    provinces.find(({ name, nameEn, key: short }) =>
      [name, nameEn, short].some((known) => nameKey(known) === key),
    ) ??
    provinces.find(({ code }) => ALIASES[key] === code) ??
    null
  )
}

const nameKey = (text: string): string =>
  searchKey(text)
    .replace(/^(tinh|thanh pho|tp) /, '')
    .replace(/ (city|province)$/, '')
    .replace(/ /g, '')

const ALIASES: Readonly<Record<string, string>> = {
  hcmc: '79',
  hcm: '79',
  tphcm: '79',
  tphochiminh: '79',
  saigon: '79',
  hue: '46',
  tthue: '46',
  thuathienhue: '46',
  brvt: '77',
  bariavungtau: '77',
  vungtau: '77',
  dacnong: '67',
  daknong: '67',
  daclac: '66',
  daklak: '66',
  hatay: '1',
}

/** The indicator whose label this is, among those of a part that were not taken yet: the same label, else the one that
 * shares most of its words. */
export function indicatorOf(
  labels: readonly string[],
  open: readonly Indicator[],
): Indicator | null {
  const keys = labels.map(labelKey).filter((key) => key !== '')
  const same = open.find(({ label, labelEn }) =>
    [labelKey(label), labelKey(labelEn)].some((known) => keys.includes(known)),
  )
  if (same) return same
  let best: { indicator: Indicator; likeness: number } | null = null
  for (const indicator of open) {
    for (const key of keys) {
      const likeness = Math.max(
        dice(key, labelKey(indicator.label)),
        dice(key, labelKey(indicator.labelEn)),
      )
      if (!best || likeness > best.likeness) best = { indicator, likeness }
    }
  }
  return best && best.likeness >= 0.75 ? best.indicator : null
}

/** Share of words that two labels have in common (Dice). */
function dice(a: string, b: string): number {
  const [left, right] = [a.split(' '), b.split(' ')]
  const open = [...right]
  let shared = 0
  for (const word of left) {
    const at = open.indexOf(word)
    if (at < 0) continue
    open.splice(at, 1)
    shared += 1
  }
  return (2 * shared) / (left.length + right.length)
}
