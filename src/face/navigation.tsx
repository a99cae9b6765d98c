// Where I am, where I can go, who I am.

import type { VNode } from 'preact'
import { type Page, say } from '../platform/index.ts'
import { Spoken } from './speech.tsx'
import { faceWords } from './words.ts'

/** `group`: the heading it stands under, beside others of the same; none for what comes first. */
export type NavItem = { href: string; label: string; count?: number; group?: string }
export type Crumb = { href: string; label: string }

/** Links under their headings; the open one is marked for eyes and for screen readers. */
export function NavList({ nav, here }: { nav: NavItem[]; here: string | null }): VNode {
  const groups = [...new Set(nav.map(({ group }) => group))]
  return (
    <>
      {groups.map((group) => (
        <div key={group ?? ''} class="nav-group">
          {group && <p>{group}</p>}
          <ul aria-label={group}>
            {nav
              .filter((item) => item.group === group)
              .map(({ href, label, count }) => (
                <li key={href}>
                  <a href={href} aria-current={href === here ? 'page' : undefined}>
                    <span>{label}</span>
                    {count !== undefined && count > 0 && <span class="count">{count}</span>}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </>
  )
}

/** The pages above this one; nothing when there is none. */
export function Crumbs({ crumbs, title }: { crumbs: Crumb[]; title: string }): VNode | null {
  if (crumbs.length === 0) return null
  return (
    <Spoken>
      {(t) => (
        <nav class="crumbs" aria-label={t('crumbs')}>
          <ol>
            {crumbs.map(({ href, label }) => (
              <li key={href}>
                <a href={href}>{label}</a>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      )}
    </Spoken>
  )
}

/** The same page in the other language. */
export function Languages({ page }: { page: Page }): VNode {
  const other = page.lang === 'vi' ? 'en' : 'vi'
  const query = new URLSearchParams(page.url.search)
  query.set('lang', other)
  return (
    <a class="language" lang={other} hreflang={other} href={`${page.url.pathname}?${query}`}>
      {faceWords[page.lang].otherLanguage}
    </a>
  )
}

/** The way to one's notices, with how many are unread; nothing for who is told nothing. */
export function Bell({ page }: { page: Page }): VNode | null {
  const t = say(faceWords, page.lang)
  const { unread } = page.visitor
  if (unread === undefined) return null
  return (
    <a
      class="bell"
      href="/office/notices"
      aria-current={page.url.pathname === '/office/notices' ? 'page' : undefined}
    >
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <path d="M10 2.5a5 5 0 0 0-5 5v3.2L3.5 14h13L15 10.7V7.5a5 5 0 0 0-5-5z" />
        <path d="M8.2 16.3a1.9 1.9 0 0 0 3.6 0" />
      </svg>
      <span class="unseen">{t('notices')}</span>
      {unread > 0 && (
        <>
          <span class="count" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
          <span class="unseen">{t('notices.unread', { n: unread })}</span>
        </>
      )}
    </a>
  )
}

/** Name, unit and the way out; the way in when nobody is signed in. */
export function Who({ page }: { page: Page }): VNode {
  const t = say(faceWords, page.lang)
  const { name, unitName, csrf } = page.visitor
  if (name === null) {
    return (
      <a class="sign-in" href="/dang-nhap">
        {t('signIn')}
      </a>
    )
  }
  return (
    <section class="who" aria-label={t('account')}>
      <p>
        <a class="who-name" href="/office/account">
          {name}
        </a>
        {unitName && <span>{unitName}</span>}
      </p>
      <form method="post" action="/dang-xuat" data-sign-out={t('offline.sign-out')}>
        <input type="hidden" name="csrf" value={csrf} />
        <button class="button quiet" type="submit">
          {t('signOut')}
        </button>
      </form>
    </section>
  )
}
