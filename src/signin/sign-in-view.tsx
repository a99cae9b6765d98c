// The sign-in form, and every reason for which someone sees it again.

import type { VNode } from 'preact'
import { authWords, type ProviderRefusal, type ProviderSettings } from '../auth/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Document,
  entryText,
  Form,
  Heading,
  Notice,
  TextField,
} from '../face/index.ts'
import { type Page, type Shown, say } from '../platform/index.ts'
import type { Failure } from './provider.ts'
import { signinWords } from './words.ts'

type Refusal = 'wrong' | 'too-many' | Failure | ProviderRefusal

type Props = {
  next: string
  /** Null when there is none, or it is off. */
  provider: ProviderSettings | null
  refused?: Refusal | undefined
}

const STATUS: Partial<Record<Refusal, number>> = { 'too-many': 429, down: 503 }

/** The form once more, with the reason. */
export const signInAgain = (page: Page, props: Props & { refused: Refusal }): Shown => ({
  html: <SignInView page={page} {...props} />,
  status: STATUS[props.refused] ?? 401,
})

export function SignInView({ page, next, provider, refused }: Props & { page: Page }): VNode {
  const t = say(authWords, page.lang)
  const words = say(signinWords, page.lang)
  const name = provider?.name ?? ''
  return (
    <Document page={page} title={t('sign-in')} frame="public">
      <Heading title={t('sign-in')} lead={t('sign-in.lead')} />
      {refused && (
        <Notice tone="bad">
          {refused === 'wrong' || refused === 'too-many'
            ? t(`sign-in.${refused}`)
            : words(`provider.${refused}`, { name })}
        </Notice>
      )}
      <Form page={page} action="/dang-nhap">
        <input type="hidden" name="next" value={next} />
        <TextField
          label={t('email')}
          name="email"
          type="email"
          autocomplete="username"
          required
          width="medium"
          value={entryText(page, 'email')}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autocomplete="current-password"
          required
          width="medium"
        />
        <Actions>
          <Button>{t('sign-in')}</Button>
          <a href="/quen-mat-khau">{words('forgot')}</a>
        </Actions>
      </Form>
      {provider && (
        <p>
          <ButtonLink href={`/dang-nhap/mot-lan?next=${encodeURIComponent(next)}`}>
            {words('provider.go', { name })}
          </ButtonLink>
        </p>
      )}
    </Document>
  )
}
