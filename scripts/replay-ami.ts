import { parseArgs } from 'node:util'
import type { Site } from '#core/site/site-schema.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { createAsteriskMapper } from '#server/connectors/asterisk/asterisk-mapper.ts'
import type { FeedEvent } from '#server/connectors/asterisk/mapping/mapper-state.ts'
import { createPbxNames } from '#server/connectors/asterisk/mapping/names.ts'
import { createPlayer, type RecordedLine } from '#server/connectors/asterisk/recording.ts'
import { parseFile } from './replay/read-site.ts'
import { readRecording } from './replay-ami/read-recording.ts'
import { serveRecording } from './replay-ami/serve-recording.ts'
import { stateAfter } from './replay-ami/state-after.ts'

/** npm run replay-ami: a recorded AMI stream through the connector, or as a PBX that a running Huiyin connects to. */

const USAGE =
  'usage: npm run replay-ami -- AMI.ndjson (--config SITE.yaml [--feed ID] [--rows] | --serve PORT)'
/** The feed's id where the site file has no feed of kind asterisk. */
const UNNAMED_FEED = 'asterisk'

interface ReplayOptions {
  recording: string
  config: string
  feed: string | undefined
  rows: boolean
}
type Wanted = ReplayOptions | { recording: string; port: number }

const PORT = /^\d{1,5}$/

function readArguments(args: string[]): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        feed: { type: 'string' },
        rows: { type: 'boolean' },
        serve: { type: 'string' },
      },
    })
    const [recording, ...more] = positionals
    const { config, feed, rows, serve } = values
    if (recording === undefined || more.length > 0) return null
    if (serve === undefined)
      return config === undefined ? null : { recording, config, feed, rows: rows === true }
    if (config !== undefined || feed !== undefined || rows !== undefined || !PORT.test(serve)) return null
    return Number(serve) <= 65_535 ? { recording, port: Number(serve) } : null
  } catch {
    // parseArgs throws for an option that it does not know, which the usage line answers.
    return null
  }
}

function eventsOf(lines: readonly RecordedLine[], site: Site, wantedFeed: string | undefined): FeedEvent[] {
  const feed = site.feeds.find(({ id, kind }) =>
    wantedFeed === undefined ? kind === 'asterisk' : id === wantedFeed,
  )
  const id = feed?.id ?? wantedFeed ?? UNNAMED_FEED
  const mapper = createAsteriskMapper(id, createPbxNames(id, feed?.queues ?? {}, feed?.agents ?? {}, feed))
  const player = createPlayer(mapper)
  for (const line of lines) player.play(line)
  player.end()
  return mapper.takeEvents().sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}

async function tell({ recording, config, feed, rows }: ReplayOptions): Promise<number> {
  const parsed = await parseFile(config)
  if (parsed === null) return 1
  const { site } = parsed
  const events = eventsOf(await readRecording(recording), site, feed)
  const lines = rows ? [stateAfter(events, site)] : events
  for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`)
  return 0
}

async function serve(recording: string, port: number): Promise<number> {
  const stopping = new AbortController()
  void stopRequest().then(() => stopping.abort())
  // That it listens for the launcher's end must not keep it alive when it has ended itself.
  process.channel?.unref()
  const say = (line: string) => console.error(line)
  await serveRecording(await readRecording(recording), { port, say, signal: stopping.signal })
  return 0
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === null) {
    console.error(USAGE)
    return 2
  }
  return 'port' in wanted ? serve(wanted.recording, wanted.port) : tell(wanted)
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 1
})
