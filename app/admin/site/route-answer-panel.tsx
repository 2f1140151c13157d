'use client'
import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import type { Language } from '#core/config/languages.ts'
import { builtInRoutes } from '#core/notify/built-in-routes.ts'
import type { Site } from '#core/site/site-schema.ts'
import { useJoined } from '../../_format/use-joined.ts'
import { useFormats } from '../../_format/use-words.ts'
import { type SentJson, sendJson } from '../../_shell/use-loaded.ts'
import { DateTimeField } from '../../_ui/date-time-field.tsx'
import { SelectField } from '../../_ui/select-field.tsx'
import { queueOptions } from './field-spec.ts'
import { useRefusalText } from './use-refusal-text.ts'
import { useWhoOptions } from './use-who-options.ts'

interface Recipient {
  is: 'person' | 'department'
  name: string
  as: string
  how: 'loud' | 'soft' | 'silent' | 'held'
  until: string | null
  channels: readonly string[]
}
interface Answer {
  route: string
  steps: readonly { at: string; round: number; called: readonly Recipient[]; missing: readonly string[] }[]
  more: number
}

const ASK_AFTER_MS = 400

/** The answer to what is being typed: asked anew once one has stopped. */
function useAnswer(body: string): SentJson<Answer> | null {
  const [asked, setAsked] = useState<SentJson<Answer> | null>(null)
  useEffect(() => {
    let over = false
    const timer = setTimeout(async () => {
      const sent = await sendJson<Answer>('/site-file/route', JSON.parse(body) as object)
      if (!over) setAsked(sent)
    }, ASK_AFTER_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [body])
  return asked
}

/** Who would be told by the routes and rosters as they are being typed, in what order, when, and how. */
export function RouteAnswerPanel({ site }: { site: Site }) {
  const t = useTranslations('siteFile.answer')
  const locale = useLocale()
  const format = useFormats()
  const joined = useJoined()
  const refusalText = useRefusalText()
  const { rules, queues } = site
  const [rule, setRule] = useState(rules[0]?.id ?? '')
  const [queue, setQueue] = useState(queues[0]?.id ?? '')
  const [at, setAt] = useState<string | null>(null)
  const { routes, rosters } = site.alerts
  const asked = useAnswer(
    JSON.stringify({
      ...{ routes, rosters, rule },
      ...(queue !== '' && { queue }),
      ...(at !== null && { at }),
    }),
  )
  const options = useWhoOptions(site)
  const channel = useTranslations('siteFile.word')
  const asText = (as: string) => options.find(({ id }) => id === as)?.name ?? as
  const titleOf = ({ id, title }: Site['rules'][number]) =>
    typeof title === 'string' ? title : (title?.[locale as Language] ?? title?.en ?? id)
  const routeName = ({ route }: Answer) =>
    Object.hasOwn(builtInRoutes, route) ? t('builtIn', { route }) : t('route', { route })
  return (
    <section
      aria-label={t('title')}
      data-part="answer"
      className="grid gap-3 border-s-4 border-accent bg-surface px-4 py-3"
    >
      <h3 className="font-semibold">{t('title')}</h3>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField
          label={t('rule')}
          value={rule}
          options={rules.map((one) => ({ id: one.id, name: titleOf(one) }))}
          onChange={setRule}
        />
        <SelectField
          label={t('queue')}
          value={queue}
          none="–"
          options={queueOptions(site)}
          onChange={setQueue}
        />
        <DateTimeField label={t('at')} value={at} onChange={setAt} />
      </div>
      {asked !== null && !asked.ok && (
        <p className="text-sm text-ink-3">{t('notYet', { why: refusalText(asked) })}</p>
      )}
      {asked?.ok === true && (
        <>
          <p className="text-sm text-ink-2" data-route={asked.value.route}>
            {routeName(asked.value)}
          </p>
          <ol className="grid gap-1.5">
            {asked.value.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two steps may stand at one time; a step is what stands in its place.
              <li key={index} className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3">
                <span className="figure text-sm text-ink-3">{format.dayTime(step.at)}</span>
                <ul>
                  {step.called.map((one, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name.
                    <li key={place}>
                      {one.name}
                      <span className="text-sm text-ink-3">
                        {' '}
                        · {asText(one.as)} ·{' '}
                        {t(`how.${one.how}`, {
                          until: one.until === null ? '' : format.dayTime(one.until),
                          channels: joined([
                            t('screen'),
                            ...one.channels.map((name) =>
                              channel.has(name as never) ? channel(name as never) : name,
                            ),
                          ]),
                        })}
                      </span>
                    </li>
                  ))}
                  {step.missing.map((as) => (
                    <li key={as} className="text-warn">
                      {t('nobody', { as: asText(as) })}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
            {asked.value.more > 0 && (
              <li className="text-sm text-ink-3">{t('more', { count: asked.value.more })}</li>
            )}
          </ol>
        </>
      )}
    </section>
  )
}
