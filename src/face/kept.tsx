// A part of a page that many pages show alike, turned into text once for as long as what it shows is kept.

import type { VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { jsxTemplate } from 'preact/jsx-runtime'
import { renderToString } from 'preact-render-to-string'
import { Speech } from './speech.tsx'

type KeptProps = {
  /** What it shows: the same object, the same text. Nothing of the visitor may be in it. */
  of: object
  /** What else the text depends on, beside the language. */
  as?: string
  children: () => VNode
}

const texts = new WeakMap<object, Map<string, string>>()

export function Kept({ of, as = '', children }: KeptProps): VNode {
  const lang = useContext(Speech)
  const known = texts.get(of) ?? new Map<string, string>()
  texts.set(of, known)
  const key = `${lang} ${as}`
  const text =
    known.get(key) ?? renderToString(<Speech.Provider value={lang}>{children()}</Speech.Provider>)
  known.set(key, text)
  return jsxTemplate([text]) as VNode
}
