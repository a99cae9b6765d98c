// Evidence of self-scores as files: from outside the web root, never run in the page.

import { z } from 'zod'
import { findEvidence } from '../localcriteria/index.ts'
import { notFound, type Route, route } from '../platform/index.ts'
import { unitOfAddress } from './report-key.ts'

const address = z.object({ code: z.string().max(40), cycle: z.string().max(80), id: z.uuid() })

type Opened = { bytes: Uint8Array; mime: string; name: string }

const file = (which: 'whole' | 'thumbnail') =>
  route<z.infer<typeof address>, Opened>({
    method: 'GET',
    path: `/office/units/:code/criteria/:cycle/evidence/:id${which === 'thumbnail' ? '/thumbnail' : ''}`,
    may: 'criteria.read',
    about:
      which === 'whole'
        ? 'A piece of evidence of a self-score as a file.'
        : 'The small picture of a photo in a self-score.',
    input: address,
    unit: unitOfAddress,
    load: async (read, input) => {
      const unitId = await unitOfAddress(read, input)
      const evidence = unitId ? await findEvidence(read.db, unitId, input.id) : undefined
      const isSmall = which === 'thumbnail'
      const hash = isSmall ? evidence?.thumbnail_hash : evidence?.file_hash
      if (!evidence || !hash) throw notFound('evidence')
      return {
        bytes: await read.files.get(hash),
        mime: isSmall ? 'image/webp' : (evidence.mime ?? 'application/octet-stream'),
        name: evidence.title,
      }
    },
    show: ({ bytes, mime, name }) => ({
      file: bytes,
      mime,
      name,
      inline: mime.startsWith('image/'),
    }),
  })

export const criteriaEvidenceRoutes: readonly Route[] = [file('whole'), file('thumbnail')]
