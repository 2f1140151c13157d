import type { Language } from '#core/config/languages.ts'
import { HELD_SPEED } from '#platform/clock.ts'
import type { Env } from '#platform/env.ts'
import { readFirstToken } from '#platform/first-secrets.ts'
import { readSiteFile } from '#store/site-file/read-site-file.ts'
import type { ClockSteering } from '../../start/clock-record.ts'
import { buildPages } from '../../start/page-build.ts'
import { localAddress } from '../../start/ready.ts'
import { start } from '../../start/start.ts'
import { demoContentOf } from '../content/content.ts'
import { textToCustomer } from '../first-minute/complaint.ts'
import { createFirstMinute, type FirstMinute, SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import { momentAt, momentNow } from '../first-minute/moments.ts'
import type { DemoAct, DemoState, Doing } from '../front/demo-state.ts'
import type { Inbox } from '../messages/inbox.ts'
import type { DemoEvent } from '../model/simulation.ts'
import type { PosterOptions } from '../poster.ts'
import type { DemoFolder } from './demo-folder.ts'
import { liveOn, postPast } from './floor-loop.ts'
import { followPeople } from './follow-people.ts'
import { isFreeAtDesk } from './is-free-at-desk.ts'
import { DEMO_CLOCK, DEMO_FEED, makePast } from './make-past.ts'
import type { DemoPeople } from './people.ts'
import { takeAlert } from './take-alert.ts'

export interface FirstMinuteDemoOptions {
  readonly variables: NodeJS.ProcessEnv
  readonly folder: DemoFolder
  readonly people: DemoPeople
  readonly inbox: Inbox
  readonly language: Language
  readonly seed: string
  /** Seconds of the site in a real one, until it is changed on the page. */
  readonly speed: number
  /** Told to stop for good. */
  readonly signal: AbortSignal
  /** Whether there are four weeks before its day. */
  readonly hasPast: boolean
  readonly onReady: (env: Env) => void
  /** Told of each day of the past that is made: how many there are, and in which language. */
  readonly onPast: (day: number, language: Language) => void
}

export interface FirstMinuteDemo {
  state(): DemoState
  act(act: DemoAct): Promise<void>
  /** Sets the floor up, again whenever that is asked for, until it is told to stop. Gives the exit code. */
  run(): Promise<number>
}

/** How often the desk is asked whether who sits there is free. */
const LISTEN_MS = 400

export function createFirstMinuteDemo(options: FirstMinuteDemoOptions): FirstMinuteDemo {
  const { people, folder, inbox, signal, seed } = options
  let { language } = options
  let phase: DemoState['phase'] = 'starting'
  let doing: Doing = 'pages'
  /** One build for all beginnings. */
  let pages: Promise<boolean> | null = null
  let { speed } = options
  let run = 0
  /** The day of the past that is being made; null: none. */
  let past: number | null = null
  let clock: ClockSteering | null = null
  let floor: FirstMinute | null = null
  /** Ends the floor that is up, so that another begins. */
  let beginning = new AbortController()

  const ms = () => (clock === null ? 0 : clock.now() - SCRIPT_BEGINS)
  const shown = () => (phase === 'running' || phase === 'paused' ? momentNow(ms()) : null)

  function setPhase(next: DemoState['phase']): void {
    phase = next
    clock?.setSpeed(next === 'running' || next === 'alone' ? speed : HELD_SPEED)
  }

  function startAgain(wanted: Language | null): void {
    language = wanted ?? language
    phase = 'starting'
    doing = 'stopping'
    people.leave()
    beginning.abort()
  }

  const acts: Readonly<Record<DemoAct['do'], (act: DemoAct) => unknown>> = {
    begin: () => phase === 'ready' && setPhase('running'),
    pause: () => phase === 'running' && setPhase('paused'),
    go: () => phase === 'paused' && setPhase('running'),
    speed: (act) => {
      speed = act.speed
      setPhase(phase)
    },
    alone() {
      if (phase !== 'running' && phase !== 'paused') return
      floor?.leaveScript()
      setPhase('alone')
    },
    // Of one language nothing need be made for somebody who speaks another.
    again: (act) =>
      (phase !== 'starting' || (past !== null && act.language !== language)) && startAgain(act.language),
    be: () => people.sitDown(),
    connect: () => floor?.softphone.take(),
    leave: () => floor?.softphone.leave(),
    answer: () => floor?.softphone.answer(),
    hangUp: () => floor?.softphone.hangUp(),
  }

  /** The floor is up, its clock stands: what happened this morning is told, everybody is signed in, and it lives on. */
  async function live(env: Env, redis: string, stop: AbortSignal): Promise<void> {
    const read = readSiteFile(env.configFile)
    const token = readFirstToken(env.dataDir, DEMO_FEED)
    if (!read.ok || token === null) throw new Error(`${env.configFile}: its feed ${DEMO_FEED} cannot post`)
    floor = createFirstMinute({ site: read.file.site, seed, source: DEMO_FEED, speed: () => speed })
    if (floor === null) throw new Error(`${env.configFile}: no team has both members and queues`)
    const { site } = read.file
    const address = localAddress(env)
    const post: PosterOptions = { url: address, token, signal: stop, onRefused }
    if (!(await postPast({ floor, post }))) return
    const { actByHand } = floor
    followPeople({ redis, site: site.site.id, signal: stop, onAct: actByHand }).catch(fail)
    await people.arrive(env)
    setPhase('ready')
    options.onReady(env)
    let isTaken = false
    const onTime = (now: number) => {
      if (isTaken || phase === 'alone' || now - SCRIPT_BEGINS < momentAt('taken')) return
      isTaken = true
      takeAlert({ address, publicUrl: env.publicUrl, session: people.lead }).catch(fail)
    }
    const softphone = floor.softphone
    let isHeard = true
    // A desk that cannot be asked is asked again: nothing rings there until it answers.
    function onDeaf(error: Error): void {
      softphone.setFree(false)
      if (isHeard && !stop.aborted) console.error(`demo: the desk does not answer: ${error.message}`)
      isHeard = false
    }
    function onHeard(isFree: boolean): void {
      softphone.setFree(isFree)
      isHeard = true
    }
    const listening = setInterval(() => {
      if (softphone.shown() !== null) isFreeAtDesk({ address, session: people.agent }).then(onHeard, onDeaf)
    }, LISTEN_MS)
    stop.addEventListener('abort', () => clearInterval(listening), { once: true })
    const now = () => (phase === 'ready' ? SCRIPT_BEGINS : clock!.now())
    await liveOn({ floor, now, post, onTime, onPosted: showText })
  }

  /** Shows the customer's own telephone: the text in which the script confirms its promise. */
  function showText(events: readonly DemoEvent[]): void {
    const sent = textToCustomer(events, { content: demoContentOf(language), begin: SCRIPT_BEGINS })
    if (sent !== null) inbox.take({ way: 'sms', to: sent.to, title: sent.text, lines: [], buttons: [] })
  }

  const onRefused = (refused: readonly unknown[]) =>
    console.error(`demo: events were refused: ${JSON.stringify(refused.slice(0, 3))}`)

  function fail(error: Error): void {
    if (signal.aborted || beginning.signal.aborted) return
    console.error(`demo: ${error.message}`)
    phase = 'failed'
  }

  async function once(): Promise<number> {
    run++
    beginning = new AbortController()
    const stop = AbortSignal.any([signal, beginning.signal])
    pages ??= buildPages(console.error, signal)
    if (options.hasPast && !folder.hasPast(language)) {
      const spoken = language
      doing = 'past'
      const onTold = () => {
        doing = 'counting'
      }
      const onDay = (day: number) => {
        past = day
        options.onPast(day, spoken)
      }
      const given = { folder, variables: options.variables, language, seed, signal: stop, onDay, onTold }
      const code = await makePast(given)
        .catch((error: Error) => {
          console.error(`demo: its past could not be made, so it begins without: ${error.message}`)
          return 0
        })
        .finally(() => {
          past = null
        })
      if (code !== 0 || stop.aborted) return code
    }
    doing = 'pages'
    if (!(await pages)) return signal.aborted ? 0 : 1
    doing = 'floor'
    if (options.hasPast && folder.hasPast(language)) await folder.layPast(language)
    else await folder.clear()
    inbox.clear()
    const variables = {
      ...options.variables,
      HUIYIN_CONFIG: folder.siteFile(language, 'present'),
      HUIYIN_DATA_DIR: folder.floor,
      HUIYIN_CLOCK: DEMO_CLOCK,
    }
    let living: Promise<void> = Promise.resolve()
    const code = await start({
      variables,
      stop,
      steered: {
        speed: HELD_SPEED,
        from: SCRIPT_BEGINS,
        onSteering(steering) {
          clock = steering
        },
      },
      isQuiet: true,
      more(env, { REDIS_URL: redis }) {
        living = live(env, redis!, stop).catch(fail)
        return []
      },
    })
    people.leave()
    clock = null
    floor = null
    await living
    return code
  }

  return {
    state: () => ({
      run,
      language,
      phase,
      doing,
      ms: ms(),
      speed,
      past,
      moment: shown(),
      messages: inbox.list()[0]?.id ?? 0,
      phone: floor?.softphone.shown() ?? null,
      views: people.views,
    }),
    act: async (act) => void (await acts[act.do](act)),
    async run() {
      for (;;) {
        const code = await once()
        if (signal.aborted || code !== 0) return code
        phase = 'starting'
      }
    },
  }
}
