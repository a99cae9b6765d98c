// The detectors of the integrity desk as data: what each looks for in words, with which measures, and with what caution.

import { z } from 'zod'

const sentence = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) })
const share = z.number().gt(0).lte(1)
const least = z.int().min(1)
const row = <C extends string, S extends string, P extends z.ZodRawShape>(
  code: C,
  scope: S,
  parameters: P,
) =>
  z.strictObject({
    code: z.literal(code),
    /** Of what it is a sign: one dossier, or several of a unit, of its day, of a person's day, of a minute. */
    scope: z.literal(scope),
    /** Whether a dossier with the sign is left out of the index shown without the flagged ones. */
    excludes: z.boolean(),
    name: sentence,
    caution: sentence,
    parameters: z.strictObject(parameters),
    source: z.array(z.string()).min(1),
  })
const pattern = z.string().refine((text) => {
  try {
    return Boolean(new RegExp(text, 'u'))
  } catch {
    return false
  }
}, 'no pattern')

const detector = z.discriminatedUnion('code', [
  row('no-time', 'dossier', { minutes: z.number().min(0), share, least }),
  row('ends-at-due', 'dossier', { share, least }),
  row('ends-at-due-in-bulk', 'unit-day', { share, least }),
  row('input-as-result', 'dossier', { hashFields: z.array(z.string()), share, least }),
  row('reopened', 'dossier', { share, least }),
  row('no-result', 'dossier', { share, least }),
  row('end-before-entry', 'dossier', { share, least }),
  row('back-dated', 'dossier', { hours: z.number().min(1), share, least }),
  row('end-moved-into-time', 'dossier', { share, least }),
  row('dummy-identity', 'dossier', { patterns: z.array(pattern), share, least }),
  row('one-identity', 'unit', { share, least }),
  row('one-database', 'unit', { share, least }),
  row('duplicate', 'person-day', { least, exempt: z.array(z.string()) }),
  row('burst', 'minute', { least }),
])
export type Detector = z.infer<typeof detector>
export type DetectorCode = Detector['code']
/** Every detector that a pack may name. */
export const DETECTORS = detector.options.map((it) => it.shape.code.value) as [
  DetectorCode,
  ...DetectorCode[],
]

const shape = z.strictObject({
  version: z.string(),
  about: sentence,
  detectors: z
    .array(detector)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'twice the same'),
})
export type IntegrityPack = z.infer<typeof shape>

/** Throws a ZodError that names every fault. A detector that is not listed is off. */
export const readIntegrityPack = (json: unknown): IntegrityPack => shape.parse(json)

type Parameters = { [C in DetectorCode]: Extract<Detector, { code: C }>['parameters'] }

/** The parameters of a detector; null when it is off. */
export function parametersOf<C extends DetectorCode>(
  pack: IntegrityPack,
  code: C,
): Parameters[C] | null {
  const found: Detector | undefined = pack.detectors.find((it) => it.code === code)
  return found ? (found.parameters as Parameters[C]) : null
}
