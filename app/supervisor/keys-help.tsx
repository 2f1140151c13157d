'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { DialogFrame } from '../_ui/dialog-frame.tsx'

const keys = [
  'figure',
  'risk',
  'filter',
  'find',
  'queues',
  'alerts',
  'agents',
  'day',
  'walk',
  'open',
  'take',
  'choose',
  'snooze',
  'decide',
  'give',
  'owner',
  'undo',
  'back',
  'help',
] as const
const caps: Readonly<Record<(typeof keys)[number], string>> = {
  figure: '1 … 9 0',
  risk: 'R',
  filter: 'F',
  find: 'Ctrl K /',
  queues: 'Q',
  alerts: 'A',
  agents: 'G',
  day: 'D',
  walk: '↓ ↑',
  open: 'Enter',
  take: 'T',
  choose: 'X',
  snooze: 'Z',
  decide: 'Y N M',
  give: 'C',
  owner: 'O',
  undo: 'U',
  back: 'Esc',
  help: '?',
}

/** What the keys do; everything on the screen has one, or is reached by walking. */
export function KeysHelp({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useTranslations('keys')
  return (
    <Dialog.Root open={open} onOpenChange={onOpen}>
      <DialogFrame title={t('title')} width="30rem" quiet>
        <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          {keys.map((key) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="figure rounded-[4px] border border-line-strong bg-sunken px-1.5 py-0.5 text-sm">
                  {caps[key]}
                </kbd>
              </dt>
              <dd>{t(key)}</dd>
            </div>
          ))}
        </dl>
        <Dialog.Close render={<Button className="w-fit">{t('close')}</Button>} />
      </DialogFrame>
    </Dialog.Root>
  )
}
