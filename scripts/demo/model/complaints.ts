import { planFollowUp } from './follow-up.ts'
import type { SimAgent, SimContact, Simulation } from './simulation.ts'

const MINUTE = 60_000

const TITLES: Readonly<Record<string, readonly string[]>> = {
  'billing-error': ['重复扣费 Charged twice', '套餐费用不符 Plan price differs from the bill'],
  outage: ['宽带中断两天 Broadband down for two days', '夜间频繁掉线 Line drops every night'],
  'late-delivery': ['设备未按时送达 Router not delivered', '安装预约被改期两次 Installation moved twice'],
  'broken-promise': ['承诺的回电没有来 The promised call never came', '退款迟迟未到 Refund still missing'],
  attitude: ['对服务态度不满 Unhappy about how they were spoken to'],
  'product-fault': [
    '新机无法开机 New device does not start',
    '路由器反复重启 Router restarts again and again',
  ],
}
const OTHER = ['对处理结果不满 Unhappy with the outcome']

/** A complaint opens with the call, and its way to an answer begins. */
export function openComplaint(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { random, agenda, staffing } = simulation
  const id = simulation.newId('k')
  contact.caseId = id
  contact.customer.caseId = id
  simulation.chasing.push(contact.customer)
  const cause = staffing.causes.length > 0 ? random.pick(staffing.causes) : undefined
  const { phone, name, isVip } = contact.customer
  simulation.tell('case.opened', id, {
    kind: 'complaint',
    title: random.pick((cause === undefined ? undefined : TITLES[cause]) ?? OTHER),
    queue: contact.queue.id,
    team: contact.queue.team,
    agent: agent.id,
    phone,
    name,
    priority: isVip ? 'vip' : random.chance(0.1) ? 'high' : 'normal',
    contact: contact.id,
    channel: contact.channel,
  })
  agenda.at(agenda.now + random.between(2, 8) * MINUTE, () => {
    const fault = random.pick(['ours', 'ours', 'supplier', 'customer', 'open'] as const)
    simulation.tell('case.assessed', id, cause === undefined ? { fault } : { fault, cause })
  })
  planFollowUp(simulation, { id, customer: contact.customer, owner: agent.id, contact: contact.id })
}
