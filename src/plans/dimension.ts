// Which dimensions of PAPI an item serves: proposed by the words it uses, settled by the coordinator.

export type Dimension = { no: number; name: string; nameEn: string; keywords: string[] }
export type DimensionLink = { dimension: number; reason: string }

/** Every dimension some of whose words stand in the text; the reason names them. Words marked with `*` are
 * general ones: they count only where no other word of any dimension stands. */
export function proposeDimensions(text: string, dimensions: readonly Dimension[]): DimensionLink[] {
  const words = ` ${text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ')} `
  const linked = (isGeneral: boolean) =>
    dimensions.flatMap(({ no, keywords }) => {
      const found = keywords
        .filter((keyword) => keyword.startsWith('*') === isGeneral)
        .map((keyword) => keyword.replace('*', ''))
        .filter((keyword) => holds(words, keyword))
      return found.length > 0 ? [{ dimension: no, reason: `“${found.join('”, “')}”` }] : []
    })
  const own = linked(false)
  return own.length > 0 ? own : linked(true)
}

/** The keyword stands as whole words. */
function holds(text: string, keyword: string): boolean {
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
    const before = text[at - 1] ?? ' '
    const after = text[at + keyword.length] ?? ' '
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}
