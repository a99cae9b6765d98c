// Which device a session is on, as its owner would name it.

const BROWSERS: readonly [RegExp, string][] = [
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/\bZalo/i, 'Zalo'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

/** `Chrome · Android` from a User-Agent header; its beginning when nothing is known of it, null when empty. */
export function deviceName(agent: string): string | null {
  const first = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(agent))?.[1]
  const known = [first(BROWSERS), first(SYSTEMS)].filter(Boolean)
  return known.length > 0 ? known.join(' · ') : agent.trim().slice(0, 40) || null
}
