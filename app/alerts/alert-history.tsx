'use client'
import { useTranslations } from 'use-intl/react'
import type { HistoryEntry } from '#core/api/one-alert.ts'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { useNames } from './next-step.tsx'

/** One line of the history as a sentence, and what more there is to say of it. */
function useSentence(): (entry: HistoryEntry) => { text: string; more: string[]; tone: string } {
  const t = useTranslations('alertHistory')
  const channel = useTranslations('settings')
  const format = useFormats()
  const now = useServerNow()() ?? 0
  const names = useNames()
  const nameOf = (one: { person: string | null; department: string | null }) =>
    names(one.person === null ? [] : [one.person], one.department === null ? [] : [one.department])
  return (entry) => {
    switch (entry.is) {
      case 'rule': {
        const key = `rule.${entry.to}`
        return {
          text: t.has(key as never) ? t(key as 'rule.warned') : entry.to,
          more: [],
          tone: 'text-ink-2',
        }
      }
      case 'hand': {
        const values = { who: names([entry.by], []), time: format.by(entry.until, now) }
        const given = entry.givenBy === null ? [] : [t('givenBy', { who: names([entry.givenBy], []) })]
        const note = entry.note === null ? [] : [entry.note]
        return { text: t(entry.to, values), more: [...given, ...note], tone: 'text-ok' }
      }
      case 'undone':
        return { text: t('undone', { who: names([entry.by], []) }), more: [], tone: 'text-ink-2' }
      case 'called':
        return {
          text: t('called', { step: entry.step + 1, route: entry.route }),
          more: [
            ...entry.called.map((one) => {
              const until = one.until === null ? '' : format.by(one.until, now)
              return t(`how.${one.how}` as 'how.loud', { who: nameOf(one), as: one.as, until })
            }),
            ...entry.missing.map(({ as, reason }) => t('missing', { as, reason })),
          ],
          tone: entry.called.length === 0 ? 'text-breach' : 'text-ink',
        }
      case 'told':
      case 'failed': {
        const by = channel(`channel.${entry.channel}` as 'channel.mail')
        const text = t(entry.is, { who: nameOf(entry), channel: by })
        const more = [
          entry.reason,
          entry.edited ? t('edited') : null,
          entry.again ? t('again') : null,
          entry.final ? t('final') : null,
        ]
        return {
          text,
          more: more.filter((each) => each !== null),
          tone: entry.is === 'told' ? 'text-ink' : 'text-breach',
        }
      }
      default:
        return entry satisfies never
    }
  }
}

/** Who was told, when, by what, and what they did; oldest first. */
export function AlertHistory({ entries }: { entries: readonly HistoryEntry[] }) {
  const t = useTranslations('alertHistory')
  const format = useFormats()
  const sentence = useSentence()
  if (entries.length === 0) return <p className="py-4 text-ink-3">{t('none')}</p>
  return (
    <ol>
      {entries.map((entry, index) => {
        const { text, more, tone } = sentence(entry)
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines of one kind may bear one time
            key={`${entry.at} ${entry.is} ${index}`}
            data-line={entry.is}
            className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 border-b border-line py-2"
          >
            <time dateTime={entry.at} className="figure narrow text-end text-ink-3">
              {format.timeSec(entry.at)}
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
