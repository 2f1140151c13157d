import type { Contacts } from './contacts.ts'
import { someCustomer } from './customers.ts'
import { HOUR, MIN, type World } from './world.ts'

/** Now and then something breaks, and everybody calls; and packages run out. */
export function planTroubles(world: World, contacts: Contacts): void {
  const { agenda, random, emit } = world

  function outage(): void {
    const notice = world.nextId('notice')
    const lengthMs = random.between(18, 40) * MIN
    const until = new Date(agenda.now + 2 * HOUR).toISOString()
    const text = random.pick([
      '东区宽带中断，抢修中，预计一小时恢复',
      '短信通道延迟，验证码可能晚到',
      '支付渠道异常，请勿重复扣款',
    ])
    agenda.after(random.between(3, 7) * MIN, () =>
      emit('notice.posted', notice, { text, until, queues: ['technical', 'service'] }),
    )
    contacts.surge('technical', random.between(2.2, 3.4))
    contacts.surge('service', random.between(1.2, 1.6))
    agenda.after(lengthMs, () => {
      contacts.surge('technical', 1)
      contacts.surge('service', 1)
    })
    agenda.after(lengthMs + random.between(10, 25) * MIN, () => emit('notice.withdrawn', notice))
  }

  function planDay(midnight: number): void {
    const at = midnight + random.between(9.2, 20) * HOUR
    if (at > agenda.now) agenda.at(at, outage)
    agenda.at(midnight + 24 * HOUR + MIN, () => planDay(world.midnight()))
  }

  function usage(): void {
    agenda.after(random.exponential(25 * MIN), () => {
      const { customer } = someCustomer(world)
      const limit = random.pick([10, 20, 40])
      const used = Math.round(limit * random.between(0.7, 1.05) * 10) / 10
      emit('allowance.reported', `${customer}-data`, { customer, name: '流量', used, limit, unit: 'GB' })
      usage()
    })
  }

  planDay(world.midnight())
  usage()
}
