import { type Staff, viewerOf } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import { createRandom, type Random } from '#scripts/demo/model/random.ts'
import { archiveFaults, type Compared } from './archive-faults.ts'
import { type HourFloor, MOST_LATE_MS, startHourFloor } from './hour-floor.ts'
import { createHourPbx, type HourPbx } from './hour-pbx.ts'
import { faultOfAnswer, pressOf } from './hour-presses.ts'
import { differences, floorText } from './hour-truth.ts'

export interface HourOptions {
  readonly seed: string
  readonly seconds: number
  readonly agents: number
  /** Seconds between two presses of one agent, and between two pauses at their phone, on the mean. */
  readonly pressEverySec: number
  readonly phoneEverySec: number
  readonly callEverySec: number
  /** Seconds between two cuts of the connection, on the mean. */
  readonly cutEverySec: number
  /** Each second is lived as soon as the one before is compared; else it takes a second. */
  readonly isCompressed: boolean
  readonly say?: (line: string) => void
}

export interface HourResult {
  /** What did not agree, with its second. */
  readonly faults: readonly string[]
  readonly compared: number
  readonly presses: number
  readonly calls: number
  readonly cuts: number
}

const MOST_FAULTS = 20

/**
 * The demo's floor over a PBX whose agents pause at desk and phone as it comes, with callers, the queues' own pauses, and
 * a connection that is cut: at every second desk, PBX and archive are compared.
 */
export async function runHour(options: HourOptions): Promise<HourResult> {
  const { seed, seconds, isCompressed, say = () => {} } = options
  const random = createRandom(seed)
  const hall = await startHourFloor({
    agents: options.agents,
    compressedSec: isCompressed ? seconds : null,
  })
  const { agents, queues, server, floor } = hall
  const pbx = createHourPbx({
    ...{ server, random, queues: [...queues.keys()], startsAt: hall.now() },
    betweenMs: options.callEverySec * 1_000,
    staff: agents.map(({ agent, phone, queues: own }) => ({
      ...{ phone, name: agent, queues: own.map((queue) => hall.pbxQueue(queue)) },
    })),
  })
  const textOf = (of: Pick<Floor, 'row'>) =>
    floorText(
      of,
      agents.map(({ agent }) => agent),
      [...queues.values()],
    )
  const compared: Compared[] = []
  const faults: string[] = []
  const presses = createPresses(hall, random, options.pressEverySec)
  const cuts = createCuts(hall, random, options.cutEverySec)

  /** What differs may be on its way: it must agree within a second. */
  async function compare(second: number): Promise<void> {
    const until = performance.now() + MOST_LATE_MS
    let found = differences(hall, pbx)
    while (found.length > 0 && hall.isLive && performance.now() < until) {
      await hall.heard()
      found = differences(hall, pbx)
    }
    if (!hall.isLive) return
    for (const each of found) faults.push(`second ${second}: ${each}`)
    compared.push({ second, pos: floor.pos, at: hall.now(), text: textOf(floor) })
  }

  const count = () => [...faults, ...presses.faults, ...hall.faults].length
  hall.accept()
  while (!hall.isLive) await hall.heard()
  for (let second = 0; second < seconds && count() < MOST_FAULTS; second++) {
    await hall.nextSecond()
    const isHeard = hall.isLive
    cuts.begin()
    pbx.live(hall.now(), isHeard && hall.isLive)
    movePhones(hall, pbx, random, options.phoneEverySec)
    await presses.press(!isHeard || cuts.isOn)
    cuts.end()
    await hall.heard()
    if (hall.isLive) await compare(second)
    if (second % 60 === 59)
      say(
        `${second + 1} s: ${presses.count} presses, ${pbx.calls} calls, ${cuts.count} cuts, ${count()} faults`,
      )
  }
  if (cuts.isOn) hall.accept()
  await hall.archived()
  const ofArchive = await archiveFaults(hall.archive, hall.site, compared, textOf)
  await hall.stop()
  return {
    faults: [...faults, ...presses.faults, ...hall.faults, ...ofArchive],
    ...{ compared: compared.length, presses: presses.count, calls: pbx.calls, cuts: cuts.count },
  }
}

/** Presses at the desk, each by somebody who sees what the desk shows. */
function createPresses({ agents, floor, service, site }: HourFloor, random: Random, everySec: number) {
  const faults: string[] = []
  let count = 0
  return {
    faults: faults as readonly string[],
    get count() {
      return count
    },
    /** `mayBeAway`: the PBX is not there, or is just going. */
    async press(mayBeAway: boolean): Promise<void> {
      const pressing = agents.filter(() => random.chance(1 / everySec))
      await Promise.all(
        pressing.map(async (agent) => {
          const row = floor.row('agent', agent.agent)
          const shown = { isAway: row?.away != null, isIn: row !== null && row.state !== 'offline' }
          const { by, request } = pressOf(random, agent, shown)
          const who = viewerOf(site, { kind: 'person', person: by }) as Staff
          const fault = faultOfAnswer(await service.act(who, request, floor), mayBeAway)
          count++
          if (fault !== null) faults.push(`${by} pressed ${JSON.stringify(request)}: ${fault}`)
        }),
      )
    },
  }
}

/** The connection breaks now and then, of these times one in two in the middle of an act, and is back some seconds later. */
function createCuts(hall: HourFloor, random: Random, everySec: number) {
  let [count, back] = [0, 0]
  return {
    get count() {
      return count
    },
    get isOn() {
      return back > 0
    },
    begin(): void {
      if (back > 0) {
        if (--back === 0) hall.accept()
      } else if (random.chance(1 / everySec)) {
        count++
        back = Math.ceil(random.between(2, 12))
        if (random.chance(0.5)) hall.cuts.push('QueuePause')
        else hall.cut()
      }
    },
    /** Whether or not somebody pressed what would have cut it. */
    end(): void {
      if (hall.cuts.length === 0) return
      hall.cuts.length = 0
      hall.cut()
    },
  }
}

function movePhones(
  { agents, server, now, pbxQueue }: HourFloor,
  pbx: HourPbx,
  random: Random,
  everySec: number,
): void {
  for (const { phone, queues } of agents) {
    if (!random.chance(1 / everySec)) continue
    const members = server.membersBy(phone)
    const isPaused = members.length > 0 && members.every(({ paused }) => paused)
    const reason = isPaused ? null : random.pick(['小休', '午餐', 'Coaching', ''])
    pbx.pauseAtPhone(now(), phone, reason, random.chance(0.3) ? pbxQueue(random.pick(queues)) : undefined)
  }
}
