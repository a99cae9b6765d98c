// The language of the page, given once by the document to every component below it.

import { type ComponentChildren, createContext, type VNode } from 'preact'
import { type Lang, type Say, say } from '../platform/index.ts'
import { type FaceKey, faceWords } from './words.ts'

export const Speech = createContext<Lang>('vi')

type Spoken = { children: (t: Say<FaceKey>, lang: Lang) => ComponentChildren }

/** Calls its child with the speaker of the frame's words in the page's language. */
export function Spoken({ children }: Spoken): VNode {
  return (
    <Speech.Consumer>{(lang: Lang) => <>{children(say(faceWords, lang), lang)}</>}</Speech.Consumer>
  )
}
