// Where each province stands on the map of tiles: roughly its place in the country, north above, west left.

const PLACES: Readonly<Record<string, readonly [column: number, row: number]>> = {
  2: [3, 0],
  4: [4, 0],
  12: [0, 1],
  10: [1, 1],
  15: [2, 1],
  8: [3, 1],
  6: [4, 1],
  20: [5, 1],
  11: [0, 2],
  14: [1, 2],
  25: [2, 2],
  26: [3, 2],
  19: [4, 2],
  24: [5, 2],
  22: [6, 2],
  17: [2, 3],
  1: [3, 3],
  27: [4, 3],
  30: [5, 3],
  31: [6, 3],
  35: [3, 4],
  33: [4, 4],
  34: [5, 4],
  38: [2, 5],
  37: [3, 5],
  36: [4, 5],
  40: [2, 6],
  42: [3, 7],
  44: [3, 8],
  45: [4, 9],
  46: [4, 10],
  49: [4, 11],
  48: [5, 11],
  62: [4, 12],
  51: [5, 12],
  64: [4, 13],
  52: [5, 13],
  66: [4, 14],
  54: [5, 14],
  70: [2, 15],
  67: [3, 15],
  68: [4, 15],
  56: [5, 15],
  72: [1, 16],
  74: [2, 16],
  75: [3, 16],
  60: [4, 16],
  58: [5, 16],
  89: [0, 17],
  80: [1, 17],
  79: [2, 17],
  77: [3, 17],
  91: [0, 18],
  87: [1, 18],
  82: [2, 18],
  92: [0, 19],
  86: [1, 19],
  83: [2, 19],
  93: [0, 20],
  94: [1, 20],
  84: [2, 20],
  96: [0, 21],
  95: [1, 21],
}

export const tilePlace = (province: string): readonly [number, number] | null =>
  PLACES[province] ?? null

/** Initials: "Thái Nguyên" is TN. */
export const initials = (name: string): string =>
  name
    .replace('TP. ', '')
    .split(/[\s-]+/)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase()
