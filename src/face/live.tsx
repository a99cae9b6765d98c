// Figures that change while one looks. Without script they are as of the page's time, and a reload brings newer ones.

import type { ComponentChildren, VNode } from 'preact'
import { formatInstant } from '../lib/instant.ts'
import { Spoken } from './speech.tsx'

/** A text that newer figures take the place of, by its key. */
export const Live = ({
  of,
  children,
}: {
  of: string | undefined
  children: ComponentChildren
}): VNode => <span data-live={of}>{children}</span>

/** Says where newer figures of a page come from, and whether the line holds. */
export const LiveLine = ({ from, at }: { from: string; at: string }): VNode => (
  <Spoken>
    {(t, lang) => (
      <p class="live-line" data-live-from={from} data-off={t('live.off')} hidden role="status">
        <span class="live-dot" aria-hidden="true" />{' '}
        <span data-live-word data-on={t('live.on')}>
          {t('live.on')}
        </span>{' '}
        <span aria-hidden="true" data-live="at">
          {t('live.at', { at: formatInstant(at, lang) })}
        </span>
      </p>
    )}
  </Spoken>
)
