// The words of every page about criteria.

import { cycleWords } from './criteria-cycle-words.ts'
import { setWords } from './criteria-set-words.ts'
import { unitWords } from './criteria-unit-words.ts'

export const criteriaPageWords = {
  vi: { ...cycleWords.vi, ...setWords.vi, ...unitWords.vi },
  en: { ...cycleWords.en, ...setWords.en, ...unitWords.en },
}
