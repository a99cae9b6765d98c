// Numbers straight from bytes. Up to 15 digits are exact as digits / 10ᵏ; anything longer goes through text.

/** What a cell is: `value` (NaN: no number), and whether writing the value gives the cell's own spelling back. */
export type ParsedNumber = { value: number; isPlain: boolean }

const SHAPE = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const TENS = Array.from({ length: 16 }, (_, power) => 10 ** power)
const result: ParsedNumber = { value: 0, isPlain: true }

/** The number in bytes[from … to), the decimal mark being `mark`. The result is one object, overwritten each time. */
export function parseNumber(
  bytes: Uint8Array,
  from: number,
  to: number,
  mark: number,
): ParsedNumber {
  let at = from
  const isNegative = bytes[at] === 45
  if (isNegative) at += 1
  let [digits, decimals, seen] = [0, -1, 0]
  const first = bytes[at]
  const second = bytes[at + 1]
  for (; at < to; at++) {
    const byte = bytes[at]!
    if (byte >= 48 && byte <= 57) {
      digits = digits * 10 + (byte - 48)
      seen += 1
      if (decimals >= 0) decimals += 1
    } else if (byte === mark && decimals < 0) decimals = 0
    else return slowly(bytes, from, to, mark)
  }
  if (seen === 0 || seen > 15) return slowly(bytes, from, to, mark)
  const size = decimals > 0 ? digits / TENS[decimals]! : digits
  result.value = isNegative ? -size : size
  const padded = first === 48 && seen > 1 && second !== mark
  const trailing = decimals === 0 || (decimals > 0 && bytes[to - 1] === 48)
  const tiny = size !== 0 && size < 1e-6
  result.isPlain = !(
    padded ||
    trailing ||
    tiny ||
    first === mark ||
    (isNegative && size === 0) ||
    mark !== 46
  )
  return result
}

/** Blanks around, exponents, a plus sign, many digits. */
function slowly(bytes: Uint8Array, from: number, to: number, mark: number): ParsedNumber {
  let text = ''
  for (let at = from; at < to && at < from + 400; at++) {
    const byte = bytes[at]!
    text += String.fromCharCode(byte === mark ? 46 : byte === 46 ? 0 : byte)
  }
  const trimmed = text.trim()
  const value = to - from < 400 && SHAPE.test(trimmed) ? Number(trimmed) : Number.NaN
  result.value = Number.isFinite(value) ? value : Number.NaN
  result.isPlain = String(value) === text && mark === 46
  return result
}
