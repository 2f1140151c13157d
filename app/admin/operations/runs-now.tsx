'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { PageLink } from '../../_ui/page-link.tsx'
import { useAuditNames } from '../audit/audit-names.ts'
import type { OperationsAnswer } from './operations.ts'

function Entry({ name, href, children }: { name: string; href?: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-b border-line py-2 md:grid-cols-[12rem_minmax(0,1fr)]">
      <dt className="text-ink-3">
        {href === undefined ? (
          name
        ) : (
          <PageLink href={href} className="underline underline-offset-2 hover:text-ink">
            {name}
          </PageLink>
        )}
      </dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}

/** The set of the site file in force, the screens, and where the rest of what an administrator looks after is. */
export function RunsNow({ found: { version, screens } }: { found: OperationsAnswer }) {
  const t = useTranslations('operations')
  const format = useFormats()
  const nameOf = useAuditNames()
  return (
    <dl>
      <Entry name={t('siteVersion')}>
        {version === null
          ? '–'
          : t('versionBy', {
              version: version.version,
              time: format.dayTime(version.at),
              by: nameOf(version.by),
            })}
      </Entry>
      <Entry name={t('screens')} href="/screens">
        {t('screensNow', { paired: screens.paired, silent: screens.silent })}
      </Entry>
      <Entry name={t('messages')} href="/admin/deliveries">
        {t('messagesHint')}
      </Entry>
      <Entry name={t('limits')} href="/admin/limits">
        {t('limitsHint')}
      </Entry>
      <Entry name={t('audit')} href="/admin/audit">
        {t('auditHint')}
      </Entry>
    </dl>
  )
}
