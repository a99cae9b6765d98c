// The design system: server-rendered components, functions of values, with one language a page.

export { BarChart, type BarRow, ShareBar, type SharePart, StackedBar } from './bars.tsx'
export * from './blocks.tsx'
export { Checkbox, CheckboxGroup, FileDrop, RadioGroup } from './choices.tsx'
export { Compare, type Side } from './compare.tsx'
export { difference, type Piece } from './difference.ts'
export { Document, type DocumentProps } from './document.tsx'
export { DotInterval, type DotRow } from './dots.tsx'
export {
  DateField,
  Field,
  type FieldProps,
  NumberField,
  type Option,
  Select,
  TextArea,
  TextField,
} from './fields.tsx'
export * from './figures.tsx'
export * from './form.tsx'
export { Kept } from './kept.tsx'
export { LineChart, type LineSeries, Spark } from './lines.tsx'
export { Live, LiveLine } from './live.tsx'
export {
  Badge,
  Countdown,
  STANDINGS,
  type Standing,
  StandingMark,
  StandingShape,
  standingWord,
  type Tone,
} from './marks.tsx'
export { Matrix, type MatrixCell, type MatrixHead } from './matrix.tsx'
export { type Multiple, SmallMultiples } from './multiples.tsx'
export type { Crumb, NavItem } from './navigation.tsx'
export { Radar, type RadarAxis, radarPoints } from './radar.tsx'
export { Slider } from './slider.tsx'
export { StripChart, type StripRow } from './strips.tsx'
export * from './table.tsx'
export { type Tile, TileMap } from './tiles.tsx'
