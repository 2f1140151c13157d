'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { StateShape, type StatusIcon } from '../../_ui/status-icon.tsx'
import { byUrgency, type OperationsAnswer, type ShownFinding } from './operations.ts'

const MARK: Record<ShownFinding['level'], StatusIcon> = { fault: 'breached', warning: 'warned', good: 'ok' }

function FindingRow({ level, about, text }: ShownFinding) {
  const t = useTranslations('operations')
  return (
    <li
      data-finding={level}
      className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-baseline gap-x-2 border-b border-line py-2 md:grid-cols-[1.25rem_11rem_minmax(0,1fr)]"
    >
      <span>
        <StateShape mark={MARK[level]} />
        <span className="sr-only">{t(`level.${level}`)}</span>
      </span>
      <b className="min-w-0 font-semibold wrap-anywhere">{about}</b>
      <span className="min-w-0 text-ink-2 wrap-anywhere max-md:col-start-2">{text}</span>
    </li>
  )
}

/** In one line whether all is well; beneath it what is not and what to do, and behind a press what is. */
export function FindingList({ found: { findings, at } }: { found: OperationsAnswer }) {
  const t = useTranslations('operations')
  const format = useFormats()
  const count = (level: ShownFinding['level']) => findings.filter((one) => one.level === level).length
  const [faults, warnings] = [count('fault'), count('warning')]
  const mark = faults > 0 ? 'breached' : warnings > 0 ? 'warned' : 'ok'
  const open = byUrgency(findings).filter(({ level }) => level !== 'good')
  const well = findings.filter(({ level }) => level === 'good')
  return (
    <section aria-label={t('state')} data-state={mark}>
      <p className="flex flex-wrap items-baseline gap-x-3 pb-3">
        <StateShape mark={mark} className="self-center !size-5" />
        <strong className="text-xl font-semibold">
          {faults + warnings === 0 ? t('allWell') : t('open', { faults, warnings })}
        </strong>
        <span className="text-sm text-ink-3">{t('looked', { time: format.timeSec(at) })}</span>
      </p>
      {open.length > 0 && (
        <ul className="border-t border-line-strong">
          {open.map((finding) => (
            <FindingRow key={`${finding.about} ${finding.text}`} {...finding} />
          ))}
        </ul>
      )}
      <details className="pt-2">
        <summary className="cursor-pointer py-1 text-ink-2">{t('well', { count: well.length })}</summary>
        <ul>
          {well.map((finding) => (
            <FindingRow key={`${finding.about} ${finding.text}`} {...finding} />
          ))}
        </ul>
      </details>
    </section>
  )
}
