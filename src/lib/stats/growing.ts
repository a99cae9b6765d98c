// Typed arrays that grow by half again as rows arrive, and are cut to length at the end.

export type Growing<T> = {
  readonly length: number
  at(place: number): number | undefined
  push(value: number): void
  all(): T
}

export const growingFloats = (): Growing<Float64Array> =>
  growing((length) => new Float64Array(length))

export const growingIntegers = (): Growing<Int32Array> =>
  growing((length) => new Int32Array(length))

function growing<T extends Float64Array | Int32Array>(make: (length: number) => T): Growing<T> {
  let held = make(1024)
  let length = 0
  return {
    get length() {
      return length
    },
    at: (place) => (place < length ? held[place] : undefined),
    push(value) {
      if (length === held.length) {
        const more = make(Math.ceil(held.length * 1.5))
        more.set(held)
        held = more
      }
      held[length++] = value
    },
    all: () => held.slice(0, length) as T,
  }
}
