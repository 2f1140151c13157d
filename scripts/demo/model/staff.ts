import { HOUR, MIN, type World } from './world.ts'

/** An agent of the simulated floor. `busy` counts contacts of each kind that the agent has or that ring there. */
export interface Agent {
  readonly id: string
  readonly queues: readonly string[]
  readonly shift: Shift
  on: boolean
  away: boolean
  /** Wants to go away (a break, the end of the shift) as soon as nothing is at hand. */
  wants: (() => void) | null
  calls: number
  chats: number
  freeSince: number
}

interface Shift {
  readonly from: number
  readonly to: number
}

const EARLY: Shift = { from: 7.9, to: 16.5 }
const MIDDLE: Shift = { from: 9.8, to: 18.6 }
const LATE: Shift = { from: 13.4, to: 22.1 }
const NIGHT: Shift = { from: 21.9, to: 32.1 }
const DAYTIME = [EARLY, MIDDLE, LATE]

const CHATS_AT_ONCE = 3

function rosterOf(from: number, to: number, queuesOf: (index: number) => string[]): Agent[] {
  const agents: Agent[] = []
  for (let number = from; number <= to; number++) {
    const id = `a${String(number).padStart(2, '0')}`
    const shift = number === 22 ? NIGHT : DAYTIME[number % DAYTIME.length]!
    const queues = queuesOf(number - from)
    agents.push({ id, queues, shift, on: false, away: false, wants: null, calls: 0, chats: 0, freeSince: 0 })
  }
  return agents
}

/** The agents of the default site file: most know more than one queue. */
function roster(): Agent[] {
  const skills = [
    ['service', 'billing'],
    ['service', 'technical'],
    ['technical', 'billing'],
    ['service', 'technical', 'billing'],
  ]
  return [
    ...rosterOf(1, 14, (index) => skills[index % skills.length]!),
    ...rosterOf(15, 22, (index) => (index % 3 === 0 ? ['complaints', 'service'] : ['complaints'])),
    ...rosterOf(23, 30, (index) => (index % 2 === 0 ? ['sales'] : ['chat', 'sales'])),
  ]
}

export interface Staff {
  readonly agents: readonly Agent[]
  /** Whether an agent could be offered a contact of the channel now. */
  canTake(agent: Agent, channel: string): boolean
  /** Has nothing at hand: not even a chat. */
  isIdle(agent: Agent): boolean
  /** The agent who has been free the longest of those who may take a contact of the queue. */
  freeFor(queue: string, channel: string): Agent | null
  /** Something at hand ended: the agent goes where it wants to, or is free for the next. */
  settle(agent: Agent): void
}

/** Agents who come, go and take breaks; `free` is told of each who could take a contact now. */
export function createStaff(world: World, free: (agent: Agent) => void): Staff {
  const { agenda, random, emit } = world
  const agents = roster()

  const isIdle = (agent: Agent) => agent.on && !agent.away && agent.calls === 0 && agent.chats === 0

  function canTake(agent: Agent, channel: string): boolean {
    if (!agent.on || agent.away || agent.wants !== null || agent.calls > 0) return false
    return channel === 'chat' ? agent.chats < CHATS_AT_ONCE : agent.chats === 0
  }

  function settle(agent: Agent): void {
    agent.freeSince = agenda.now
    if (!isIdle(agent)) {
      if (agent.calls === 0) free(agent)
      return
    }
    const wanted = agent.wants
    agent.wants = null
    if (wanted === null) free(agent)
    else wanted()
  }

  function whenIdle(agent: Agent, go: () => void): void {
    if (!agent.on) return
    agent.wants = go
    if (isIdle(agent)) settle(agent)
  }

  function pause(agent: Agent, reason: string, lengthMs: number): void {
    whenIdle(agent, () => {
      agent.away = true
      emit('agent.away', agent.id, { reason })
      agenda.after(lengthMs, () => {
        if (!agent.on) return
        agent.away = false
        emit('agent.available', agent.id)
        settle(agent)
      })
    })
  }

  function leave(agent: Agent): void {
    whenIdle(agent, () => {
      agent.on = false
      agent.away = false
      emit('agent.signed_out', agent.id, { reason: 'shift' })
    })
  }

  function come(agent: Agent, endsAt: number): void {
    agent.on = true
    agent.away = false
    agent.wants = null
    emit('agent.signed_in', agent.id, { queues: agent.queues })
    emit('agent.available', agent.id)
    const begun = agenda.now
    const length = endsAt - begun
    agenda.at(begun + length * random.between(0.2, 0.3), () =>
      pause(agent, 'break', random.between(9, 16) * MIN),
    )
    agenda.at(begun + length * random.between(0.42, 0.58), () =>
      pause(agent, 'meal', random.between(32, 45) * MIN),
    )
    agenda.at(begun + length * random.between(0.72, 0.85), () =>
      pause(agent, 'break', random.between(8, 14) * MIN),
    )
    if (random.chance(0.15))
      agenda.at(begun + length * random.between(0.3, 0.8), () =>
        pause(agent, 'meeting', random.between(15, 40) * MIN),
      )
    agenda.at(endsAt, () => leave(agent))
    settle(agent)
  }

  /** Plans the shifts of the day that begins at `midnight`, and the next day after it. */
  function planDay(midnight: number): void {
    for (const agent of agents) {
      // One in nine has a day off; the night is always held.
      if (agent.shift !== NIGHT && random.chance(0.11)) continue
      const from = midnight + agent.shift.from * HOUR + random.between(-4, 4) * MIN
      const to = midnight + agent.shift.to * HOUR + random.between(-3, 9) * MIN
      if (to > agenda.now) agenda.at(Math.max(from, agenda.now), () => come(agent, to))
    }
    agenda.at(midnight + 24 * HOUR + MIN, () => planDay(world.midnight()))
  }
  planDay(world.midnight())

  return {
    agents,
    canTake,
    isIdle,
    freeFor(queue, channel) {
      let best: Agent | null = null
      for (const agent of agents) {
        if (!agent.queues.includes(queue) || !canTake(agent, channel)) continue
        if (best === null || agent.freeSince < best.freeSince) best = agent
      }
      return best
    },
    settle,
  }
}
