'use client'
import { useTranslations } from 'use-intl/react'
import { useOpenWord } from '../_format/use-words.ts'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Icon } from '../_ui/icons.tsx'
import type { Acting } from '../_ui/use-act.ts'

/** By what a customer gets a promise in writing. */
const ways = ['sms', 'email', 'wechat', 'line'] as const

/** That the customer has a promise in writing, and by what: two presses, on the line itself. */
export function WrittenStep({ id, acting }: { id: string; acting: Acting }) {
  const t = useTranslations('steps')
  const channel = useOpenWord('channel')
  const row = useRow('promise', id)
  if (row === null) return null
  if (row.inWriting)
    return (
      <span className="text-sm text-ok" data-in-writing="">
        <Icon name="check" /> {t('inWriting')}
      </span>
    )
  return (
    <Choose
      trigger={
        <Button disabled={acting.busy} data-act="in-writing">
          <Icon name="mail" /> {t('confirmInWriting')}
        </Button>
      }
      choices={ways.map((each) => ({
        key: each,
        label: channel(each),
        choose: () => void acting.event('promise.confirmed', id, { channel: each }),
      }))}
    />
  )
}
