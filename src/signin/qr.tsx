// A QR code as one path, drawn on the server: dark on white whatever the reader's theme, or no camera reads it.

import type { VNode } from 'preact'
import qrcode from 'qrcode-generator'

/** Light modules around the code (ISO/IEC 18004: four). */
const QUIET = 4

/** `text` as a square picture. */
export function QrCode({ text, label }: { text: string; label: string }): VNode {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const size = code.getModuleCount()
  const whole = size + 2 * QUIET
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${whole} ${whole}`}
      width="240"
      height="240"
      shape-rendering="crispEdges"
    >
      <rect width={whole} height={whole} fill="#fff" />
      <path d={darkRuns(size, (row, column) => code.isDark(row, column))} fill="#000" />
    </svg>
  )
}

/** Each run of dark modules in a row as one rectangle. */
export function darkRuns(size: number, isDark: (row: number, column: number) => boolean): string {
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!isDark(row, column)) continue
      const start = column
      while (column + 1 < size && isDark(row, column + 1)) column += 1
      const width = column - start + 1
      path += `M${start + QUIET} ${row + QUIET}h${width}v1h-${width}z`
    }
  }
  return path
}
