// A drawn notice board, standing in for a photo: clearly a drawing, nobody and no place in it.

import sharp from 'sharp'

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720">
  <rect width="960" height="720" fill="#dfe8ea"/><rect y="560" width="960" height="160" fill="#b9a58b"/>
  <rect x="140" y="110" width="680" height="420" rx="8" fill="#6b4f35"/>
  <rect x="165" y="135" width="630" height="370" fill="#f4efe4"/>
  <g fill="#fff" stroke="#9aa5b1" stroke-width="3"><rect x="195" y="165" width="170" height="230"/>
  <rect x="395" y="165" width="170" height="230"/><rect x="595" y="165" width="170" height="230"/></g>
  <g stroke="#607080" stroke-width="6">${[0, 1, 2, 3, 4, 5]
    .flatMap((line) =>
      [215, 415, 615].map(
        (x) =>
          `<line x1="${x}" y1="${195 + line * 30}" x2="${x + 130 - (line % 3) * 25}" y2="${195 + line * 30}"/>`,
      ),
    )
    .join('')}</g>
  <rect x="235" y="425" width="490" height="46" fill="#0f6b6b"/></svg>`

export const demoPhoto = async (): Promise<Uint8Array> =>
  new Uint8Array(await sharp(Buffer.from(SVG)).png().toBuffer())
