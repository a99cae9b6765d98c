// Answers as a citizens' survey gives them: 63 provinces, districts, communes, villages, weights, items with
// missing cells and with a likeness of neighbours. The same seed gives the same file.

const PROVINCES = 63

/** `scale` times 19,600 rows; columns as the engine's frames hold them. `isGrouped` makes 6,760 communes. */
export function survey({ scale, variables, isGrouped = false, seed = 20240711 }) {
  const next = mulberry(seed)
  const communes = communesOf(scale, isGrouped, next)
  const rows = communes.reduce((sum, { people }) => sum + people, 0)
  const spread = (make, pick) => {
    const all = new make(rows)
    let row = 0
    communes.forEach((commune, at) => {
      all.fill(pick(commune, at), row, row + commune.people)
      row += commune.people
    })
    return all
  }
  const factor = (pick, letter, width) => {
    const codes = spread(Int32Array, pick)
    return { kind: 'factor', codes, levels: label(letter, codes[rows - 1] + 1, width) }
  }
  const columns = {
    prov: factor(({ prov }) => prov, 'P', 2),
    dist: factor(({ dist }) => dist, 'D', 6),
    comm: factor((_, at) => at, 'C', 6),
    w: {
      kind: 'number',
      values: spread(Float64Array, ({ base }) => base).map((base) => base * (0.7 + next())),
    },
  }
  const names = label('b', variables, 3)
  for (const name of names) columns[name] = { kind: 'number', values: item(columns.dist, next) }
  return { rows, columns, names }
}

/** Σ wy / Σ w of every item in every group, and nothing else: what any engine must at least do. */
export function bareMeans({ rows, columns, names }, by) {
  const { codes, levels } = columns[by]
  const weights = columns.w.values
  return names.map((name) => {
    const { values } = columns[name]
    const sums = new Float64Array(levels.length)
    const masses = new Float64Array(levels.length)
    for (let row = 0; row < rows; row++) {
      const value = values[row]
      if (Number.isNaN(value)) continue
      sums[codes[row]] += weights[row] * value
      masses[codes[row]] += weights[row]
    }
    return sums.map((sum, group) => sum / masses[group])
  })
}

function communesOf(scale, isGrouped, next) {
  const communes = []
  let dist = 0
  for (let prov = 0; prov < PROVINCES; prov++) {
    const districts = Math.max(2, Math.round((prov < 6 ? 6 : 3) * (isGrouped ? 1 : scale)))
    for (let district = 0; district < districts; district++) {
      const count = isGrouped ? Math.round(6760 / 207) : 2
      for (let commune = 0; commune < count; commune++) {
        const people = isGrouped
          ? Math.round((19_573 * scale) / 6760 + next() * 2 - 1)
          : 40 + Math.floor(next() * 15)
        communes.push({ prov, dist, people, base: 200 + 3000 * next() })
      }
      dist += 1
    }
  }
  return communes
}

/** 0/1, a mark of 0–10 or an amount; 4–30 % missing. */
function item({ codes, levels }, next) {
  const kind = Math.floor(next() * 3)
  const missing = 0.04 + 0.26 * next()
  const level = 0.2 + 0.6 * next()
  const shift = Float64Array.from(levels, () => (next() - 0.5) / 4)
  return Float64Array.from(codes, (district) => {
    const inclination = Math.min(0.98, Math.max(0.02, level + shift[district]))
    if (next() < missing) return Number.NaN
    if (kind === 0) return next() < inclination ? 1 : 0
    if (kind === 1) return Math.round(10 * Math.min(1, Math.max(0, inclination + next() - 0.5)))
    return Math.round(-2000 * inclination * Math.log(1 - next())) / 100
  })
}

function label(letter, count, width) {
  return Array.from({ length: count }, (_, at) => letter + String(at + 1).padStart(width, '0'))
}

function mulberry(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
