import type { Floor } from '#core/floor/floor.ts'
import type { AmiMember } from '#scripts/replay-ami/ami-server.ts'
import type { HourFloor } from './hour-floor.ts'
import type { HourPbx } from './hour-pbx.ts'
import { type HourSite, PBX_FEED } from './hour-site.ts'

/** By what the PBX says of the agent's phone: the words that are right, for two pauses may begin in one second. */
export function statesAtPbx(
  members: readonly AmiMember[],
  names: Pick<HourSite, 'queueOf' | 'reasonOf'>,
): string[] {
  if (members.length === 0) return ['signed out']
  const open = members.filter(({ paused }) => !paused).map(({ queue }) => names.queueOf(queue))
  if (open.length > 0) return [`in ${open.sort().join(' ')}`]
  const latest = Math.max(...members.map(({ lastPause }) => lastPause))
  const last = members.filter(({ lastPause }) => lastPause === latest)
  return [...new Set(last.map(({ reason }) => `away ${names.reasonOf(reason)}`))]
}

/** The same by the row that the desk shows. */
export function stateOnFloor(floor: Pick<Floor, 'row'>, agent: string): string {
  const row = floor.row('agent', agent)
  if (row === null || row.state === 'offline') return 'signed out'
  if (row.away !== null) return `away ${row.away.reason ?? ''}`
  return `in ${row.queues.toSorted().join(' ')}`
}

const AT_WORK: ReadonlySet<string> = new Set(['ringing', 'busy', 'hold', 'wrap_up'])

/** Where the floor says something else than the PBX, in a line each. */
export function differences(hall: HourFloor, pbx: HourPbx): string[] {
  const { agents, floor, server, queueOf } = hall
  const [talks, unseen] = [pbx.talks(), pbx.unseen()]
  const ofAgents = agents.flatMap(({ agent, phone }) => {
    const found: string[] = []
    const row = floor.row('agent', agent)
    const { state = 'offline', contacts = [], doing = null } = row ?? {}
    const right = statesAtPbx(server.membersBy(phone), hall)
    const shown = stateOnFloor(floor, agent)
    // Who is signed out in the middle of their work is shown at it until it is over.
    const isLeaving = right.includes('signed out') && AT_WORK.has(state)
    if (!right.includes(shown) && !isLeaving) found.push(`PBX ${right.join(' or ')}, desk ${shown}`)
    const talk = talks.get(phone)
    if (talk !== undefined && !contacts.includes(`${PBX_FEED}/${talk}`))
      found.push(`talks in ${talk} at the PBX, desk ${state} with ${contacts.join(' ')}`)
    if (talk === undefined && !unseen.has(phone) && state === 'busy' && doing === 'inbound')
      found.push(`free at the PBX, desk busy with ${contacts.join(' ')}`)
    return found.map((each) => `${agent}: ${each}`)
  })
  const ofQueues = [...pbx.waiting()].flatMap(([queue, waiting]) => {
    const shown = floor.row('queue', queueOf(queue))?.waiting
    return shown === waiting ? [] : [`${queue}: ${waiting} wait at the PBX, ${shown} on the floor`]
  })
  return [...ofAgents, ...ofQueues]
}

/** All that a second is compared by, so that the archive can be held against it later. */
export function floorText(
  floor: Pick<Floor, 'row'>,
  agents: readonly string[],
  queues: readonly string[],
): string {
  const ofAgents = agents.map((agent) => {
    const row = floor.row('agent', agent)
    return `${agent}: ${stateOnFloor(floor, agent)} ${row?.state} ${row?.contacts.join(' ')}`
  })
  const ofQueues = queues.map((queue) => `${queue}: ${floor.row('queue', queue)?.waiting}`)
  return [...ofAgents, ...ofQueues].join('\n')
}
