import { setTimeout as wait } from 'node:timers/promises'
import type { ElementHandle, Locator, Page } from 'playwright-core'
import type { Random } from '#scripts/demo/model/random.ts'
import { countsPresses, pressesOn } from '../../browser/press-counter.ts'
import { type OfferedAct, rowAround } from './act.ts'
import { createScreen } from './screen.ts'

/** Longest and most of an act that is done many times a day. */
const MOST_MS = 5_000
const MOST_PRESSES = 2
/** How long a person looks before they press. */
const LOOKS_MS = [600, 2_500] as const
/** So long the line that says what was done stands. */
const DONE_MS = 7_000
/** Of a long list one presses what stands on top. */
const SEEN = 12
/** How often somebody takes back what they did. */
const UNDONE = 0.1

/** What a page says in red; not what Next reads out of every new page. */
const RED = '[role="alert"]:not(#__next-route-announcer__)'

/** Somebody else decided it first, and whoever pressed is told so: the answer of two who press at once. */
const OVERTAKEN =
  /^(Already (approved|refused)|该审批已有人|此簽核已有人)|gave .+ a moment ago|[Mm]eanwhile given|had already taken|cases? (was|were) not:/
const isOvertaken = async (row: Locator) =>
  (await row.locator(RED).allTextContents()).some((text) => OVERTAKEN.test(text))

/** One act, as it went. */
export interface DoneAct {
  readonly act: string
  readonly presses: number
  readonly ms: number
}

export interface HourAt {
  readonly who: string
  readonly page: Page
  readonly acts: readonly OfferedAct[]
  readonly random: Random
  readonly isTouch: boolean
  readonly isOver: () => boolean
  /** What went wrong, with a picture of it where pictures are kept. */
  readonly onFault: (fault: string, page: Page) => Promise<void>
}

/** What is seen and is not pressed: it waits for an answer, or stands in a line that is settled and about to leave. */
const UNPRESSED = ':disabled, [aria-disabled="true"], [data-gone="true"] *'

/** Which of these are seen, and can be pressed. */
const offeredIn = ([unpressed, ...selectors]: readonly string[]): boolean[] =>
  selectors.map((selector) =>
    [...document.querySelectorAll<HTMLElement>(selector)].some(
      (node) => node.checkVisibility() && !node.matches(unpressed!),
    ),
  )

/** Works on one screen until the hour is over: of what it offers, what was done least. */
export async function workHour(work: HourAt): Promise<DoneAct[]> {
  const { who, page, acts, random, isTouch, isOver, onFault } = work
  const screen = createScreen(page, random, isTouch)
  const counted = new Map(acts.map(({ name }) => [name, 0]))
  const done: DoneAct[] = []
  /** What stands in red already. */
  let before: readonly string[] = []
  await countsPresses(page)

  async function once(act: OfferedAct): Promise<void> {
    const pressable = page.locator(act.first).and(page.locator(`:not(${UNPRESSED})`))
    const seen = (await pressable.filter({ visible: true }).elementHandles()).slice(0, SEEN)
    if (seen.length === 0) return
    const target = random.pick(seen) as ElementHandle<HTMLElement>
    const row = await rowAround(page, target)
    const pressed = await pressesOn(page)
    const began = performance.now()
    // Somebody else may be quicker: what has left the screen meanwhile, or is about to, leaves nobody stuck.
    try {
      await screen.press(target)
    } catch (error) {
      if (await target.evaluate((node, gone) => !node.isConnected || node.matches(gone), UNPRESSED)) return
      throw error
    }
    try {
      await act.does(screen, row)
    } catch (error) {
      if ((await row.count()) === 0 || (await isOvertaken(row))) return
      throw error
    }
    const ms = Math.round(performance.now() - began)
    const presses = (await pressesOn(page)) - pressed
    done.push({ act: act.name, presses, ms })
    if (act.isCommon && (presses > MOST_PRESSES || ms > MOST_MS))
      await onFault(`${who}: ${act.name}: ${presses} presses, ${ms} ms`, page)
  }

  /** What was just done is said; now and then it is taken back, else it is left to go. */
  async function afterwards(): Promise<void> {
    const said = page.locator('[data-done]')
    if ((await said.count()) === 0) return
    const undo = said.locator('[data-act="undo"]')
    if (random.chance(UNDONE) && (await undo.count()) > 0) {
      const began = performance.now()
      await screen.press(undo.first())
      await screen.goes(undo)
      done.push({ act: 'undo', presses: 1, ms: Math.round(performance.now() - began) })
    }
    if (!isTouch) await page.mouse.move(4, 4)
    await said.first().waitFor({ state: 'detached', timeout: DONE_MS })
  }

  while (!isOver()) {
    await wait(random.between(...LOOKS_MS))
    const isOffered = await page.evaluate(offeredIn, [UNPRESSED, ...acts.map(({ first }) => first)])
    const offered = acts.filter((_, index) => isOffered[index])
    if (offered.length === 0) continue
    const least = Math.min(...offered.map(({ name }) => counted.get(name)!))
    const act = random.pick(offered.filter(({ name }) => counted.get(name) === least))
    counted.set(act.name, least + 1)
    try {
      await once(act)
      await afterwards()
    } catch (error) {
      await onFault(`${who}: ${act.name}: ${(error as Error).message.split('\n')[0]}`, page)
      // As a person does who is stuck: what is open is closed, and they go on with something else.
      await page.keyboard.press('Escape')
    }
    const red = await page.locator(RED).filter({ visible: true }).allTextContents()
    for (const text of red)
      if (!before.includes(text) && !OVERTAKEN.test(text))
        await onFault(`${who}: ${act.name}: the page says “${text}”`, page)
    before = red
  }
  return done
}
