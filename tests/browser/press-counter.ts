import type { Page } from 'playwright-core'

/** How many presses an act took, and how long from the first of them to what it brings about, ms. */
export interface PressCount {
  readonly act: string
  readonly presses: number
  readonly ms: number
}

interface Counting {
  presses: number
}

/** Counts what a person presses on a page from now on: pointers, and Enter. A word that is typed is no press. */
export async function countsPresses(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counting = window as unknown as Counting
    counting.presses = 0
    const press = () => {
      counting.presses++
    }
    addEventListener('pointerdown', press, true)
    addEventListener('keydown', ({ key }) => key === 'Enter' && press(), true)
  })
}

/** How many there were since they are counted. */
export const pressesOn = (page: Page) => page.evaluate(() => (window as unknown as Counting).presses)

/** Does an act on a page and waits until it shows: `shown` is what the doer, or whom it is for, sees of it. */
export async function countPresses(
  page: Page,
  act: string,
  doing: () => Promise<void>,
  shown: () => Promise<unknown>,
): Promise<PressCount> {
  const before = await pressesOn(page)
  const began = performance.now()
  await doing()
  await shown()
  const ms = Math.round(performance.now() - began)
  return { act, presses: (await pressesOn(page)) - before, ms }
}
