// One line a request and a job; never parameters, addresses or names.

import pino from 'pino'

export type Log = pino.Logger

export const openLog = (level: string): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
