'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { type SentJson, sendJson } from '../../_shell/use-loaded.ts'
import { Button } from '../../_ui/button.tsx'
import { Fault } from '../../_ui/fault.tsx'
import type { SectionItem } from './fields.ts'
import { useRefusalText } from './use-refusal-text.ts'

interface Outcome {
  events: number
  isCut: boolean
  counts: Readonly<Record<string, number>>
  lines: readonly { at: string; subject: string; to: string }[]
}

const WITHIN_MS = 70_000
const notTried = ['busy', 'too_long', 'too_many_events', 'archive_away'] as const
const isNotTried = (code: string): code is (typeof notTried)[number] => notTried.some((one) => one === code)

/** What a rule would have said in the last day, before it is in force. */
export function RuleTrialPanel({ rule }: { rule: SectionItem }) {
  const t = useTranslations('siteFile.trial')
  const word = useTranslations('siteFile.word')
  const format = useFormats()
  const refusalText = useRefusalText()
  const [tried, setTried] = useState<{ of: SectionItem; sent: SentJson<Outcome> } | null>(null)
  const [busy, setBusy] = useState(false)
  async function run(): Promise<void> {
    setBusy(true)
    // A rule that has no name yet is tried under one.
    const sent = await sendJson<Outcome>(
      '/site-file/rule-trial',
      { rule: { ...rule, id: rule.id || 'new' } },
      'POST',
      WITHIN_MS,
    )
    setBusy(false)
    setTried({ of: rule, sent })
  }
  // What was changed since was not tried.
  const sent = tried?.of === rule ? tried.sent : null
  function subjectText(subject: string): string {
    const [kind = '', id = ''] = subject.split(/\/(.*)/s)
    return word.has(kind as never) ? `${word(kind as never)} ${id}` : subject
  }
  const said = (outcome: Outcome, to: string) => outcome.counts[to] ?? 0
  return (
    <section
      aria-label={t('try')}
      data-part="trial"
      className="grid gap-2 border-s-4 border-accent bg-surface px-4 py-3"
    >
      <p className="flex flex-wrap items-center gap-3">
        <Button disabled={busy} onClick={() => void run()} data-act="try">
          {t(busy ? 'trying' : 'try')}
        </Button>
        <span className="text-sm text-ink-3">{t('hint')}</span>
      </p>
      {sent !== null && !sent.ok && (
        <Fault text={isNotTried(sent.code) ? t(sent.code) : `${t('wrong')} ${refusalText(sent)}`} />
      )}
      {sent?.ok === true && (
        <>
          <p role="status" className="font-medium" data-breached={said(sent.value, 'breached')}>
            {t('said', {
              warned: said(sent.value, 'warned'),
              breached: said(sent.value, 'breached'),
              events: sent.value.events,
            })}
            {sent.value.isCut && ` ${t('cut')}`}
          </p>
          <ul className="grid gap-0.5 text-sm text-ink-2">
            {sent.value.lines.map((line) => (
              <li key={`${line.at} ${line.subject} ${line.to}`}>
                <span className="figure text-ink-3">{format.dayTime(line.at)}</span>{' '}
                {subjectText(line.subject)} · {t(line.to === 'breached' ? 'breached' : 'warned')}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
