// Ids are UUIDs of version 7 (RFC 9562), made here and never by the database.

/** A maker of ids that sort by the time they were made, also within one millisecond of this process. */
export function idMaker(random: () => Uint8Array): (milliseconds: number) => string {
  let last = 0
  let counter = 0
  return (milliseconds) => {
    counter = milliseconds > last ? 0 : counter + 1
    last = Math.max(last, milliseconds)
    if (counter > 0xfff) {
      last += 1
      counter = 0
    }
    const bytes = random()
    const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
    const time = hex(last, 12)
    const tail = [...bytes.slice(0, 8)].map((byte, index) =>
      hex(index === 0 ? (byte & 0x3f) | 0x80 : byte, 2),
    )
    const end = tail.join('')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${end.slice(0, 4)}-${end.slice(4)}`
  }
}
