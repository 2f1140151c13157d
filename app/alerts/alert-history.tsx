'use client'
import { useTranslations } from 'use-intl/react'
import type { HistoryEntry } from '#core/api/one-alert.ts'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useNames } from './next-step.tsx'

/** One line of the history as a sentence, and what more there is to say of it. */
function useSentence(): (line: HistoryEntry) => { text: string; more: string[]; tone: string } {
  const t = useTranslations('alertHistory')
  const channel = useTranslations('settings')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const names = useNames()
  const nameOf = (one: { person: string | null; department: string | null }) =>
    names(one.person === null ? [] : [one.person], one.department === null ? [] : [one.department])
  return (line) => {
    switch (line.is) {
      case 'rule': {
        const key = `rule.${line.to}`
        return { text: t.has(key as never) ? t(key as 'rule.warned') : line.to, more: [], tone: 'text-ink-2' }
      }
      case 'hand': {
        const values = { who: names([line.by], []), time: format.by(line.until, now) }
        const given = line.givenBy === null ? [] : [t('givenBy', { who: names([line.givenBy], []) })]
        const note = line.note === null ? [] : [line.note]
        return { text: t(line.to, values), more: [...given, ...note], tone: 'text-ok' }
      }
      case 'undone':
        return { text: t('undone', { who: names([line.by], []) }), more: [], tone: 'text-ink-2' }
      case 'called':
        return {
          text: t('called', { step: line.step + 1, route: line.route }),
          more: [
            ...line.called.map((one) => {
              const until = one.until === null ? '' : format.by(one.until, now)
              return t(`how.${one.how}` as 'how.loud', { who: nameOf(one), as: one.as, until })
            }),
            ...line.missing.map(({ as, reason }) => t('missing', { as, reason })),
          ],
          tone: line.called.length === 0 ? 'text-breach' : 'text-ink',
        }
      case 'told':
      case 'failed': {
        const by = channel(`channel.${line.channel}` as 'channel.mail')
        const text = t(line.is, { who: nameOf(line), channel: by })
        const more = [
          line.reason,
          line.edited ? t('edited') : null,
          line.again ? t('again') : null,
          line.final ? t('final') : null,
        ]
        return {
          text,
          more: more.filter((each) => each !== null),
          tone: line.is === 'told' ? 'text-ink' : 'text-breach',
        }
      }
      default:
        return line satisfies never
    }
  }
}

/** Who was told, when, by what, and what they did; oldest first. */
export function AlertHistory({ lines }: { lines: readonly HistoryEntry[] }) {
  const t = useTranslations('alertHistory')
  const format = useFormats()
  const sentence = useSentence()
  if (lines.length === 0) return <p className="py-4 text-ink-3">{t('none')}</p>
  return (
    <ol>
      {lines.map((line, index) => {
        const { text, more, tone } = sentence(line)
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines of one kind may bear one time
            key={`${line.at} ${line.is} ${index}`}
            data-line={line.is}
            className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 border-b border-line py-2"
          >
            <time dateTime={line.at} className="figure narrow text-end text-ink-3">
              {format.timeSec(line.at)}
            </time>
            <div>
              <p className={tone}>{text}</p>
              {more.map((each) => (
                <p key={each} className="text-sm text-ink-2">
                  {each}
                </p>
              ))}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
