// A change to one person, as a route; what is refused comes back to the person's page.

import type { z } from 'zod'
import { type Act, type Route, route } from '../platform/index.ts'
import { personPage } from './person.tsx'
import { type Done, unitOfPerson } from './person-load.ts'

type Change<I> = {
  to: string
  about: string
  records: readonly string[]
  input: z.ZodType<I & { id: string }>
  act: (act: Act, input: I & { id: string }) => Promise<unknown>
  done: Done
}

/** A change that leads back to the person's page. */
export const change = <I>({ to, about, records, input, act, done }: Change<I>): Route =>
  route<I & { id: string }, string>({
    method: 'POST',
    path: `/office/people/:id/${to}`,
    may: 'person.manage',
    about,
    records,
    input,
    unit: unitOfPerson('person.manage'),
    retry: personPage,
    act: async (acting, given) => {
      await act(acting, given)
      return `/office/people/${given.id}?done=${done}`
    },
    show: (redirect) => ({ redirect }),
  })
