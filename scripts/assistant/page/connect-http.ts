import { field, form, showFault, showStep } from './elements.ts'
import { t } from './words.ts'

const FEED = /^[\w.-]{1,128}$/

/** Asks for the name of the system that sends, and for a first queue. */
export function askForFeed(back: () => void, then: (connect: object) => Promise<void>): void {
  showStep(
    t('http.title'),
    t('connect.httpText'),
    form(
      {
        submit: t('found.finish'),
        back: { label: t('back'), go: back },
        async send({ feed = '', queue = '' }) {
          if (feed.trim() === '' || queue.trim() === '') showFault(t('fault.fillIn'))
          else if (!FEED.test(feed.trim())) showFault(t('fault.feed'))
          else await then({ kind: 'http', feed, queue })
        },
      },
      field(t('http.feed'), 'feed', { value: 'crm' }),
      field(t('http.queue'), 'queue', { value: 'service' }),
    ),
  )
}
