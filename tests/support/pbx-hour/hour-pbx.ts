import type { Random } from '#scripts/demo/model/random.ts'
import type { AmiServer } from '#scripts/replay-ami/ami-server.ts'

/** Whom the PBX has, by their phones, and in which queues (by the PBX's names) each is at the beginning. */
export interface HourStaff {
  readonly phone: string
  readonly name: string
  readonly queues: readonly string[]
}

/** A caller, from the first ring to the hang-up; instants in ms. */
interface Caller {
  readonly id: string
  readonly queue: string
  readonly channel: string
  readonly patienceAt: number
  /** The phone that rings or talks, with its leg's name. */
  phone: string | null
  leg: string
  stage: 'waiting' | 'ringing' | 'talking'
  /** When this stage ends by itself. */
  until: number
  /** Whether the phone that rings will be answered. */
  willAnswer: boolean
  /** It was answered while nobody listened: what the floor makes of it is not compared. */
  unseen: boolean
}

/** A PBX of the demo's floor, as far as its queues go: callers come, phones ring, are answered, or are not. */
export interface HourPbx {
  /** Lives up to an instant; what the phones do by themselves is played to whoever listens. */
  live(at: number, isHeard: boolean): void
  /** A pause or its end at the phone: in one queue or in all, in the PBX's words. */
  pauseAtPhone(at: number, phone: string, reason: string | null, queue?: string): void
  /** Who talks with whom, by phone: what was heard whole. */
  talks(): ReadonlyMap<string, string>
  /** How many wait, by the PBX's queue. */
  waiting(): ReadonlyMap<string, number>
  /** Phones that ring or talk for a call of which not all was heard. */
  unseen(): ReadonlySet<string>
  readonly calls: number
}

const RING_MS = 12_000

