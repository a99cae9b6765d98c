// Photos: turned upright, stripped of what the camera wrote (place, device, time), with a thumbnail.

import sharp from 'sharp'
import { type Day, isDay } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'

const LARGEST_SIDE = 2400
const THUMBNAIL = 320
const MOST_PIXELS = 60_000_000

export type Picture = {
  bytes: Uint8Array
  thumbnail: Uint8Array
  mime: string
  takenOn: Day | null
}

/** The photo to keep, its thumbnail, and the day it was taken when the camera had noted one. */
export async function preparePicture(bytes: Uint8Array): Promise<Picture> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    const { exif } = await image.metadata()
    const upright = image.rotate()
    const kept = await upright
      .clone()
      .resize(LARGEST_SIDE, LARGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toBuffer()
    const thumbnail = await upright
      .clone()
      .resize(THUMBNAIL, THUMBNAIL, { fit: 'inside' })
      .webp()
      .toBuffer()
    return {
      bytes: new Uint8Array(kept),
      thumbnail: new Uint8Array(thumbnail),
      mime: 'image/jpeg',
      takenOn: exif ? takenOn(exif) : null,
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(415, 'evidence.picture-broken')
  }
}

/** EXIF keeps times as the text `2024:05:14 08:00:00`; the first one found is when it was taken. */
function takenOn(exif: Buffer): Day | null {
  const [, year, month, date] =
    /(\d{4}):(\d\d):(\d\d) \d\d:\d\d:\d\d/.exec(exif.toString('latin1')) ?? []
  const text = `${year}-${month}-${date}`
  return isDay(text) ? text : null
}
