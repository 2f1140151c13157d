import { openedCaseOf } from '#core/cases/links.ts'
import { type Callbacks, createCallbacks } from './callbacks.ts'
import type { Contact, Contacts } from './contacts.ts'
import type { Customer } from './customers.ts'
import { departmentDone, promisedDue } from './departments.ts'
import type { Agent, Staff } from './staff.ts'
import { HOUR, MIN, type World } from './world.ts'

/** A case as its owner knows it. */
interface Case {
  readonly id: string
  readonly kind: 'complaint' | 'inquiry' | 'request' | 'suggestion'
  readonly customer: Customer
  readonly owner: Agent
  replied: boolean
  resolved: boolean
}

/** What is owed after a contact: cases, promises, hand-offs, approvals, callbacks. */
export interface Aftermath {
  /** A customer and an agent have spoken. */
  spoke(contact: Contact, agent: Agent): void
  wantsCallback(queue: string, customer: Customer, contact: string): void
  /** The agent has nothing to answer now and may do what is owed. */
  idle(agent: Agent): void
}

const TITLES = {
  complaint: [
    '答应的退款没有到账',
    '送货晚了两天没人通知',
    '账单多收了钱',
    '三次来电没有结果',
    '预约的师傅没有来',
  ],
  inquiry: ['宽带晚上总是断线', '想知道合同什么时候到期', '发票抬头需要更改', '安装进度查询'],
  request: ['办理套餐变更', '地址变更', '补寄发票', '预约上门检修'],
  suggestion: ['建议用完流量前短信提醒', '建议网上也能办理停机'],
} as const
const CAUSES = [
  'billing-error',
  'outage',
  'late-delivery',
  'broken-promise',
  'attitude',
  'product-fault',
] as const
const DEPARTMENTS = ['technical-ops', 'finance', 'logistics', 'product'] as const
const PROMISES = [
  '两小时内回电告知结果',
  '今天 18:00 前处理完',
  '明天上午给您答复',
  '一小时内确认退款',
] as const
const LEADS: Readonly<Record<string, string>> = { complaints: 'sun', sales: 'ma', chat: 'ma' }

