import { readFileSync } from 'node:fs'
import { type AsteriskMapper, createAsteriskMapper } from '#server/connectors/asterisk/asterisk-mapper.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames, type ExitReason } from '#server/connectors/asterisk/mapping/names.ts'
import { createPlayer, type RecordedLine, readRecordedLine } from '#server/connectors/asterisk/recording.ts'

const fixtures = new URL('../fixtures/', import.meta.url)

export const fixtureText = (file: string): string => readFileSync(new URL(file, fixtures), 'utf8')

/** A recorded AMI stream of the fixtures: `asterisk-exits/exits-22.9.ndjson`. */
export function fixtureLines(file: string): RecordedLine[] {
  return fixtureText(file)
    .split('\n')
    .filter(Boolean)
    .map((line) => readRecordedLine(line)!)
}

export interface Names {
  readonly queues?: Record<string, string>
  readonly agents?: Record<string, string>
  readonly exits?: Record<string, ExitReason>
}

/** What the connector makes of a recording, in order of time, without heartbeats. */
export function replayed(
  lines: readonly RecordedLine[],
  { queues = {}, agents = {}, exits = {} }: Names = {},
): { events: FeedEvent[]; mapper: AsteriskMapper } {
  const mapper = createAsteriskMapper('pbx', createPbxNames('pbx', queues, agents, { exits }))
  const player = createPlayer(mapper)
  for (const line of lines) player.play(line)
  player.end()
  const events = mapper.takeEvents().filter(({ type }) => type !== 'feed.heartbeat')
  return { events: events.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)), mapper }
}
