import { setTimeout as wait } from 'node:timers/promises'

/** The one page of a browser that is driven as a person would: by pointer and keys. */
export interface DrivenPage {
  goto(url: string): Promise<unknown>
  /** What an expression gives in the page, as JSON. */
  evaluate<T>(expression: string): Promise<T>
  click(selector: string): Promise<unknown>
  type(selector: string, text: string): Promise<unknown>
  close(): Promise<void>
}

const WITHIN_MS = 20_000

/** Waits until an expression gives something true; throws with what the page shows. */
export async function until(page: DrivenPage, expression: string): Promise<void> {
  const end = Date.now() + WITHIN_MS
  // A page that goes to another address meanwhile answers with a fault.
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`).catch(() => false))) {
    if (Date.now() > end) {
      const shown = await page.evaluate<string>('location.pathname + " " + document.body.innerText')
      throw new Error(`the page never came to ${expression}: ${shown}`)
    }
    await wait(50)
  }
}

/** Presses what a selector finds, once it is there and stands where a pointer can reach it. */
export async function press(page: DrivenPage, selector: string): Promise<void> {
  await until(page, `document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect().width`)
  await page.click(selector)
}
