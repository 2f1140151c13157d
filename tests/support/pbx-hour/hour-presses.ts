import type { ActAnswer, ActRequest } from '#core/pbx-actions/act-request.ts'
import type { Random } from '#scripts/demo/model/random.ts'

/** A press: by whom (a person), and for what. */
export interface Press {
  readonly by: string
  readonly request: ActRequest
}

export interface HourAgent {
  readonly agent: string
  readonly phone: string
  readonly lead: string
  /** The queues that the agent's team works in. */
  readonly queues: readonly string[]
}

const REASONS = ['break', 'meal', 'training', 'meeting'] as const
/** What the PBX may answer to a press of which it has heard that it is so already, or may not be. */
const REFUSALS =
  /^(Unable to (add|remove) interface: (Already|Not) there|Not there|Interface not found|Invalid interface)/

/** What somebody presses at random, who knows what the desk shows: `isAway`, and whether they are in a queue. */
export function pressOf(
  random: Random,
  { agent, lead, queues }: HourAgent,
  shown: { readonly isAway: boolean; readonly isIn: boolean },
): Press {
  const isLead = random.chance(0.2)
  const by = isLead ? lead : agent
  const name = random.next()
  if (!shown.isIn) return { by, request: { name: 'sign_in', agent, queues: [...queues] } }
  if (shown.isAway && name < 0.75) return { by, request: { name: 'unpause', agent } }
  if (name < 0.7) return { by, request: { name: 'pause', agent, reason: random.pick(REASONS) } }
  if (name < 0.78) return { by, request: { name: 'sign_out', agent } }
  if (name < 0.86) return { by, request: { name: 'sign_out', agent, queues: [random.pick(queues)] } }
  if (name < 0.94) return { by, request: { name: 'sign_in', agent, queues: [random.pick(queues)] } }
  return {
    by,
    request: { name: 'queues', agent, queue: random.pick(queues), penalty: Math.floor(random.between(0, 5)) },
  }
}

/** Null: an answer as a PBX gives it. `mayBeAway`: the connection was cut while the press was on its way. */
export function faultOfAnswer(
  answer: ActAnswer | { readonly fault: string },
  mayBeAway: boolean,
): string | null {
  if ('fault' in answer) return answer.fault
  if (answer.ok) return null
  if (mayBeAway && ['unreachable', 'timeout', 'unsupported'].includes(answer.code)) return null
  if (answer.code === 'refused' && REFUSALS.test(answer.message)) return null
  return `${answer.code}: ${answer.message}`
}
