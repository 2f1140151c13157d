import { atOnce, caseActs, type OfferedAct, rowGoes, TIME, thenPress } from './act.ts'

const closed = (type: string) => `[data-entry^="${type}/"] > button[aria-expanded="false"]`
const WORDS = 'Line too slow since Monday'

/** What an agent's desk offers. */
export const agentActs: readonly OfferedAct[] = [
  { ...rowGoes('outcome: solved', '[data-after] [data-outcome="solved"]'), isCommon: true },
  { ...rowGoes('outcome: complaint', '[data-after] [data-outcome="complaint"]'), isCommon: true },
  { ...rowGoes('outcome with time', `[data-after] [data-outcome="owe"] ${TIME}`), isCommon: true },
  {
    ...{ name: 'outcome with cause', first: '[data-after] [data-cause][aria-pressed="false"]' },
    isCommon: true,
    async does({ press, goes }, row) {
      await press(row.locator('[data-outcome="solved"]'))
      await goes(row)
    },
  },
  {
    ...{ name: 'a call of before', first: '[data-asked]' },
    does: ({ shows, page }) => shows(page.locator('[data-after]')),
  },
  thenPress('reply from a row', closed('case'), '[data-reply="accepted"]', true),
  thenPress('refused answer from a row', closed('case'), '[data-reply="refused"]', true),
  thenPress('progress from a row', closed('case'), `[data-tray="reply"] ${TIME}`, true),
  thenPress('promise kept', closed('promise'), '[data-act="kept"]', true),
  thenPress('promise in danger', closed('promise'), '[data-act="at-risk"]', true),
  thenPress('callback reached', closed('callback'), '[data-act="reached"]', true),
  thenPress('callback tried', closed('callback'), '[data-act="no_answer"]', true),
  {
    ...{ name: 'callback moved', first: closed('callback') },
    async does({ press, anyOf, done }, row) {
      await press(row.locator('[data-act="move"]'))
      await press(await anyOf(row.locator(TIME)))
      await done()
    },
  },
  ...caseActs('[data-next^="case/"]'),
  {
    ...{ name: 'call a lead', first: '[data-step="call-lead"]' },
    isCommon: true,
    async does({ page, press, shows }) {
      const now = page.locator('[data-step="call-lead-now"]')
      if ((await now.count()) > 0) await press(now.first())
      await shows(page.locator('[data-called], [data-assist]'))
    },
  },
  atOnce('the lead was here', '[data-step="assist-end"]'),
  rowGoes('given work read', '[data-act="given-read"]'),
  atOnce('take over on the line', '[data-act="take-over"]'),
  {
    ...{ name: 'away', first: '[data-own-state="available"] [data-act="away"]' },
    async does({ page, press, anyOf, shows }) {
      await press(await anyOf(page.locator('[role="menuitem"]')))
      // On the line one is away once the contact is over.
      await shows(page.locator('[data-own-state="away"], [data-away-next]'))
    },
  },
  {
    ...{ name: 'back', first: '[data-own-state="away"] [data-act="available"]' },
    does: ({ page, shows }) => shows(page.locator('[data-own-state]:not([data-own-state="away"])')),
  },
  {
    ...{ name: 'new case', first: '[data-act="new-case"]' },
    async does({ page, press, type, done, goes }) {
      const form = page.locator('[data-form="new-case"]')
      await type(form.getByRole('textbox').first(), WORDS)
      await press(form.locator('[data-act="open-case"]'))
      await done()
      await goes(form)
    },
  },
  {
    ...{ name: 'read a case', first: '[data-next] h1 a' },
    async does({ page, press, shows }) {
      await shows(page.locator('[data-event]'))
      await press(page.locator('nav a[href="/desk"]'))
      await shows(page.locator('[data-own-state]'))
    },
  },
]
