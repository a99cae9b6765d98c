// Blocks of a page: headings, figures, notices, words of the office.

import type { ComponentChildren, VNode } from 'preact'
import type { Tone } from './marks.tsx'
import { Spoken } from './speech.tsx'

type HeadingProps = {
  title: string
  /** One sentence that says what the page means today. */
  lead?: ComponentChildren
  /** What the heading is about, above it: "Kế hoạch 99 · Quý II/2024". */
  over?: ComponentChildren
  actions?: ComponentChildren
}

/** The page's only `<h1>`. */
export const Heading = ({ title, lead, over, actions }: HeadingProps): VNode => (
  <div class="heading">
    <div>
      {over && <p class="over">{over}</p>}
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
    </div>
    {actions && <div class="actions">{actions}</div>}
  </div>
)

type SectionProps = {
  title: string
  lead?: ComponentChildren
  actions?: ComponentChildren
  id?: string
  children: ComponentChildren
}

/** A titled part of a page. */
export const Section = ({ title, lead, actions, id, children }: SectionProps): VNode => (
  <section class="section" id={id}>
    <div class="section-head">
      <h2>{title}</h2>
      {actions && <div class="actions">{actions}</div>}
    </div>
    {lead && <p class="section-lead">{lead}</p>}
    {children}
  </section>
)

/** A framed block. */
export const Card = ({ children }: { children: ComponentChildren }): VNode => (
  <div class="card">{children}</div>
)

/** Blocks side by side when there is room. */
export const Columns = ({ children }: { children: ComponentChildren }): VNode => (
  <div class="columns">{children}</div>
)

/** Running text at a readable width. */
export const Prose = ({ children }: { children: ComponentChildren }): VNode => (
  <div class="prose">{children}</div>
)

/** Buttons and links that belong together. */
export const Actions = ({ children }: { children: ComponentChildren }): VNode => (
  <div class="actions">{children}</div>
)

type NoticeProps = { tone?: Tone; title?: string; toast?: boolean; children?: ComponentChildren }

/** Something the reader should know now; `toast` also shows it in a corner for a moment. */
export const Notice = ({ tone = 'info', title, toast, children }: NoticeProps): VNode => (
  <Spoken>
    {(t) => (
      <div
        class={`notice ${tone}`}
        role={tone === 'bad' ? 'alert' : 'status'}
        data-toast={toast ? '' : undefined}
      >
        <NoticeShape tone={tone} />
        <div>
          <p class="notice-title">{title ?? t(`notice.${tone}`)}</p>
          {children && <div class="notice-body">{children}</div>}
        </div>
      </div>
    )}
  </Spoken>
)

const NOTICE_PATHS: Record<Tone, string> = {
  info: 'M10 9v5M10 6v.2',
  good: 'M6 10.4 9 13.4 14.4 7',
  warning: 'M10 5.6v5.6M10 14v.2',
  bad: 'M7 7l6 6M13 7l-6 6',
}

const NoticeShape = ({ tone }: { tone: Tone }) => (
  <svg class="notice-shape" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    <circle cx="10" cy="10" r="9" fill="currentColor" />
    <path d={NOTICE_PATHS[tone]} class="notice-sign" />
  </svg>
)

type EmptyProps = { title: string; children?: ComponentChildren; action?: ComponentChildren }

/** Nothing here yet: why, and what to do. */
export const Empty = ({ title, children, action }: EmptyProps): VNode => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children && <div>{children}</div>}
    {action && <div class="actions">{action}</div>}
  </div>
)

/** More words, shut until asked for. */
export const Details = (props: {
  summary: ComponentChildren
  open?: boolean
  children: ComponentChildren
}): VNode => (
  <details class="details" open={props.open}>
    <summary>{props.summary}</summary>
    <div class="details-body">{props.children}</div>
  </details>
)

export type Tab = { href: string; label: string; count?: number }

/** Pages of one thing, as links; `here` is the address of the open one. */
export const Tabs = (props: { label: string; tabs: Tab[]; here: string }): VNode => (
  <nav class="tabs" aria-label={props.label}>
    <ul>
      {props.tabs.map(({ href, label, count }) => (
        <li key={href}>
          <a href={href} aria-current={href === props.here ? 'page' : undefined}>
            {label}
            {count !== undefined && <span class="count">{count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

export type Definition = { term: string; value: ComponentChildren }

/** Terms and what they are; rows without a value are left out. */
export const DefinitionList = ({ items }: { items: (Definition | null)[] }): VNode => (
  <dl class="definitions">
    {items.map(
      (item) =>
        item && (
          <div key={item.term}>
            <dt>{item.term}</dt>
            <dd>{item.value}</dd>
          </div>
        ),
    )}
  </dl>
)

type QuoteProps = {
  text: string
  /** Where the words stand: "KH 99/KH-UBND, Phụ lục, nhiệm vụ 4". */
  source?: ComponentChildren
  href?: string
}

/** Official words, verbatim, with the place they were taken from. */
export const Quote = ({ text, source, href }: QuoteProps): VNode => (
  <figure class="quote">
    <blockquote>{text}</blockquote>
    {source && (
      <Spoken>
        {(t) => (
          <figcaption>
            {t('from')} {href ? <a href={href}>{source}</a> : source}
          </figcaption>
        )}
      </Spoken>
    )}
  </figure>
)

/** A formula printed beside its figure. */
export const Formula = ({ children }: { children: ComponentChildren }): VNode => (
  <p class="formula">{children}</p>
)
