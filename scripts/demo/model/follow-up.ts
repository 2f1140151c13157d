import type { Customer } from './customers.ts'
import type { World } from './world.ts'

const MINUTE = 60_000

/** A case on its way: who it is for, and who owns it. */
export interface OpenCase {
  readonly id: string
  readonly customer: Customer
  readonly owner: string
  readonly contact: string
}

/** What was meant to happen within a time mostly does; of this share it comes too late. */
const FORGOTTEN = 0.06

/** The time that something takes: up to its limit with room, or well past it where it is forgotten. */
function taking(world: World, limitMin: number): number {
  const { random } = world
  return (
    MINUTE *
    (random.chance(FORGOTTEN) ? limitMin * random.between(1.1, 2) : limitMin * random.between(0.15, 0.8))
  )
}

/** From the complaint to its end: at once, after a department's answer, after an approval, or with a promise. */
export function planFollowUp(world: World, open: OpenCase): void {
  const { random } = world
  const way = random.next()
  if (way < 0.3) after(world, taking(world, 80), () => answer(world, open))
  else if (way < 0.65 && world.staffing.departments.length > 0)
    after(world, random.between(3, 15) * MINUTE, () => handOff(world, open))
  else if (way < 0.8 && world.staffing.supervisors.length > 0)
    after(world, random.between(4, 20) * MINUTE, () => askApproval(world, open))
  else after(world, random.between(2, 10) * MINUTE, () => promise(world, open))
  if (random.chance(0.05)) after(world, random.between(5, 60) * MINUTE, () => escalate(world, open))
}

function after(world: World, ms: number, happen: () => void): void {
  world.agenda.at(world.agenda.now + ms, happen)
}

function answer(world: World, open: OpenCase): void {
  const { random } = world
  const accepted = random.chance(0.88)
  const amount = random.pick([20, 30, 50, 100, 150])
  const offer = random.chance(0.4) ? { offer: { amount, currency: 'CNY', what: '补偿 compensation' } } : {}
  world.tell('case.replied', open.id, {
    kind: 'answer',
    agent: open.owner,
    channel: 'voice',
    accepted,
    ...offer,
  })
  if (accepted) after(world, random.between(1, 20) * MINUTE, () => resolve(world, open))
  else after(world, taking(world, 90), () => answer(world, open))
}

function resolve(world: World, open: OpenCase): void {
  const { chasing, random } = world
  open.customer.caseId = null
  const place = chasing.indexOf(open.customer)
  if (place !== -1) chasing.splice(place, 1)
  const outcome = random.pick(['solved', 'solved', 'solved', 'compensated', 'declined'])
  world.tell('case.resolved', open.id, { outcome })
}

function handOff(world: World, open: OpenCase): void {
  const { agenda, random, staffing } = world
  const id = world.newId('h')
  const department = random.pick(staffing.departments)
  world.tell('case.replied', open.id, {
    kind: 'progress',
    agent: open.owner,
    channel: 'sms',
    nextAt: new Date(agenda.now + 120 * MINUTE).toISOString(),
  })
  world.tell('handoff.sent', id, {
    case: open.id,
    department,
    question: random.pick(['请核实并回复 Please check and answer', '何时能修复？ When will it be mended?']),
  })
  const bounces = random.chance(0.08)
  after(world, taking(world, 28), () =>
    bounces ? bounce(world, id, department) : world.tell('handoff.accepted', id, {}),
  )
  if (bounces) after(world, taking(world, 60), () => world.tell('handoff.accepted', id, {}))
  after(world, taking(world, 110) + (bounces ? 20 : 0) * MINUTE, () => {
    world.tell('handoff.returned', id, { answer: '已处理 Done, see the order' })
    after(world, taking(world, 45), () => answer(world, open))
  })
}

function bounce(world: World, id: string, department: string): void {
  const others = world.staffing.departments.filter((other) => other !== department)
  const to = others.length > 0 ? { to: world.random.pick(others) } : {}
  world.tell('handoff.bounced', id, { ...to, reason: '不属于本部门 Not ours' })
}

function askApproval(world: World, open: OpenCase): void {
  const { random, staffing } = world
  const id = world.newId('ap')
  const amount = random.pick([400, 500, 800, 1_200, 1_500])
  world.tell('approval.requested', id, {
    case: open.id,
    from: random.pick(staffing.supervisors),
    amount,
    currency: 'CNY',
    reason: '超出授权 Above my limit',
  })
  after(world, taking(world, 14), () => {
    world.tell('approval.decided', id, { granted: random.chance(0.8) })
    after(world, taking(world, 40), () => answer(world, open))
  })
}

function promise(world: World, open: OpenCase): void {
  const { agenda, random } = world
  const id = world.newId('p')
  const hours = random.pick([1, 2, 3, 4, 20])
  const due = agenda.now + hours * 60 * MINUTE
  world.tell('case.replied', open.id, {
    kind: 'answer',
    agent: open.owner,
    channel: 'voice',
    accepted: true,
    contact: open.contact,
  })
  world.tell('promise.made', id, {
    case: open.id,
    text: random.pick([
      '当天上门维修 A technician today',
      '回电告知结果 A call with the result',
      '退款到账 The refund',
    ]),
    due: new Date(due).toISOString(),
    agent: open.owner,
    origin: 'service',
    basis: random.chance(0.8) ? 'confirmed' : 'unconfirmed',
  })
  if (random.chance(0.92))
    after(world, random.between(1, 8) * MINUTE, () => world.tell('promise.confirmed', id, { channel: 'sms' }))
  keepPromise(world, open, { id, due })
}

/** A promise on its way: kept in good time, or at risk and then late; its case is closed soon after. */
export function keepPromise(world: World, open: OpenCase, { id, due }: { id: string; due: number }): void {
  const { agenda, random } = world
  const done =
    agenda.now +
    (due - agenda.now) * (random.chance(0.09) ? random.between(1.05, 1.4) : random.between(0.4, 0.95))
  if (done > due)
    agenda.at(due - 20 * MINUTE, () => world.tell('promise.at_risk', id, { reason: '延误 delayed' }))
  agenda.at(done, () => {
    world.tell('promise.kept', id, {})
    after(world, random.between(2, 25) * MINUTE, () => resolve(world, open))
  })
}

function escalate(world: World, open: OpenCase): void {
  const supervisor =
    world.staffing.supervisors.length > 0 ? world.random.pick(world.staffing.supervisors) : null
  if (open.customer.caseId !== open.id || supervisor === null) return
  world.tell('case.escalation_requested', open.id, {})
  after(world, taking(world, 28), () => world.tell('case.supervisor_replied', open.id, { agent: supervisor }))
}
