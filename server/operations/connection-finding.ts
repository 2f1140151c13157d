import { readRights, withoutClass, withoutWrite, writeRights } from '#protocols/ami/account-rights.ts'
import { type Finding, tell } from './finding.ts'

/** What a class that a connector found missing costs, and the line that has it. `user` stands for dialplan too. */
const MISSING: Readonly<Record<string, readonly [cost: string, line: string]>> = {
  agent: [withoutClass.agent, readRights],
  call: [withoutClass.call, readRights],
  user: [withoutClass.dialplan, readRights],
  reporting: [withoutWrite, writeRights],
}

/** How a running connector last said that its feed stands, by a `feed.state` of the log; null: well. */
export function connectionFinding(feed: string, data: Readonly<Record<string, unknown>>): Finding | null {
  if (data.state === 'down')
    return tell('fault', 'feed', 'feed_down', { since: String(data.since), why: String(data.why) }, feed)
  const missing = Array.isArray(data.missing) ? (data.missing as string[]) : []
  const rights = missing.flatMap((name) => {
    const found = Object.hasOwn(MISSING, name) ? MISSING[name] : undefined
    return found === undefined ? [] : [{ words: `without ${name}: ${found[0]}`, line: `"${found[1]}"` }]
  })
  if (rights.length === 0) return null
  const words = rights.map((right) => right.words).join('; ')
  const lines = [...new Set(rights.map(({ line }) => line))].join(' and ')
  return tell('fault', 'feed', 'feed_rights', { words, lines }, feed)
}
