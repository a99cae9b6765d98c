import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvents } from '../../test/dossier.ts'
import { foldDossier } from './fold.ts'
import { dossierOf, keptDossier } from './kept-dossier.ts'

test('property: what a row keeps is the dossier, in one line', () => {
  fc.assert(
    fc.property(anyEvents, (all) => {
      const dossier = foldDossier(all)
      if (!dossier) return
      const text = keptDossier(dossier)
      expect(dossierOf(text)).toEqual(dossier)
      expect(text).not.toContain('\n')
    }),
  )
})

test('rows written before, with everything in them, are read as they are', () => {
  fc.assert(
    fc.property(anyEvents, (all) => {
      const dossier = foldDossier(all)
      if (dossier) expect(dossierOf(JSON.stringify(dossier))).toEqual(dossier)
    }),
  )
})
