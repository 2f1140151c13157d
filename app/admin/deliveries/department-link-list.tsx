'use client'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { CopyButton } from '../../_ui/copy-button.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { Icon } from '../../_ui/icons.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import type { DepartmentLinks } from './deliveries.ts'

interface EntryProps {
  department: DepartmentLinks
  changed: () => Promise<void>
}

function DepartmentEntry({ department, changed }: EntryProps) {
  const t = useTranslations('deliveries')
  const fault = useTranslations('fault')
  const format = useFormats()
  const [link, setLink] = useState<string | null>(null)
  const shown = useRef<HTMLInputElement>(null)
  const [failed, setFailed] = useState(false)
  const path = `/departments/${encodeURIComponent(department.id)}`
  async function make(): Promise<void> {
    const sent = await sendJson<{ link: string }>(`${path}/link`)
    setLink(sent.ok ? sent.value.link : null)
    setFailed(!sent.ok)
  }
  async function revoke(): Promise<void> {
    const sent = await sendJson(`${path}/revoke`)
    setLink(null)
    setFailed(!sent.ok)
    await changed()
  }
  const facts = [
    department.lastOpenedAt === null
      ? t('neverOpened')
      : t('opened', { count: department.opened, time: format.dayTime(department.lastOpenedAt) }),
    department.revokedBefore === null
      ? null
      : t('revoked', { time: format.dayTime(department.revokedBefore) }),
  ]
  return (
    <li data-department={department.id} className="grid gap-1.5 border-b border-line py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <b>{department.name}</b>
        <span className="text-sm text-ink-2">{facts.filter((each) => each !== null).join(' · ')}</span>
      </p>
      <div className="flex flex-wrap items-center gap-1.5">
        <Button onClick={() => void make()} data-act="make-link">
          <Icon name="link" /> {t('makeLink')}
        </Button>
        <Button onClick={() => void revoke()} data-act="revoke">
          {t('revoke')}
        </Button>
        <Fault text={failed ? fault('no_answer') : null} />
      </div>
      {link !== null && (
        <div className="flex flex-wrap items-end gap-1.5">
          <TextField
            label={t('linkText')}
            ref={shown}
            readOnly
            value={link}
            maxLength={4_096}
            onFocus={(event) => event.target.select()}
            className="min-w-48 flex-1"
          />
          <CopyButton key={link} text={link} shown={shown} label={t('copyLink')} />
        </div>
      )}
    </li>
  )
}

/** Each department's links: how often opened, a new one to hand over, and revoking all that were given out. */
export function DepartmentLinkList({
  departments,
  changed,
}: {
  departments: readonly DepartmentLinks[]
  changed: () => Promise<void>
}) {
  return (
    <ul>
      {departments.map((department) => (
        <DepartmentEntry key={department.id} department={department} changed={changed} />
      ))}
    </ul>
  )
}
