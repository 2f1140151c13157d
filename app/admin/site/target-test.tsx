'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { TestMessage } from '../../_alerts/test-message.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import type { SectionItem } from './fields.ts'

/** Channels that reach nobody without an address. */
const addressed = new Set(['mail', 'phone'])

/** A test message through a channel as it is in force. */
export function TargetTest({ target, isSaved }: { target: SectionItem; isSaved: boolean }) {
  const t = useTranslations('siteFile')
  const kind = String(target.kind)
  const [address, setAddress] = useState('')
  const needed = addressed.has(kind)
  if (kind === 'push') return null
  return (
    <section aria-label={t('testMessage')} data-part="target-test" className="grid gap-2">
      {needed && (
        <TextField
          label={t(`testTo.${kind === 'mail' ? 'mail' : 'phone'}`)}
          value={address}
          onChange={setAddress}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <TestMessage
          path={`/site-file/targets/${encodeURIComponent(String(target.id))}/test`}
          label={t('testMessage')}
          body={address.trim() === '' ? {} : { address: address.trim() }}
          disabled={!isSaved || (needed && address.trim() === '')}
        />
        {!isSaved && <span className="text-sm text-ink-3">{t('testSaveFirst')}</span>}
      </div>
    </section>
  )
}