export function createAftermath(world: World, staff: () => Staff, contacts: () => Contacts): Aftermath {
  const { agenda, random, emit } = world
  const openOf = new Map<string, Case>()
  const callbacks: Callbacks = createCallbacks(world, contacts)
  /** What agents will do as soon as they have nothing else at hand. */
  const steps = new Map<string, (() => void)[]>()

  function owe(agent: Agent, afterMs: number, step: () => void): void {
    agenda.after(afterMs, () => {
      const list = steps.get(agent.id) ?? []
      list.push(step)
      steps.set(agent.id, list)
      if (staff().isIdle(agent)) idle(agent)
    })
  }

  function idle(agent: Agent): void {
    const list = steps.get(agent.id)
    for (let step = list?.shift(); step !== undefined; step = list?.shift()) step()
    if (staff().isIdle(agent)) callbacks.work(agent)
  }

  function open(contact: Contact, agent: Agent, kind: Case['kind'], queue: string): Case {
    const id = world.nextId('case')
    const { customer } = contact
    const priority = random.chance(0.06) ? 'vip' : random.chance(0.12) ? 'high' : 'normal'
    const data = {
      kind,
      title: random.pick(TITLES[kind]),
      queue,
      agent: agent.id,
      contact: contact.id,
      priority,
    }
    emit('case.opened', id, {
      ...data,
      cause: random.pick(CAUSES),
      channel: contact.demand.channel,
      ...customer,
    })
    return remember({ id, kind, customer, owner: agent, replied: false, resolved: false })
  }

  function remember(made: Case): Case {
    openOf.set(made.customer.customer, made)
    return made
  }

  function spoke(contact: Contact, agent: Agent): void {
    const before = openOf.get(contact.customer.customer)
    if (before !== undefined && !before.resolved) {
      if (random.chance(0.7)) reply(before)
      else if (random.chance(0.4)) emit('case.escalation_requested', before.id)
      return
    }
    const queue = contact.demand.id
    if (queue === 'complaints') complained(contact, agent)
    else if (random.chance(0.13))
      follow(
        open(
          contact,
          agent,
          random.pick(['inquiry', 'inquiry', 'request', 'complaint', 'suggestion']),
          queue,
        ),
        queue,
      )
  }

  /** The answer in the complaints queue has opened a case by itself; half of them are solved on the spot. */
  function complained(contact: Contact, agent: Agent): void {
    const id = openedCaseOf(contact.id)
    emit('case.assessed', id, {
      fault: random.pick(['ours', 'ours', 'supplier', 'customer']),
      cause: random.pick(CAUSES),
    })
    const { customer } = contact
    const made = remember({ id, kind: 'complaint', customer, owner: agent, replied: false, resolved: false })
    if (random.chance(0.5)) {
      reply(made)
      resolve(made, random.between(1, 12) * MIN)
    } else follow(made, 'complaints')
  }

  /** Not solved at once: a promise, a hand-off, an approval, and a customer who may not wait. */
  function follow(made: Case, queue: string): void {
    emit('case.assigned', made.id, { agent: made.owner.id })
    if (random.chance(0.3)) promise(made)
    if (random.chance(0.45)) handOff(made)
    else if (made.kind === 'complaint' && random.chance(0.3)) ask(made, queue)
    else owe(made.owner, random.skewed(35, 0.8) * MIN, () => answer(made))
    if (random.chance(0.35)) owe(made.owner, random.between(10, 40) * MIN, () => progress(made))
    if (random.chance(0.16)) agenda.after(random.between(60, 140) * MIN, () => callAgain(made))
  }

  function reply(made: Case): void {
    made.replied = true
    const accepted = random.chance(0.86)
    const data = { kind: 'answer', agent: made.owner.id, channel: 'voice', accepted }
    const offer = made.kind === 'complaint' && random.chance(0.3)
    emit(
      'case.replied',
      made.id,
      offer ? { ...data, offer: { amount: random.pick([50, 100, 200]), currency: 'CNY' } } : data,
    )
    if (accepted) resolve(made, random.skewed(25, 0.8) * MIN)
    else owe(made.owner, random.between(20, 60) * MIN, () => answer(made))
  }

  const answer = (made: Case) => {
    if (!made.resolved)
      contacts().dial(made.owner, made.customer, null, (reached) => (reached ? reply(made) : again(made)))
  }
  const again = (made: Case) => owe(made.owner, random.between(15, 45) * MIN, () => answer(made))

  function progress(made: Case): void {
    if (made.resolved || made.replied) return
    const nextAt = new Date(agenda.now + random.pick([1, 2, 3]) * HOUR).toISOString()
    emit('case.replied', made.id, { kind: 'progress', agent: made.owner.id, channel: 'sms', nextAt })
  }

  function resolve(made: Case, afterMs: number): void {
    owe(made.owner, afterMs, () => {
      if (made.resolved) return
      made.resolved = true
      emit('case.resolved', made.id, {
        outcome: random.pick(['solved', 'solved', 'solved', 'compensated', 'declined']),
      })
      if (openOf.get(made.customer.customer) === made) openOf.delete(made.customer.customer)
    })
  }

  function promise(made: Case): void {
    const id = world.nextId('promise')
    const due = promisedDue(world)
    const at = { due: new Date(due).toISOString(), agent: made.owner.id }
    emit('promise.made', id, { case: made.id, text: random.pick(PROMISES), ...at, origin: 'service' })
    if (random.chance(0.6))
      agenda.after(random.between(1, 8) * MIN, () => emit('promise.confirmed', id, { channel: 'sms' }))
    const share = random.share()
    if (share < 0.82)
      agenda.at(agenda.now + (due - agenda.now) * random.between(0.3, 0.97), () => emit('promise.kept', id))
    else if (share < 0.95) agenda.at(due + random.between(10, 150) * MIN, () => emit('promise.kept', id))
    if (share > 0.9)
      agenda.at(agenda.now + (due - agenda.now) * 0.5, () =>
        emit('promise.at_risk', id, { reason: '供应商延期' }),
      )
  }

  function handOff(made: Case): void {
    const id = world.nextId('handoff')
    emit('handoff.sent', id, {
      case: made.id,
      department: random.pick(DEPARTMENTS),
      question: '请核实并答复客户',
    })
    const bounced = random.chance(0.08)
    agenda.at(departmentDone(world, random.skewed(14, 0.9) * MIN), () => {
      if (bounced) emit('handoff.bounced', id, { to: 'product', reason: '不属于本部门' })
      else emit('handoff.accepted', id, { by: '值班' })
    })
    agenda.at(departmentDone(world, random.skewed(75, 0.7) * MIN), () => {
      emit('handoff.returned', id, { by: '值班', answer: '已核实，可以答复客户' })
      owe(made.owner, random.between(2, 15) * MIN, () => answer(made))
    })
  }

  function ask(made: Case, queue: string): void {
    const id = world.nextId('approval')
    const from = LEADS[queue] ?? 'lin'
    const amount = random.pick([400, 500, 710, 900, 1500])
    emit('approval.requested', id, { case: made.id, from, amount, currency: 'CNY', reason: '补偿客户损失' })
    agenda.after(random.skewed(11, 0.7) * MIN, () => {
      emit('approval.decided', id, { granted: random.chance(0.8), by: from })
      owe(made.owner, random.between(2, 10) * MIN, () => answer(made))
    })
  }

  /** He has heard nothing, and calls again. */
  function callAgain(made: Case): void {
    if (!made.resolved && !made.replied) contacts().arrive('complaints', made.customer)
  }

  return { spoke, idle, wantsCallback: callbacks.want }
}
