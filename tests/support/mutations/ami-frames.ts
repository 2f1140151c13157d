import type { Random } from '#scripts/demo/model/random.ts'
import { readRecordedLine } from '#server/connectors/asterisk/recording.ts'
import { recordedLines } from '../asterisk-truth.ts'
import { hostile, mutateText } from './mutate.ts'

/** What a real Asterisk said, message by message. */
const SAID: readonly string[] = recordedLines()
  .map(readRecordedLine)
  .flatMap((line) =>
    line !== null && 'raw' in line && /^(Event|Response): /.test(line.raw) ? [line.raw] : [],
  )

function mutateHeaders(random: Random, raw: string): string {
  const lines = raw.trimEnd().split('\r\n')
  const at = Math.floor(random.next() * lines.length)
  const name = lines[at]!.slice(0, lines[at]!.indexOf(':'))
  const value = String(hostile(random)).slice(0, random.chance(0.02) ? 80_000 : 300)
  const deeds = [
    () => lines.splice(at, 1, `${name}: ${value}`),
    () => lines.splice(at, 1),
    () => lines.splice(at, 0, lines[at]!),
    () => lines.push(`${name}: ${value}`),
    () => lines.push(random.pick(random.pick(SAID).trimEnd().split('\r\n'))),
    () => lines.splice(at, 1, `${name}: ${random.pick(['-1', '0', '99999999999999999999', '1e9', 'NaN'])}`),
    () => lines.splice(at, 1, `${value}: ${name}`),
  ]
  random.pick(deeds)()
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** A mutated message of a PBX, as bytes. */
export function amiFrame(random: Random): Buffer {
  const raw = random.pick(SAID)
  const share = random.next()
  if (share < 0.15) return Buffer.from(raw)
  if (share < 0.75) return Buffer.from(mutateHeaders(random, raw))
  if (share < 0.95) return Buffer.from(`${mutateText(random, raw)}\r\n\r\n`)
  const bytes = Array.from({ length: 200 }, () => Math.floor(random.next() * 256))
  return Buffer.concat([Buffer.from(raw.slice(0, 60)), Buffer.from(bytes), Buffer.from('\r\n\r\n')])
}
