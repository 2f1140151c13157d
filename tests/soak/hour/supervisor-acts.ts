import {
  atOnce,
  caseActs,
  riskRow as entry,
  inWindow,
  metricActs,
  type OfferedAct,
  rowGoes,
  TIME,
  thenGive,
  WINDOW,
} from './act.ts'

const NOTICE = 'Outage in the east: engineers are there'

/** What a supervisor's page offers. */
export const supervisorActs: readonly OfferedAct[] = [
  thenGive('assign', `${entry('case')} [data-act="owner"]`, true),
  thenGive('assign a callback', `${entry('callback')} [data-act="owner"]`, true),
  thenGive('have a missed caller called', `${entry('recovery')} [data-act="recover"]`, true),
  { ...atOnce('approve', '[data-decide="grant"]'), isCommon: true },
  { ...atOnce('refuse', '[data-decide="refuse"]'), isCommon: true },
  { ...inWindow('reply from a row', 'case', '[data-reply="accepted"]'), isCommon: true },
  inWindow('callback moved', 'callback', '[data-act="move"]', TIME),
  inWindow('callback reached', 'callback', '[data-act="reached"]'),
  inWindow('promise kept', 'promise', '[data-act="kept"]'),
  inWindow('promise moved', 'promise', '[data-act="move"]', TIME),
  { ...atOnce('on my way', '[data-assist] [data-act="coming"]'), isCommon: true },
  atOnce('was there', '[data-assist] [data-act="ended"]'),
  { ...atOnce('take', '[data-alert]:not([data-gone="true"]) [data-act="ack"]'), isCommon: true },
  {
    ...{ name: 'choose a line', first: `${entry('case')} label:has([data-act="choose"])` },
    async does({ page, press, anyOf, shows, done, goes }) {
      const bar = page.locator('[data-chosen]')
      await shows(bar)
      // Another, if there is one in sight.
      const others = page.locator(
        '[data-part="risk"] label:has([data-act="choose"]:not(:checked, :disabled))',
      )
      if ((await others.count()) > 0) await press(await anyOf(others))
      await press(bar.locator('[data-act="assign-many"]'))
      const here = '[data-assign] [data-place]:not([data-place="out"]) [role="option"]'
      await press(await anyOf(page.locator(here)))
      await done()
      await goes(bar)
    },
  },
  {
    ...{ name: 'filter', first: '[data-filter]' },
    async does({ page, press, choose, shows, goes }) {
      const form = page.locator('[data-part="filters"]')
      await shows(form)
      await choose(form.getByRole('combobox').nth(1))
      await shows(page.locator('[data-chip]'))
      await page.keyboard.press('Escape')
      await goes(form)
      await press(page.locator('[data-chip]').first())
      await goes(page.locator('[data-chip]'))
    },
  },
  {
    ...{ name: 'post a notice', first: '[data-act="new-notice"]' },
    async does({ page, press, type, done, goes }) {
      const form = page.locator(WINDOW)
      await type(form.locator('[name="text"]'), NOTICE)
      await press(form.locator(TIME).first())
      await press(form.locator('[data-act="post"]'))
      await done()
      await goes(form)
    },
  },
  rowGoes('withdraw a notice', '[data-notice] [data-act="withdraw"]'),
  {
    ...{ name: 'new case', first: '[data-act="new-case"]' },
    async does({ page, press, type, done, goes }) {
      const form = page.locator('[data-form="new-case"]')
      await type(form.getByRole('textbox').first(), 'Letter: wrong bill')
      await press(form.locator('[data-act="open-case"]'))
      await done()
      await goes(form)
    },
  },
  ...metricActs,
  {
    ...{ name: 'read a case', first: `${entry('case')} a[data-line]` },
    does: ({ page, shows }) => shows(page.locator('[data-event]')),
  },
  ...caseActs('article'),
  atOnce('merge', '[data-act="merge"]'),
  atOnce('take apart', '[data-act="unmerge"]'),
  {
    ...{ name: 'to the floor', first: 'nav a[href="/supervisor"]:not([aria-current])' },
    does: ({ page, shows }) => shows(page.locator('[data-part="risk"]')),
  },
]
