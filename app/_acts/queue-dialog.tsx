'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useTranslations } from 'use-intl/react'
import type { AgentRow } from '#core/rows/row.ts'
import { useFacts } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Switch } from '../_ui/switch.tsx'
import { useRequestAct } from './use-request-act.ts'

const PENALTIES = [0, 1, 2, 3, 4, 5, 10, 20]

interface QueueDialogProps {
  row: AgentRow
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** In which queues an agent is, each switched at the PBX; what is shown is what the PBX then says. */
export function QueueDialog({ row, open, onOpenChange }: QueueDialogProps) {
  const t = useTranslations('pbx')
  const { queues = [] } = useFacts()
  const { ask, asked, fault } = useRequestAct(JSON.stringify(row.queues))
  const listed = queues.filter(({ id, channel }) => channel === 'voice' || row.queues.includes(id))
  const isIn = (id: string) => row.queues.includes(id)
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[var(--shade)]" />
        <Dialog.Popup className="fixed inset-0 z-50 m-auto grid h-fit max-h-[94dvh] w-[32rem] max-w-[94vw] gap-3 overflow-y-auto rounded-md border border-line-strong bg-raised p-5 outline-none">
          <Dialog.Title className="text-xl font-semibold">{t('queuesOf', { name: row.name })}</Dialog.Title>
          <Dialog.Description className="text-ink-2">{t('queuesText')}</Dialog.Description>
          <ul>
            {listed.map(({ id, name }) => (
              <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3" data-queue={id}>
                <Switch
                  label={asked === id ? `${name} · ${t('asked')}` : name}
                  on={isIn(id)}
                  disabled={asked !== null}
                  onChange={(on) =>
                    void ask(id, {
                      name: 'queues',
                      agent: row.id,
                      queues: on ? [...row.queues, id] : row.queues.filter((each) => each !== id),
                    })
                  }
                />
                <select
                  aria-label={t('penalty', { queue: name })}
                  value=""
                  disabled={!isIn(id) || asked !== null}
                  onChange={(event) =>
                    void ask(`penalty ${id}`, {
                      ...{ name: 'queues', agent: row.id, queue: id, penalty: Number(event.target.value) },
                    })
                  }
                  className="h-9 rounded-[5px] border border-line bg-surface px-2 text-sm text-ink-2 disabled:opacity-50"
                >
                  <option value="">{t('unchanged')}</option>
                  {PENALTIES.map((penalty) => (
                    <option key={penalty} value={penalty}>
                      {penalty}
                    </option>
                  ))}
                </select>
              </li>
            ))}
          </ul>
          <Fault text={fault} />
          <Dialog.Close render={<Button tone="quiet" size="large" className="justify-self-end" />}>
            {t('close')}
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
