import { field, form, showStep } from './elements.ts'
import { t } from './words.ts'

/** Asks for the name of the system that sends, and for a first queue. */
export function askForFeed(back: () => void, then: (connect: object) => Promise<void>): void {
  showStep(
    t('http.title'),
    t('connect.httpText'),
    form(
      {
        submit: t('found.finish'),
        back: { label: t('back'), go: back },
        send: ({ feed, queue }) => then({ kind: 'http', feed, queue }),
      },
      field(t('http.feed'), 'feed', { value: 'crm', pattern: '[\\w.-]+' }),
      field(t('http.queue'), 'queue', { value: 'service' }),
    ),
  )
}