const lines = (headers: Readonly<Record<string, string | number>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')

export interface HourPbxOptions {
  readonly server: AmiServer
  readonly random: Random
  readonly staff: readonly HourStaff[]
  readonly queues: readonly string[]
  /** Between two callers of a queue, ms on the mean. */
  readonly betweenMs: number
  readonly startsAt: number
}

export function createHourPbx(options: HourPbxOptions): HourPbx {
  const { server, random, staff, queues, betweenMs, startsAt } = options
  const callers = new Set<Caller>()
  const nextAt = new Map(queues.map((queue) => [queue, startsAt + random.exponential(betweenMs)]))
  let calls = 0
  let legs = 0
  let heard = true

  const play = (at: number, event: string, headers: Readonly<Record<string, string | number>>) =>
    server.play({ at, raw: `Event: ${event}\r\n${lines(headers)}\r\n` })

  for (const queue of queues) play(startsAt, 'QueueParams', { Queue: queue, Max: 0, Calls: 0 })
  for (const { phone, name, queues: own } of staff)
    for (const queue of own)
      play(startsAt, 'QueueMember', {
        ...{ Queue: queue, Name: name, Location: phone, StateInterface: phone, Membership: 'dynamic' },
        ...{ Penalty: 0, LastPause: 0, Status: 1, Paused: 0, PausedReason: '' },
      })

  const of = ({ id, channel, queue }: Caller) => ({
    ...{ Channel: channel, Uniqueid: id, Linkedid: id, Context: 'ext-queues', Exten: queue, Priority: 2 },
    ...{ CallerIDNum: `1380013${id.slice(-4)}` },
  })
  const withLeg = (caller: Caller) => ({
    ...of(caller),
    ...{ Queue: caller.queue, Interface: caller.phone!, MemberName: caller.phone! },
    ...{ DestChannel: `${caller.phone}-${caller.leg}`, DestUniqueid: caller.leg },
  })
  const legOf = (caller: Caller) => ({
    ...{ Channel: `${caller.phone}-${caller.leg}`, Uniqueid: caller.leg, Linkedid: caller.id },
    ...{ Context: 'from-internal', Exten: caller.queue, Priority: 1 },
  })

  /** A phone's state is told in each queue that it is in. */
  function phoneIs(at: number, phone: string, status: number): void {
    for (const { queue, paused, reason, lastPause } of server.membersBy(phone))
      play(at, 'QueueMemberStatus', {
        ...{
          Queue: queue,
          MemberName: phone,
          Interface: phone,
          StateInterface: phone,
          Membership: 'dynamic',
        },
        ...{ Penalty: 0, LastPause: lastPause, Status: status },
        ...{ Paused: paused ? 1 : 0, PausedReason: reason },
      })
  }

  function arrive(at: number, queue: string): void {
    const id = `${Math.floor(at / 1_000)}.${1_000 + ++calls}`
    const caller: Caller = {
      ...{ id, queue, channel: `PJSIP/trunk-${calls}`, phone: null, leg: '', stage: 'waiting', until: at },
      ...{ patienceAt: at + 8_000 + random.exponential(60_000), willAnswer: false, unseen: false },
    }
    callers.add(caller)
    play(at, 'Newchannel', { ...of(caller), ChannelStateDesc: 'Ring' })
    play(at, 'QueueCallerJoin', { ...of(caller), Queue: queue, Position: 1, Count: 1 })
  }

  function leave(at: number, caller: Caller): void {
    play(at, 'QueueCallerLeave', { ...of(caller), Queue: caller.queue, Count: 0, Position: 1 })
  }

  function ring(at: number, caller: Caller): void {
    const busy = new Set([...callers].map(({ phone }) => phone))
    const free = staff.filter(
      ({ phone }) =>
        !busy.has(phone) &&
        server.membersBy(phone).some(({ queue, paused }) => queue === caller.queue && !paused),
    )
    if (free.length === 0) return
    caller.phone = random.pick(free).phone
    caller.leg = `${Math.floor(at / 1_000)}.${900_000 + ++legs}`
    caller.stage = 'ringing'
    caller.willAnswer = random.chance(0.85)
    caller.until = at + (caller.willAnswer ? random.between(1_000, 8_000) : RING_MS)
    play(at, 'Newchannel', { ...legOf(caller), ChannelStateDesc: 'Down' })
    play(at, 'AgentCalled', withLeg(caller))
    phoneIs(at, caller.phone, 6)
  }

  function answer(at: number, caller: Caller): void {
    caller.stage = 'talking'
    caller.unseen = !heard
    caller.until = at + random.logNormal(60_000, 0.6)
    phoneIs(at, caller.phone!, 2)
    leave(at, caller)
    play(at, 'AgentConnect', { ...withLeg(caller), HoldTime: 1, RingTime: 1 })
  }

  function declined(at: number, caller: Caller): void {
    const { phone } = caller
    play(at, 'AgentRingNoAnswer', { ...withLeg(caller), RingTime: RING_MS })
    play(at, 'Hangup', { ...legOf(caller), Cause: 19 })
    phoneIs(at, phone!, 1)
    caller.stage = 'waiting'
    caller.phone = null
    // `autopause = yes`: who lets it ring is paused by the queue.
    if (random.chance(0.5)) pauseAtPhone(at, phone!, 'Auto-Pause', caller.queue)
  }

  function hangUp(at: number, caller: Caller): void {
    const { phone, stage } = caller
    play(at, 'HangupRequest', of(caller))
    if (stage === 'talking')
      play(at, 'AgentComplete', { ...withLeg(caller), HoldTime: 1, TalkTime: 1, Reason: 'caller' })
    else {
      play(at, 'QueueCallerAbandon', { ...of(caller), Queue: caller.queue, HoldTime: 9, Position: 1 })
      leave(at, caller)
    }
    if (phone !== null) {
      play(at, 'Hangup', { ...legOf(caller), Cause: 16 })
      phoneIs(at, phone, 1)
    }
    play(at, 'Hangup', { ...of(caller), Cause: 16 })
    callers.delete(caller)
  }

  function goesOn(at: number, caller: Caller): void {
    if (caller.stage === 'talking') {
      if (at >= caller.until) hangUp(at, caller)
    } else if (at >= caller.patienceAt) hangUp(at, caller)
    else if (caller.stage === 'waiting') ring(at, caller)
    else if (at >= caller.until) {
      if (caller.willAnswer) answer(at, caller)
      else declined(at, caller)
    }
  }

  function pauseAtPhone(at: number, phone: string, reason: string | null, only?: string): void {
    for (const { queue, status } of server.membersBy(phone))
      if (only === undefined || queue === only)
        play(at, 'QueueMemberPause', {
          ...{ Queue: queue, MemberName: phone, Interface: phone, StateInterface: phone },
          ...{ Membership: 'dynamic', Penalty: 0, Status: status },
          ...{ LastPause: reason === null ? 0 : Math.floor(at / 1_000) },
          ...{ Paused: reason === null ? 0 : 1, PausedReason: reason ?? '' },
        })
  }

  return {
    live(at, isHeard) {
      heard = isHeard
      for (const caller of [...callers]) goesOn(at, caller)
      for (const [queue, due] of nextAt)
        if (at >= due) {
          arrive(at, queue)
          nextAt.set(queue, at + random.exponential(betweenMs))
        }
    },
    pauseAtPhone,
    talks: () =>
      new Map(
        [...callers].flatMap(({ stage, phone, id, unseen }) =>
          stage === 'talking' && phone !== null && !unseen ? [[phone, id] as const] : [],
        ),
      ),
    waiting: () =>
      new Map(
        queues.map((queue) => [
          queue,
          [...callers].filter((caller) => caller.queue === queue && caller.stage !== 'talking').length,
        ]),
      ),
    unseen: () =>
      new Set([...callers].flatMap(({ phone, unseen }) => (unseen && phone !== null ? [phone] : []))),
    get calls() {
      return calls
    },
  }
}
