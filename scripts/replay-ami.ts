import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Site } from '#core/site/site-schema.ts'
import { createAsteriskMapper } from '#server/connectors/asterisk/map.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapping.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import { createPlayer, readRecordedLine } from '#server/connectors/asterisk/recording.ts'
import { parseFile, pathOf } from './replay/read-site.ts'
import { stateAfter } from './replay-ami-state.ts'

/** npm run replay-ami -- AMI.ndjson --config SITE.yaml [--rows]: a recorded AMI stream through the connector. */

const USAGE = 'usage: npm run replay-ami -- AMI.ndjson --config SITE.yaml [--feed ID] [--rows]'
/** The feed's id where the site file has no feed of kind asterisk. */
const UNNAMED_FEED = 'asterisk'

interface Wanted {
  recording: string
  config: string
  feed: string | undefined
  rows: boolean
}

function readArguments(args: string[]): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { config: { type: 'string' }, feed: { type: 'string' }, rows: { type: 'boolean' } },
    })
    const [recording, ...more] = positionals
    if (recording === undefined || more.length > 0 || values.config === undefined) return null
    return { recording, config: values.config, feed: values.feed, rows: values.rows === true }
  } catch {
    // parseArgs throws for an option that it does not know, which the usage line answers.
    return null
  }
}

async function eventsOf(recording: string, site: Site, wantedFeed: string | undefined): Promise<FeedEvent[]> {
  const feed = site.feeds.find(({ id, kind }) =>
    wantedFeed === undefined ? kind === 'asterisk' : id === wantedFeed,
  )
  const id = feed?.id ?? wantedFeed ?? UNNAMED_FEED
  const mapper = createAsteriskMapper(id, createPbxNames(id, feed?.queues ?? {}, feed?.agents ?? {}))
  const player = createPlayer(mapper)
  let unread = 0
  for await (const line of createInterface({ input: createReadStream(pathOf(recording)) })) {
    if (line === '') continue
    const recorded = readRecordedLine(line)
    if (recorded === null) unread++
    else player.play(recorded)
  }
  player.end()
  if (unread > 0) console.error(`${recording}: ${unread} lines are no recorded AMI`)
  return mapper.takeEvents().sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === null) {
    console.error(USAGE)
    return 2
  }
  const parsed = await parseFile(wanted.config)
  if (parsed === null) return 1
  const { site } = parsed
  const events = await eventsOf(wanted.recording, site, wanted.feed)
  const lines = wanted.rows ? [stateAfter(events, site)] : events
  for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`)
  return 0
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 1
})
