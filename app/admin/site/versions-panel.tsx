'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { SiteChange } from '#core/site/site-changes.ts'
import { useFormats } from '../../_format/use-words.ts'
import { LoadedView } from '../../_shell/loaded-view.tsx'
import { useLoaded } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { showDone } from '../../_ui/done-notice.tsx'
import { Fault } from '../../_ui/fault.tsx'
import { Panel } from '../../_ui/panel.tsx'
import { useAuditNames } from '../audit/audit-names.ts'
import { ChangeWords } from './change-words.tsx'
import { readChanges, type VersionEntry } from './site-file.ts'
import type { SiteEditing } from './use-site.ts'

interface VersionRowProps {
  entry: VersionEntry
  isInForce: boolean
  onRestore: () => Promise<void>
}

/** One version: who, when, why; opened, what it changed, and the way back to it. */
function VersionRow({ entry, isInForce, onRestore }: VersionRowProps) {
  const t = useTranslations('siteFile')
  const format = useFormats()
  const nameOf = useAuditNames()
  const [changes, setChanges] = useState<readonly SiteChange[] | null>(null)
  const { version, at, by, why } = entry
  return (
    <li className="border-b border-line py-2.5" data-version={version}>
      <details
        onToggle={async ({ currentTarget }) => {
          if (currentTarget.open && changes === null) setChanges(await readChanges(version))
        }}
      >
        <summary className="grid cursor-pointer items-baseline gap-x-4 md:grid-cols-[3rem_9rem_minmax(0,2fr)_minmax(0,3fr)]">
          <span className="figure text-ink-3">{version}</span>
          <time dateTime={at} className="figure text-sm text-ink-3">
            {format.dayTime(at)}
          </time>
          <b className="min-w-0 font-semibold wrap-anywhere">
            {nameOf(by)}
            {isInForce && <span className="font-normal text-ok"> · {t('inForce')}</span>}
          </b>
          <span className="min-w-0 text-ink-2 wrap-anywhere">{why}</span>
        </summary>
        <div className="grid gap-2 pt-2 md:ps-16">
          {changes !== null && <ChangeWords changes={changes} />}
          {!isInForce && (
            <p>
              <Button onClick={() => void onRestore()}>{t('restore')}</Button>
            </p>
          )}
        </div>
      </details>
    </li>
  )
}

/** Every version of the site file: a press puts an earlier one into force again, as a new one. */
export function VersionsPanel({ editing }: { editing: SiteEditing }) {
  const t = useTranslations('siteFile')
  const [fault, setFault] = useState<string | null>(null)
  const part = useLoaded<{ versions: VersionEntry[] }>('/api/v1/site-file/versions')
  async function restore(version: number): Promise<void> {
    const why = t('restoredWhy', { version })
    const answer = await editing.send(`/site-file/versions/${version}/restore`, 'POST', why)
    setFault(answer.ok ? null : t(`refused.${answer.code}`))
    if (answer.ok) showDone(t('restored', { version }))
    await part.read()
  }
  return (
    <LoadedView part={part}>
      {({ versions }) => (
        <Panel label={t('section.versions')} title={t('section.versions')}>
          <Fault text={fault} />
          <ul>
            {versions.map((entry) => (
              <VersionRow
                key={entry.version}
                entry={entry}
                isInForce={entry.version === editing.inForce?.version}
                onRestore={() => restore(entry.version)}
              />
            ))}
          </ul>
        </Panel>
      )}
    </LoadedView>
  )
}
