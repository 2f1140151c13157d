import { atOnce, caseActs, inWindow, metricActs, type OfferedAct, thenChoose, thenGive } from './act.ts'

const single = '[data-alert]:not([data-gone="true"])'

/** What a lead's phone offers: alerts, what colleagues ask, and the supervisor's page in three figures and one list. */
export const leadActs: readonly OfferedAct[] = [
  { ...atOnce('on my way', '[data-assist] [data-act="coming"]'), isCommon: true },
  atOnce('was there', '[data-assist] [data-act="ended"]'),
  { ...atOnce('approve', '[data-approval] [data-decide="grant"]'), isCommon: true },
  { ...atOnce('refuse', '[data-approval] [data-decide="refuse"]'), isCommon: true },
  {
    ...{ name: 'ask for a word more', first: '[data-approval] [data-decide="ask"]' },
    async does({ press, type, done }, row) {
      await type(row.getByRole('textbox'), 'What does the contract say?')
      await press(row.locator('form [type="submit"]'))
      await done()
    },
  },
  { ...atOnce('take', `${single} [data-act="ack"]`), isCommon: true },
  thenChoose('remind me later', `${single} [data-act="snooze"]`),
  thenGive('give an alert', `${single} [data-act="assign"]`, true),
  atOnce('take a card of many', '[data-group] [data-act="ack"]'),
  {
    ...{ name: 'open a card of many', first: '[data-group] [data-line][aria-expanded="false"]' },
    does: ({ page, shows }) => shows(page.locator('[data-group] [data-line][aria-expanded="true"]')),
  },
  atOnce('a supervisor has spoken', '[data-act="spoke"]'),
  {
    ...{ name: 'read a case', first: `${single} a[data-line]` },
    does: ({ page, shows }) => shows(page.locator('[data-event]')),
  },
  ...caseActs('article'),
  {
    ...{ name: 'to the alerts', first: 'nav a[href="/alerts"]:not([aria-current])' },
    does: ({ page, shows }) => shows(page.locator('nav a[href="/alerts"][aria-current]')),
  },
  {
    ...{ name: 'to the floor', first: 'nav a[href="/supervisor"]:not([aria-current])' },
    does: ({ page, shows }) => shows(page.locator('[data-part="risk"]')),
  },
  thenGive('assign', '[data-part="risk"] [data-act="owner"]', true),
  thenGive('have a missed caller called', '[data-part="risk"] [data-act="recover"]', true),
  { ...inWindow('reply from a row', 'case', '[data-reply="accepted"]'), isCommon: true },
  ...metricActs,
]
