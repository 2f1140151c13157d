import { type Logger, pino } from 'pino'

/** The log of a process: one JSON object a line on standard output. Personal data is never put into it. */
export type ProcessLog = Logger

export function createProcessLog(part: string): ProcessLog {
  return pino({
    base: { part, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    // A second net: what may hold a phone number, a name or a secret is not written even where somebody logs too much.
    redact: [
      'phone',
      'name',
      'token',
      'password',
      'secret',
      'data',
      '*.phone',
      '*.token',
      '*.password',
      '*.secret',
    ],
  })
}
