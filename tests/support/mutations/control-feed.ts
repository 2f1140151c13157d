import type { LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { EventLog } from '#store/log.ts'
import type { BareClock } from './bare-clock.ts'

/** A feed that tells what is right all the while: its figures and its clocks must not feel what others send. */
export interface ControlFeed {
  /** Tells a call from beginning to end, one that waits, and opens a case. */
  tell(): Promise<void>
  /** What is not as it would be without the others; `say` is told how late clocks were. */
  faults(say?: (line: string) => void): Promise<string[]>
  stop(): Promise<void>
}

export const CONTROL_TOKEN = 'control-token-of-the-tests'
/** From its opening until a case of the control feed is said to be late. */
export const DUE_MS = 1_500
const AGENTS = 3
const EVENTS_AT_ONCE = 7
/**
 * A clock may be so late at most: so many ms, and so many times what a bare one was in the same run. On a quiet machine
 * nothing may hang for longer than the former; how late clocks are in ms is for the benches.
 */
const LATE_MS = 5_000
const LATE_BESIDE_BARE = 4
const PATIENCE_MS = 30_000
const LOOK_EVERY_MS = 50

interface Shown {
  readonly pos: string
  readonly at: string
  readonly rows: Record<'queue' | 'agent', { id: string }[]>
}

/** `admin`: headers of who sees all. To be made before the log is trimmed, whose entries it reads. */
export function createControlFeed(
  url: string,
  log: EventLog,
  admin: Record<string, string>,
  bare: BareClock,
): ControlFeed {
  let serial = 0
  let pos = LOG_START
  const own: LogEntry[] = []
  const said: LogEntry[] = []
  const stop = new AbortController()
  const following = log.follow({
    from: LOG_START,
    signal: stop.signal,
    onEntries(entries) {
      for (const entry of entries) {
        const { source, type, data } = entry.event
        if (source === 'control' || type === 'config.applied') own.push(entry)
        const about = (data as { case?: unknown }).case
        if (type === 'rule.breached' && String(about).startsWith('control-case-')) said.push(entry)
      }
      pos = entries.at(-1)!.pos
    },
  })

  function call(): object[] {
    const id = ++serial
    const one = (step: number, type: string, agoMs: number, data: object, subject = `control-${id}`) => ({
      ...{ specversion: '1.0', id: `${id}-${step}`, source: 'control', type, subject, data },
      time: new Date(Date.now() - agoMs).toISOString(),
    })
    const agent = `control-${id % AGENTS}`
    return [
      one(0, 'agent.signed_in', 9_000, { queues: ['control'] }, agent),
      one(1, 'contact.queued', 8_000, { queue: 'control' }),
      one(2, 'contact.answered', 5_000, { agent }),
      one(3, 'contact.ended', 2_000, { by: 'customer' }),
      one(4, 'contact.wrapped', 1_000, { agent }),
      one(5, 'contact.queued', 500, { queue: 'control' }, `waiting-${id}`),
      one(6, 'case.opened', 0, { kind: 'inquiry', queue: 'control' }, `control-case-${id}`),
    ]
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<boolean> {
    const since = performance.now()
    while (!(await holds())) {
      if (performance.now() - since > PATIENCE_MS) return false
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
    }
    return true
  }

  async function shown(): Promise<Shown> {
    return (await fetch(`${url}/api/v1/state`, { headers: admin })).json() as Promise<Shown>
  }

  async function timerFaults(say?: (line: string) => void): Promise<string[]> {
    if (!(await until(() => said.length >= serial)))
      return [`of ${serial} clocks of the control ${said.length} were said`]
    const late = said.map(({ pos: at, event }) => Number(at.split('-')[0]) - event.time)
    const [worst, bareWorst] = [Math.max(...late), await bare.worstMs()]
    say?.(`clocks of the control: at most ${worst} ms late, a bare one ${bareWorst} ms`)
    if (worst <= LATE_MS + LATE_BESIDE_BARE * bareWorst) return []
    return [`a clock of the control was said ${worst} ms late, a bare one no more than ${bareWorst} ms`]
  }

  /** The rows of the control's queue and agents, as the server shows them and as its own events alone make them. */
  async function metricFaults(): Promise<string[]> {
    let state: Shown = await shown()
    const isRead = async () => {
      state = await shown()
      return state.pos === pos && pos === (await log.last())
    }
    if (!(await until(isRead))) return [`the floor stands at ${state.pos}, the log ends at ${pos}`]
    const floor = createFloor()
    for (const entry of own) floor.apply(entry)
    // Who opened the case hears its clock; what rules said of it is counted with it.
    floor.advance(Date.parse(state.at))
    const rows = [
      ['queue', 'control'] as const,
      ...Array.from({ length: AGENTS }, (_, index) => ['agent', `control-${index}`] as const),
    ]
    return rows.flatMap(([type, id]) => {
      const is = JSON.stringify(state.rows[type].find((row) => row.id === id))
      const right = JSON.stringify(floor.row(type, id))
      return is === right ? [] : [`${type} ${id} is\n${is}\nand by its own events\n${right}`]
    })
  }

  async function post(body: string): Promise<{ status: number; said: string }> {
    const answer = await fetch(`${url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${CONTROL_TOKEN}`, 'content-type': 'application/json' },
      body,
    })
    return { status: answer.status, said: await answer.text() }
  }

  return {
    async tell() {
      const body = JSON.stringify(call())
      let answer = await post(body)
      // A machine that is busy keeps the log waiting: a feed sends the same again.
      while (answer.status === 503 && answer.said.includes('in time')) answer = await post(body)
      const { accepted, duplicate } = JSON.parse(answer.said) as Record<string, number | undefined>
      if ((accepted ?? 0) + (duplicate ?? 0) !== EVENTS_AT_ONCE)
        throw new Error(`the control was told ${answer.said}`)
      bare.set(DUE_MS)
    },
    faults: async (say) => [...(await timerFaults(say)), ...(await metricFaults())],
    async stop() {
      stop.abort()
      await following
    },
  }
}
