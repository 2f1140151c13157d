'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useTranslations } from 'use-intl/react'
import type { Act } from '#core/pbx-actions/act-request.ts'
import type { AgentRow } from '#core/rows/row.ts'
import { useAllRows } from '../_live/use-live.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { DialogFrame } from '../_ui/dialog-frame.tsx'
import { showDone } from '../_ui/done-notice.tsx'
import { Fault } from '../_ui/fault.tsx'
import { fieldClass } from '../_ui/field.tsx'
import { Select } from '../_ui/select.tsx'
import { Switch } from '../_ui/switch.tsx'
import { PauseInQueue } from './pause-in-queue.tsx'
import type { NewActRequest } from './request-act.ts'
import { useRequestAct } from './use-request-act.ts'
import { workQueues } from './work-queues.ts'

const PENALTIES = [0, 1, 2, 3, 4, 5, 10, 20]
/** One that was set at the PBX is one of the list, too. */
const penaltiesFor = (present: number) =>
  PENALTIES.includes(present) ? PENALTIES : [...PENALTIES, present].sort((a, b) => a - b)

const pauseIn = (row: AgentRow, queue: string) => row.pausedIn.find((pause) => pause.queue === queue)
/** Whether the agent is in a queue, be it paused there. */
const isMember = (row: AgentRow, queue: string) =>
  row.queues.includes(queue) || pauseIn(row, queue) !== undefined

/** The queues that the agent may be put in: where they are, those of their team, and those that the reader leads. */
function useQueuesFor(row: AgentRow): { id: string; name: string }[] {
  const { queues = [] } = useFacts()
  const led = new Set(useAllRows('queue').map(({ id }) => id))
  const own = new Set(workQueues(queues, row.team, true).map(({ id }) => id))
  return queues.filter(
    ({ id, channel }) => isMember(row, id) || own.has(id) || (channel === 'voice' && led.has(id)),
  )
}

/** Each queue switched at the PBX; what is shown is what the PBX then says. Drawn only while somebody looks at it. */
function QueueSwitches({ row }: { row: AgentRow }) {
  const t = useTranslations('pbx')
  const { ask, asked, fault } = useRequestAct(
    JSON.stringify([row.queues, row.penalties, row.pausedIn, row.away]),
  )
  const listed = useQueuesFor(row)
  const may = (act: Act) => row.acts?.includes(act) === true
  const isByOne = may('sign_in') && may('sign_out')
  const isIn = (id: string) => isMember(row, id)
  const isPenaltyKnown = (id: string) => row.penalties != null && row.queues.includes(id)
  // What is not shown stays as it is.
  const one = (id: string, on: boolean): NewActRequest => ({
    ...{ name: on ? 'sign_in' : 'sign_out', agent: row.id, queues: [id] },
  })
  const present = [...row.queues, ...row.pausedIn.map(({ queue }) => queue)]
  const all = (id: string, on: boolean): NewActRequest => ({
    ...{ name: 'queues', agent: row.id },
    queues: on ? [...present, id] : present.filter((each) => each !== id),
  })
  async function rank(queue: { id: string; name: string }, penalty: number): Promise<void> {
    const request: NewActRequest = { name: 'queues', agent: row.id, queue: queue.id, penalty }
    if (await ask(`penalty ${queue.id}`, request)) showDone(t('penaltySet', { queue: queue.name, penalty }))
  }
  const pause = (name: 'pause' | 'unpause', queue: string, reason?: string) =>
    ask(`pause ${queue}`, { name, agent: row.id, queue, ...(reason !== undefined && { reason }) })
  return (
    <>
      <ul>
        {listed.map(({ id, name }) => (
          <li
            key={id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-b border-line [&>div:first-child]:border-b-0"
            data-queue={id}
          >
            <Switch
              label={asked === id ? `${name} · ${t('asked')}` : name}
              on={isIn(id)}
              disabled={asked !== null || (!isByOne && !may('queues'))}
              onChange={(on) => void ask(id, isByOne ? one(id, on) : all(id, on))}
            />
            <Select
              label={t('penalty', { queue: name })}
              value={isPenaltyKnown(id) ? String(row.penalties?.[id] ?? 0) : ''}
              {...(!isPenaltyKnown(id) && { none: t('penaltyAsIs') })}
              options={penaltiesFor(row.penalties?.[id] ?? 0).map((penalty) => ({
                id: String(penalty),
                name: t('penaltyOf', { penalty }),
              }))}
              disabled={!isIn(id) || asked !== null || !may('queues')}
              onChange={(penalty) => void rank({ id, name }, Number(penalty))}
              className={fieldClass.bar}
            />
            {isIn(id) && (
              <PauseInQueue
                pause={pauseIn(row, id) ?? (row.away === null ? null : { reason: row.away.reason })}
                may={may}
                asked={asked === `pause ${id}`}
                disabled={asked !== null}
                onPause={(reason) => void pause('pause', id, reason)}
                onUnpause={() => void pause('unpause', id)}
              />
            )}
          </li>
        ))}
      </ul>
      <Fault text={fault} />
    </>
  )
}

/** Whether anything can be done about an agent's single queues. */
export const hasQueueActs = ({ acts, queues, pausedIn }: AgentRow): boolean =>
  acts !== null &&
  (acts.includes('queues') ||
    ((acts.includes('pause') || acts.includes('unpause')) && queues.length + pausedIn.length > 1))

interface QueueDialogProps {
  row: AgentRow
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** In which queues an agent is. */
export function QueueDialog({ row, open, onOpenChange }: QueueDialogProps) {
  const t = useTranslations('pbx')
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame title={t('queuesOf', { name: row.name })} width="32rem">
        <Dialog.Description className="text-ink-2">{t('queuesText')}</Dialog.Description>
        <QueueSwitches row={row} />
        <Dialog.Close render={<Button tone="quiet" size="large" className="justify-self-end" />}>
          {t('close')}
        </Dialog.Close>
      </DialogFrame>
    </Dialog.Root>
  )
}
