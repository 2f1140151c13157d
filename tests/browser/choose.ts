import type { Locator } from 'playwright-core'

/** Chooses an entry of a list by its id, as a hand does: opens the list, and presses the entry. */
export async function choose(list: Locator, id: string): Promise<void> {
  await list.click()
  await list.page().locator(`[role="option"][data-option="${id}"]`).click()
}
