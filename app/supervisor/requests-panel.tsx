'use client'
import { useTranslations } from 'use-intl/react'
import { ApprovalCard } from '../_approvals/approval-card.tsx'
import { useAskedOfMe } from '../_approvals/use-asked-of-me.ts'
import { Icon } from '../_ui/icons.tsx'

const ID = 'asked-of-me'

/** Says that approvals wait below what is at risk, and leads there. */
export function RequestsHint() {
  const t = useTranslations('supervisor')
  const asked = useAskedOfMe()
  if (asked.length === 0) return null
  return (
    <a
      href={`#${ID}`}
      className="flex min-h-11 items-center gap-2 border-b border-line px-4 font-medium"
      data-asked={asked.length}
    >
      <Icon name="approval" /> {t('asked', { count: asked.length })}
      <Icon name="down" className="ms-auto text-ink-3" />
    </a>
  )
}

/** What is asked of the reader, on a phone: below what is at risk, for what has run out comes first. */
export function RequestsPanel() {
  const t = useTranslations('supervisor')
  const asked = useAskedOfMe()
  if (asked.length === 0) return null
  return (
    <section id={ID} aria-label={t('asked', { count: asked.length })} className="scroll-mt-16">
      <ul>
        {asked.map((row) => (
          <ApprovalCard key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}
