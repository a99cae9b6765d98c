// Words about people that several pages say.

import { authWords, ROLE_NAMES, type Role } from '../auth/index.ts'
import { whenText } from '../face/index.ts'
import type { Lang } from '../platform/index.ts'

export const roleText = (role: Role, lang: Lang): string => authWords[lang][`role.${role}`]

export const roleOptions = (lang: Lang): { value: Role; label: string }[] =>
  ROLE_NAMES.map((role) => ({ value: role, label: roleText(role, lang) }))

/** `1/1/2024`, or `1/1/2024 – 1/6/2024` when it has an end. */
export const spanText = (from: string, to: string | null, lang: Lang): string =>
  to ? `${whenText(from, lang)} – ${whenText(to, lang)}` : whenText(from, lang)
