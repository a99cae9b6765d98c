// Texts in two languages. A room's words are one literal; a text missing in one language does not compile.

export type Lang = 'vi' | 'en'
export const LANGS: readonly Lang[] = ['vi', 'en']

export type Words<K extends string> = { vi: Record<K, string>; en: Record<K, string> }

/** Checks at compile time that both languages have the same keys. */
export function defineWords<const V extends Record<string, string>>(words: {
  vi: V
  en: { [K in keyof V]: string }
}): Words<Extract<keyof V, string>> {
  return words as Words<Extract<keyof V, string>>
}

type Params = Record<string, string | number>

/** A text with its `{name}` places filled; a place without a value is a mistake of the caller. */
export function fill(text: string, params: Params = {}): string {
  if (!text.includes('{')) return text
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`no value for {${name}} in "${text}"`)
    return String(value)
  })
}

export type Say<K extends string> = (key: K, params?: Params) => string

/** The speaker of one room's words in one language: `const t = say(words, lang)`. */
export const say =
  <K extends string>(words: Words<K>, lang: Lang): Say<K> =>
  (key, params) =>
    fill(words[lang][key], params)
