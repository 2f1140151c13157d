import { expect, test } from 'vitest'
import type { ActOrder } from '#core/pbx-actions/act-request.ts'
import { messageOf } from '#protocols/ami/message.ts'
import { createMapperState } from '../mapping/mapper-state.ts'
import { createPbxNames } from '../mapping/names.ts'
import type { AmiReply } from '../requests.ts'
import { createActing } from './acting.ts'

/** Guarantee: what the PBX may still do, because its answer is only late or was cut off, is known for what was asked. */

const NOTHING = {
  ...{ agent: null, agentName: null, reason: null, queue: null, queues: null, penalty: null },
  ...{ contact: null, priority: null, number: null, callback: null, case: null },
}
const dial: ActOrder = {
  ...NOTHING,
  id: 'press-1',
  name: 'dial',
  by: 'anna',
  agent: 'anna',
  number: '13800138000',
}
const pause: ActOrder = { ...NOTHING, id: 'press-2', name: 'pause', by: 'lin', agent: 'anna' }

const refusal = messageOf([
  ['Response', 'Error'],
  ['Message', 'No'],
])!

function actingThatHears(reply: AmiReply) {
  const mapping = createMapperState('pbx', createPbxNames('pbx', {}, { 'PJSIP/101': 'anna' }, {}))
  const sent: string[] = []
  const client = {
    async request(action: string) {
      sent.push(action)
      return reply
    },
    askQueue() {},
  }
  const acting = createActing(mapping, () => client, { now: () => 1_000, changed() {} })
  return { mapping, acting, sent }
}

test.each([
  ['timeout', 'timeout'],
  ['cut', 'unreachable'],
] as const)(
  'a call whose answer does not come (%s) is not dialled a second time, and is known by its name',
  async (is, code) => {
    const { mapping, acting, sent } = actingThatHears({ is })
    expect(await acting.act(dial)).toMatchObject({ ok: false, code })
    expect(mapping.askedCalls.get('huiyin-press-1')).toMatchObject({ agent: 'anna' })
    expect(await acting.act({ ...dial, id: 'press-3' })).toMatchObject({ ok: false, code: 'refused' })
    expect(sent).toEqual(['Originate'])
    await acting.act(pause)
    expect(mapping.pausedBy.get('anna')).toMatchObject({ by: 'lin' })
  },
)

test.each([{ is: 'away' }, { is: 'answered', message: refusal }] as const)(
  'what the PBX did not take (%j) is forgotten, and may be asked for again',
  async (reply) => {
    const { mapping, acting, sent } = actingThatHears(reply)
    await acting.act(dial)
    expect(mapping.askedCalls.size).toBe(0)
    await acting.act({ ...dial, id: 'press-3' })
    expect(sent).toEqual(['Originate', 'Originate'])
    await acting.act(pause)
    expect(mapping.pausedBy.size).toBe(0)
  },
)
