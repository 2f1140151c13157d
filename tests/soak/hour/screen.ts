import type { ElementHandle, Locator, Page } from 'playwright-core'
import type { Random } from '#scripts/demo/model/random.ts'

/** How long what a press brings about may take to show. */
const MOST_MS = 5_000
/** What a person would have to know by heart: no screen may ask for one. */
const AN_ID = /^[A-Z]{1,3}-\d+$|^[0-9a-f]{8}-[0-9a-f]{4}-/

/** What is pressed: the very thing that was seen, or what there is by then. */
export type Pressable = Locator | ElementHandle<HTMLElement>

/** A page as somebody works on it: presses what they see, and waits until it shows. */
export interface Screen {
  readonly page: Page
  readonly random: Random
  press(target: Pressable): Promise<void>
  /** Types words: never an id. */
  type(field: Locator, words: string): Promise<void>
  /** Opens a list of options, and takes one of them. */
  choose(field: Locator): Promise<void>
  shows(target: Locator): Promise<void>
  goes(target: Locator): Promise<void>
  /** The line on the lower edge that says what was done. */
  done(): Promise<void>
  /** One of those that are seen. */
  anyOf(target: Locator): Promise<Locator>
}

export function createScreen(page: Page, random: Random, isTouch: boolean): Screen {
  const options = { timeout: MOST_MS }
  const press = (target: Pressable) => (isTouch ? target.tap(options) : target.click(options))
  async function anyOf(target: Locator): Promise<Locator> {
    // A list that was closed may still stand in the page, unseen.
    const seen = target.filter({ visible: true })
    await seen.first().waitFor({ state: 'visible', ...options })
    return seen.nth(Math.floor(random.between(0, await seen.count())))
  }
  return {
    page,
    random,
    press,
    async type(field, words) {
      if (AN_ID.test(words)) throw new Error(`an id would have to be typed: ${words}`)
      await field.fill(words, options)
    },
    async choose(field) {
      await press(field)
      await press(await anyOf(page.locator('[data-option]:not([data-option=""])')))
    },
    shows: (target) => target.first().waitFor({ state: 'visible', ...options }),
    goes: (target) => target.first().waitFor({ state: 'detached', ...options }),
    done: () =>
      page
        .locator('[data-done]')
        .first()
        .waitFor({ state: 'visible', ...options }),
    anyOf,
  }
}
