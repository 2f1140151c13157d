import type { ElementHandle, Locator, Page } from 'playwright-core'
import type { Screen } from './screen.ts'

/** Something that a screen offers, from the first press until it shows. */
export interface OfferedAct {
  readonly name: string
  /** What is pressed first: the act is offered where it is seen and can be pressed. */
  readonly first: string
  /** What follows; `row` is the line in which the first press was. */
  readonly does: (screen: Screen, row: Locator) => Promise<void>
  /** It is done many times a day: two presses and five seconds at most. */
  readonly isCommon?: true
}

/** What names a line of a screen, whatever stands above it meanwhile. */
const NAMED = [
  ...['after', 'entry', 'next', 'alert', 'group', 'assist', 'approval', 'notice', 'given', 'contact'],
  ...['asked', 'other'],
]

/** The line in which something stands, by its name; the page, where it stands in none. */
export async function rowAround(page: Page, target: ElementHandle<HTMLElement>): Promise<Locator> {
  const name = await target.evaluate((node, named) => {
    const row = node.closest<HTMLElement>(named.map((one) => `[data-${one}]`).join(','))
    const attribute = named.find((one) => row?.hasAttribute(`data-${one}`))
    return attribute === undefined ? null : [attribute, row!.getAttribute(`data-${attribute}`)!]
  }, NAMED)
  return name === null
    ? page.locator('body')
    : page.locator(`[data-${name[0]}=${JSON.stringify(name[1])}]`).first()
}

/** A press that is its own answer, told on the lower edge. */
export const atOnce = (name: string, first: string): OfferedAct => ({
  name,
  first,
  does: ({ done }) => done(),
})

/** A press after which its own line is gone. */
export const rowGoes = (name: string, first: string): OfferedAct => ({
  name,
  first,
  does: ({ goes }, row) => goes(row),
})

/** A press that opens what is pressed next; then it is told. */
export const thenPress = (name: string, first: string, second: string, isCommon?: true): OfferedAct => ({
  ...{ name, first },
  ...(isCommon && { isCommon }),
  async does({ press, anyOf, done }, row) {
    await press(await anyOf(row.locator(second)))
    await done()
  },
})

/** A press that opens a list, and one of its entries. */
export const thenChoose = (name: string, first: string): OfferedAct => ({
  name,
  first,
  async does({ page, press, anyOf, done }) {
    await press(await anyOf(page.locator('[role="menuitem"]')))
    await done()
  },
})

/** Somebody who is here is chosen from the list of names. */
export const thenGive = (name: string, first: string, isCommon?: true): OfferedAct => ({
  ...{ name, first },
  ...(isCommon && { isCommon }),
  async does({ page, press, anyOf, done }) {
    await press(
      await anyOf(page.locator('[data-assign] [data-place]:not([data-place="out"]) [role="option"]')),
    )
    await done()
  },
})

/** A window that is open; the line that says what was done is one to a screen reader, too. */
export const WINDOW = '[role="dialog"]:not([data-done])'

/** A line of what is at risk. */
export const riskRow = (type: string) => `[data-part="risk"] [data-entry^="${type}/"]`

/** What a line's own window says, and that it closes over it. */
export const inWindow = (name: string, type: string, button: string, further?: string): OfferedAct => ({
  name,
  first: `${riskRow(type)} [data-act="acts"]`,
  async does({ page, press, anyOf, done, goes }) {
    const opened = page.locator(WINDOW)
    await press(opened.locator(button).first())
    if (further !== undefined) await press(await anyOf(opened.locator(further)))
    await done()
    await goes(opened)
  },
})

/** Two presses beneath a case's buttons: what opens, and what is said there, with words where it wants some. */
export function inTray(
  where: string,
  tray: string,
  says: (screen: Screen, tray: Locator) => Promise<void>,
): OfferedAct {
  return {
    name: `${tray} of a case`,
    first: `${where} [data-step="${tray}"][aria-expanded="false"]`,
    async does(screen, row) {
      const opened = row.locator(`[data-tray="${tray}"]`).first()
      await screen.shows(opened)
      await says(screen, opened)
      await screen.done()
    },
  }
}

/** A figure opens what it counts, and is left again. */
export const metricActs: readonly OfferedAct[] = [
  {
    ...{ name: 'open a figure', first: '[data-figure][aria-pressed="false"]' },
    does: ({ page, shows }) => shows(page.locator('[data-figure][aria-pressed="true"]')),
  },
  {
    ...{ name: 'leave a figure', first: '[data-figure][aria-pressed="true"]' },
    does: ({ page, goes }) => goes(page.locator('[data-figure][aria-pressed="true"]')),
  },
]

/** A time by one press. */
export const TIME = '[data-time]:not([data-time="picked"])'

/** What can be said of a case, wherever its buttons stand. */
export const caseActs = (where: string): OfferedAct[] => [
  inTray(where, 'reply', async ({ press, type, random }, tray) => {
    if (random.chance(0.5)) await type(tray.getByRole('textbox').first(), 'The part is on its way')
    await press(tray.locator('[data-reply="accepted"]'))
  }),
  inTray(where, 'note', async ({ press, type }, tray) => {
    await type(tray.getByRole('textbox'), 'Called the warehouse')
    await press(tray.locator('[type="submit"]'))
  }),
  inTray(where, 'promise', async ({ press, anyOf, type }, tray) => {
    await type(tray.getByRole('textbox').first(), 'Refund is booked')
    await press(await anyOf(tray.locator(TIME)))
  }),
  inTray(where, 'callback', async ({ press, anyOf, type }, tray) => {
    const number = tray.locator('input[name="phone"]')
    if ((await number.count()) > 0) await type(number, '13800001234')
    await press(await anyOf(tray.locator(TIME)))
  }),
  inTray(where, 'handoff', async ({ press, anyOf, type }, tray) => {
    await type(tray.getByRole('textbox').first(), 'When does it come?')
    await press(await anyOf(tray.locator('[data-department]')))
  }),
  inTray(where, 'approval', async ({ press, type, choose, random }, tray) => {
    await type(tray.getByRole('textbox').first(), String(Math.round(random.between(50, 3_000))))
    await type(tray.getByRole('textbox').nth(1), 'Three weeks without a line')
    await choose(tray.getByRole('combobox').first())
    await press(tray.getByRole('button').last())
  }),
  inTray(where, 'solve', async ({ press, anyOf }, tray) => {
    await press(await anyOf(tray.locator('[data-outcome]')))
  }),
  atOnce('wait for the customer', `${where} [data-step="wait"]`),
  atOnce('reopen', `${where} [data-step="reopen"]`),
  atOnce('a supervisor has spoken', `${where} [data-step="spoke"]`),
]
