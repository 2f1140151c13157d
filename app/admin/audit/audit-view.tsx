'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { LoadedView } from '../../_shell/loaded-view.tsx'
import { useLoaded } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { FilterSelect } from '../../_ui/filter-select.tsx'
import { Nothing, Panel } from '../../_ui/panel.tsx'
import { type AuditAnswer, type AuditKind, auditKinds, auditPath } from './audit.ts'
import { AuditList } from './audit-list.tsx'

const READ_EVERY_MS = 10_000

/** Who did or saw what: signing in and being refused, passwords, tokens, screens, looks at numbers. */
export function AuditView() {
  const t = useTranslations('audit')
  const [kind, setKind] = useState<AuditKind | ''>('')
  const [after, setAfter] = useState<string | null>(null)
  const part = useLoaded<AuditAnswer>(auditPath(kind, after), after === null ? READ_EVERY_MS : null)
  function pick(next: string): void {
    setKind(next as AuditKind | '')
    setAfter(null)
  }
  const kinds = Object.keys(auditKinds) as AuditKind[]
  const options = kinds.map((id) => ({ id, name: t(`kind.${id}`) }))
  const filter = (
    <FilterSelect label={t('what')} value={kind} all={t('all')} options={options} onPick={pick} />
  )
  return (
    <LoadedView part={part}>
      {({ records, next }) => (
        <div className="mx-auto w-full max-w-5xl px-4 pt-5 pb-16">
          <h1 className="sr-only">{t('title')}</h1>
          <Panel label={t('title')} title={t('title')} aside={filter}>
            {records.length === 0 ? <Nothing>{t('none')}</Nothing> : <AuditList records={records} />}
            <p className="flex gap-2 pt-3">
              {next !== null && <Button onClick={() => setAfter(next)}>{t('older')}</Button>}
              {after !== null && <Button onClick={() => setAfter(null)}>{t('newest')}</Button>}
            </p>
          </Panel>
        </div>
      )}
    </LoadedView>
  )
}
