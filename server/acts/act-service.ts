import { randomUUID } from 'node:crypto'
import { aboutOf, mayAskPbx, numberToCall } from '#core/access/act-verdict.ts'
import { maskText } from '#core/access/mask-text.ts'
import { sourceOf } from '#core/access/source-of.ts'
import type { Staff } from '#core/access/viewer.ts'
import {
  type ActAnswer,
  type ActOrder,
  type ActRequest,
  actRefused,
  faultOfAct,
} from '#core/acts/act-request.ts'
import { feedOfContact, feedsOfAgents } from '#core/acts/acting-feed.ts'
import type { Floor } from '#core/floor/floor.ts'
import { type Audit, auditName } from '../audit.ts'
import { createDoneCommands } from '../gateway/done-commands.ts'

/** Has the PBX of a feed do something, wherever it is connected. */
export type AskPbx = (feed: string, order: ActOrder) => Promise<ActAnswer>

export interface ActService {
  /** Judges, records and sends an act, and gives what the PBX answered; a fault of the request names the field. */
  act(who: Staff, wish: ActRequest, floor: Floor): Promise<ActAnswer | { readonly fault: string }>
}

export interface ActServiceOptions {
  readonly ask: AskPbx
  readonly audit: Audit
}

function orderOf(who: Staff, wish: ActRequest, agent: string | null, floor: Floor): ActOrder {
  const { name, reason, queue, queues, penalty, contact, priority, callback } = wish
  return {
    id: wish.id ?? randomUUID(),
    name,
    by: who.id,
    agent,
    agentName: agent === null ? null : (floor.row('agent', agent)?.name ?? null),
    reason: reason ?? null,
    queue: queue ?? (callback === undefined ? null : (floor.row('callback', callback)?.queue ?? null)),
    queues: queues ?? null,
    penalty: penalty ?? null,
    contact: contact ?? null,
    priority: priority ?? null,
    number: name === 'dial' ? numberToCall(wish, floor) : null,
    callback: callback ?? null,
    case: wish.case ?? null,
  }
}

/** The feed that is to act, or why none can be asked. */
function feedFor(order: ActOrder, floor: Floor): { feed: string } | ActAnswer {
  const { site } = floor
  const feed =
    order.contact !== null && aboutOf(order.name) === 'contact'
      ? feedOfContact(site, order.contact)
      : feedsOfAgents(site)(order.agent ?? '')
  if (feed === null) return actRefused('unsupported', 'no PBX that can be asked has this')
  const row = floor.row('feed', feed.id)
  if (feed.kind === 'asterisk' && row?.state === 'down')
    return actRefused('unreachable', `the PBX ${feed.id} is not connected`)
  if (row === null || !row.acts.includes(order.name))
    return actRefused('unsupported', `${feed.id} cannot be asked to: ${order.name}`)
  return { feed: feed.id }
}

const detailOf = ({ id: _id, by: _by, name: _name, agentName: _agentName, number, ...detail }: ActOrder) => ({
  ...Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== null)),
  // A number is a person's; which one it was stands with the contact.
  ...(number === null ? {} : { number: `…${number.slice(-3)}` }),
})

/** A refusal may repeat the number: it is masked for whoever did not name it and may not read it. */
function shownAnswer(answer: ActAnswer, { unmask }: Staff, { number }: ActRequest): ActAnswer {
  if (answer.ok || unmask || number !== undefined) return answer
  return { ...answer, message: maskText(answer.message) }
}

export function createActService({ ask, audit }: ActServiceOptions): ActService {
  const done = createDoneCommands()
  return {
    async act(who, wish, floor) {
      const fault = faultOfAct(wish)
      if (fault !== null) return { fault }
      const agent = aboutOf(wish.name) === 'agent' ? (wish.agent ?? who.agent) : null
      const verdict = mayAskPbx(who, wish, agent, floor)
      if (!verdict.ok) return actRefused('not_allowed', verdict.message)
      const order = orderOf(who, wish, agent, floor)
      const source = sourceOf(who)
      if (done.has(source, order.id)) return { ok: true }
      const to = feedFor(order, floor)
      if ('ok' in to) return to
      const subject = agent === null ? `contact/${order.contact}` : `agent/${agent}`
      const answer = await ask(to.feed, order)
      // Before the record is written: pressed again meanwhile, or because the record failed, it is not done again.
      if (answer.ok) done.add(source, order.id)
      const outcome = answer.ok ? { outcome: 'ok' } : { outcome: answer.code, said: maskText(answer.message) }
      await audit(auditName(who), `pbx.${order.name}`, subject, { ...detailOf(order), ...outcome })
      return shownAnswer(answer, who, wish)
    },
  }
}
