import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'
import sharp from 'sharp'

/**
 * npm run film -- ADDRESS: the README's pictures and its silent film, from a demo that runs at its usual seed and speed and
 * at which nobody has chosen yet (`npm run demo -- --language en` prints the address).
 */
const [address] = process.argv.slice(2)
const PICTURES = join(import.meta.dirname, '../../docs/pictures')
const SIZE = { width: 1600, height: 900 }
const FILM = { width: 960, everyMs: 500, forMs: 57_500, colours: 96 } as const
/** When the film shows most of it at once: who complained is on the line again, and nobody has answered yet. */
const STILLS_AT_MS = 26_000

if (address === undefined) {
  console.error('usage: npm run film -- http://localhost:3001')
  process.exit(2)
}

const browser = await chromium.launch({
  executablePath: process.env.HUIYIN_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})

async function open(path: string, size = SIZE): Promise<Page> {
  const page = await (await browser.newContext({ viewport: size, locale: 'en' })).newPage()
  await page.goto(path)
  return page
}

const page = await open(`${address}/?lang=en`)
await page.locator('body[data-phase="ready"]').waitFor({ timeout: 120_000 })
await wait(4_000)
const { views } = (await (await fetch(`${address}/state`)).json()) as {
  views: Record<'wall' | 'supervisor', { port: number; path: string }>
}
const view = (name: 'wall' | 'supervisor') => `http://localhost:${views[name].port}${views[name].path}`
const stills = {
  wall: await open(view('wall'), { width: 1920, height: 1080 }),
  supervisor: await open(view('supervisor')),
}
// Their sound is allowed by a press, as at a television.
for (const still of Object.values(stills)) await still.mouse.click(5, 5)
const frames: Buffer[] = [await page.screenshot()]
await page.locator('[data-guide]').click()
const began = performance.now()
const delays: number[] = [2_000]
let taken = false
let shotAt = began
// A machine that is busy takes fewer frames; each stands for as long as it lasted.
for (let at = 0; at < FILM.forMs; at = performance.now() - began) {
  await wait(Math.max(0, shotAt + FILM.everyMs - performance.now()))
  const shot = await page.screenshot()
  delays.push(Math.round(performance.now() - shotAt))
  shotAt = performance.now()
  frames.push(await sharp(shot).resize({ width: FILM.width }).png().toBuffer())
  if (taken || at < STILLS_AT_MS) continue
  taken = true
  for (const [name, still] of Object.entries(stills)) {
    const file = join(PICTURES, `${name}.png`)
    writeFileSync(
      file,
      await sharp(await still.screenshot())
        .png({ palette: true })
        .toBuffer(),
    )
  }
}
frames[0] = await sharp(frames[0]).resize({ width: FILM.width }).png().toBuffer()
const film = await sharp(frames, { join: { animated: true } })
  .gif({
    delay: delays,
    ...{ loop: 0, colours: FILM.colours, dither: 0, interFrameMaxError: 6, effort: 8 },
  })
  .toBuffer()
writeFileSync(join(PICTURES, 'first-minute.gif'), film)
console.log(`${frames.length} frames, ${Math.round(film.length / 1024)} KiB`)
await browser.close()
