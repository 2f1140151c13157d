import { parseArgs } from 'node:util'
import { type Language, languages } from '#core/config/languages.ts'
import { stopRequest } from '#platform/stop-request.ts'
import { isLoopback, printAddresses } from '../start/addresses.ts'
import { probePort } from '../start/free-port.ts'
import { createFrontServer, languageOf } from './front/front-server.ts'
import { listenHere } from './front/listen-here.ts'
import { openChatGroups } from './messages/chat-groups.ts'
import { createInbox } from './messages/inbox.ts'
import { openMailBox } from './messages/mail-box.ts'
import { PAST_DAYS } from './past/past-floor.ts'
import { openDemoFolder } from './run/demo-folder.ts'
import { createFirstMinuteDemo } from './run/first-minute-demo.ts'
import { openPeople } from './run/people.ts'
import { startPlainDemo } from './run/plain-demo.ts'

const options = {
  speed: { type: 'string', default: '1' },
  floor: { type: 'string', default: 'usual' },
  language: { type: 'string' },
  past: { type: 'string', default: 'yes' },
} as const
const { values } = parseArgs({ options })
const DEFAULT_SEED = 'huiyin'

if (values.floor !== 'usual' && values.floor !== 'large')
  fail(`--floor ${values.floor}: there are usual and large`)
if (!(Number(values.speed) > 0 && Number(values.speed) <= 60))
  fail(`--speed ${values.speed}: more than 0 and at most 60`)
if (!['yes', 'none'].includes(values.past)) fail(`--past ${values.past}: there are yes and none`)
if (values.language !== undefined && !languages.some((known) => known === values.language))
  fail(`--language ${values.language}: there are ${languages.join(', ')}`)

function fail(why: string): never {
  console.error(why)
  process.exit(2)
}

/** The language of the terminal, until a browser says its own. */
function firstLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  const terminal = (LC_ALL || LC_MESSAGES || LANG || '').split('.')[0]!.replace('_', '-')
  return languageOf(values.language ?? null, terminal)
}

/** The floor with the script, looked at through the demo's own page. */
async function startFirstMinute(): Promise<number> {
  const inbox = createInbox(() => demo.state().ms)
  const [mail, chat] = await Promise.all([openMailBox(inbox), openChatGroups(inbox)])
  const ports = { mail: mail.port, chat: chat.port }
  const folder = openDemoFolder(process.env.HUIYIN_DATA_DIR || '.data-demo', ports, console.log)
  const stopping = new AbortController()
  void stopRequest().then(() => {
    console.error('Stopping …')
    stopping.abort()
  })
  let frontPort = 0
  const people = await openPeople(() => frontPort)
  let isSaid = false
  let saidDay = -1
  const demo = createFirstMinuteDemo({
    ...{
      variables: ownStores(process.env),
      folder,
      people,
      inbox,
      language: firstLanguage(),
      signal: stopping.signal,
    },
    ...{ speed: Number(values.speed), hasPast: values.past === 'yes' },
    seed: process.env.HUIYIN_DEMO_SEED || DEFAULT_SEED,
    onPast(day, language) {
      if (day === saidDay) return
      saidDay = day
      if (day === 0)
        console.log(
          `Four weeks of history are made first, once (${language}): http://localhost:${frontPort}/ says how far.`,
        )
      else if (day % 7 === 0) console.log(`History: ${day} of ${PAST_DAYS} days`)
    },
    onReady(env) {
      if (isSaid) return
      isSaid = true
      console.log(`Demo        http://localhost:${frontPort}/`)
      if (!isLoopback(env.host)) printAddresses(env, 'floor')
    },
  })
  const front = createFrontServer({ ...demo, messages: inbox.list })
  frontPort = await portFor(Number(process.env.PORT || 3000), Number(process.env.HUIYIN_DEMO_PORT || 0))
  await listenHere(front, frontPort)
  const code = await demo.run()
  front.close()
  front.closeAllConnections()
  for (const one of [people, mail, chat]) one.close()
  return code
}

/** It begins anew each time, so never on stores that hold something else. */
const ownStores = ({ REDIS_URL: _log, DATABASE_URL: _archive, ...variables }: NodeJS.ProcessEnv) => variables

/** The port that a browser was told of, else the one after the server's; another where somebody has it. */
async function portFor(server: number, told: number): Promise<number> {
  const next = told > 0 || server === 0 ? told : server + 1
  return (await probePort(next, '127.0.0.1')) ?? (await probePort(0, '127.0.0.1'))!
}

process.exitCode =
  values.floor === 'large' || process.env.HUIYIN_CONFIG
    ? await startPlainDemo({ floor: values.floor, speed: values.speed })
    : await startFirstMinute()
process.exit()
