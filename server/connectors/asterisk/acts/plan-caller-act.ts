import type { ActOrder } from '#core/pbx-actions/act-request.ts'
import type { MapperState } from '../mapping/mapper-state.ts'
import { type PlannedAct, unplanned } from './ami-action.ts'
import { pbxQueueOf } from './plan-member-act.ts'

/** What an act about a caller who waits means at the PBX. */
export function planCallerAct(mapping: MapperState, order: ActOrder): PlannedAct {
  const uniqueid = mapping.names.uniqueidOf(order.contact ?? '')
  const caller = uniqueid === undefined ? undefined : mapping.callers.byChannel(uniqueid)
  if (caller === undefined || caller.stage.is !== 'waiting') return unplanned('the caller waits no more')
  const { entry } = caller.stage
  if (entry.channel === '') return unplanned('the PBX did not say which line the caller is on')
  const where = { Queue: pbxQueueOf(mapping, entry.queue), Caller: entry.channel }
  if (order.name === 'priority')
    return {
      ok: true,
      actions: [
        {
          action: 'QueueChangePriorityCaller',
          // Without it the caller keeps its place: the priority would count for the place of who comes after alone.
          fields: { ...where, Priority: String(order.priority ?? 0), Immediate: 'yes' },
          about: '',
        },
      ],
    }
  mapping.takenOut.add(caller.uniqueid)
  return {
    ok: true,
    actions: [{ action: 'QueueWithdrawCaller', fields: { ...where, WithdrawInfo: 'callback' }, about: '' }],
  }
}
