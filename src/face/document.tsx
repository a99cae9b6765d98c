// The whole page: head, skip link, who I am, navigation, breadcrumbs, content, footer.
// One frame for the office (rail at the left), one for citizens (doors on top), one bare (sign-in).

import type { ComponentChildren, VNode } from 'preact'
import { formatDay } from '../lib/day.ts'
import { formatInstant } from '../lib/instant.ts'
import { type Page, say } from '../platform/index.ts'
import { Bell, type Crumb, Crumbs, Languages, type NavItem, NavList, Who } from './navigation.tsx'
import { Speech } from './speech.tsx'
import { faceWords } from './words.ts'

export type DocumentProps = {
  page: Page
  title: string
  children: ComponentChildren
  frame?: 'office' | 'public' | 'bare'
  nav?: NavItem[]
  /** Address of the item of `nav` that is open; the longest matching one when absent. */
  here?: string
  crumbs?: Crumb[]
  description?: string
  /** Seconds after which the page asks again for itself, while long work runs. */
  refreshSeconds?: number
}

/** The full `<html>` of a page; sets the language for every component inside. */
export function Document(props: DocumentProps): VNode {
  const { page, title, children, frame = 'office', nav = [], crumbs = [], refreshSeconds } = props
  const t = say(faceWords, page.lang)
  const here = props.here ?? openItem(nav, page.url.pathname)
  return (
    <Speech.Provider value={page.lang}>
      <html lang={page.lang}>
        <Head page={page} title={title} description={props.description} refresh={refreshSeconds} />
        <body class={`frame-${frame}`} data-visitor={page.visitor.name === null ? 'out' : 'in'}>
          <a class="skip" href="#main">
            {t('skip')}
          </a>
          <Top page={page} frame={frame} nav={nav} here={here} />
          {frame !== 'bare' && <Acting page={page} />}
          <div class="below">
            {frame === 'office' && nav.length > 0 && (
              <nav class="rail" aria-label={t('mainNav')}>
                <div class="rail-list">
                  <NavList nav={nav} here={here} />
                </div>
              </nav>
            )}
            <div class="page">
              <Crumbs crumbs={crumbs} title={title} />
              <main id="main" tabIndex={-1} data-refresh={refreshSeconds}>
                {children}
              </main>
              <Footer page={page} />
              <details class="toast-log" data-toast-log hidden>
                <summary>{t('messages')}</summary>
                <ol />
              </details>
            </div>
          </div>
          <div class="toasts" role="status" aria-live="polite" data-toasts />
        </body>
      </html>
    </Speech.Provider>
  )
}

/** On every page: for whom the visitor signs, and the way out of it. */
function Acting({ page }: { page: Page }): VNode | null {
  const t = say(faceWords, page.lang)
  const { acting } = page.visitor
  if (!acting) return null
  return (
    <p class="acting">
      <a href="/office/delegations">
        {t('acting', { name: acting.forName, day: formatDay(acting.until, page.lang) })}
      </a>
    </p>
  )
}

type HeadProps = {
  page: Page
  title: string
  description: string | undefined
  refresh: number | undefined
}

function Head({ page, title, description, refresh }: HeadProps) {
  const product = faceWords[page.lang].product
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="format-detection" content="telephone=no" />
      <title>{title === product ? title : `${title} · ${product}`}</title>
      {description && <meta name="description" content={description} />}
      <link rel="icon" type="image/svg+xml" href={page.asset('logo.svg')} />
      <link rel="stylesheet" href={page.asset('style.css')} />
      <script type="module" src={page.asset('enhance.js')} />
      {refresh !== undefined && (
        <noscript>
          <meta http-equiv="refresh" content={String(refresh)} />
        </noscript>
      )}
    </head>
  )
}

type TopProps = { page: Page; frame: string; nav: NavItem[]; here: string | null }

function Top({ page, frame, nav, here }: TopProps) {
  const t = say(faceWords, page.lang)
  const home = frame === 'office' && page.visitor.name !== null ? '/office' : '/'
  return (
    <header class="top">
      <div class="top-row">
        <a class="brand" href={home}>
          <img src={page.asset('logo.svg')} alt="" width="28" height="28" />
          <span>{t('product')}</span>
        </a>
        {frame === 'public' && nav.length > 0 && (
          <nav class="doors" aria-label={t('mainNav')}>
            <NavList nav={nav} here={here} />
          </nav>
        )}
        <div class="top-end">
          {frame === 'office' && page.visitor.name !== null && <Find page={page} />}
          <Languages page={page} />
          {frame !== 'bare' && <Who page={page} />}
        </div>
        {frame === 'office' && <Bell page={page} />}
        {frame === 'office' && (
          <details class="menu">
            <summary>{t('menu')}</summary>
            <div class="menu-sheet">
              <nav aria-label={t('mainNav')}>
                <NavList nav={nav} here={here} />
              </nav>
              {page.visitor.name !== null && <Find page={page} />}
              <Who page={page} />
              <Languages page={page} />
            </div>
          </details>
        )}
      </div>
    </header>
  )
}

/** One box for units and tasks, on every page of the office. */
function Find({ page }: { page: Page }) {
  const t = say(faceWords, page.lang)
  return (
    <search>
      <form class="find" method="get" action="/office/search">
        <input type="search" name="q" aria-label={t('find')} placeholder={t('find')} />
        <button class="button secondary" type="submit">
          {t('search')}
        </button>
      </form>
    </search>
  )
}

function Footer({ page }: { page: Page }) {
  const t = say(faceWords, page.lang)
  return (
    <footer class="foot">
      <span>{t('promise')}</span>
      <span>{t('asOf', { at: formatInstant(page.now, page.lang) })}</span>
    </footer>
  )
}

/** The item whose address is the longest beginning of the path; null when none is. */
function openItem(nav: NavItem[], path: string): string | null {
  const fitting = nav.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  return fitting.sort((a, b) => b.href.length - a.href.length)[0]?.href ?? null
}
