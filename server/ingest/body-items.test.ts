import { expect, test } from 'vitest'
import { bodyItems } from './body-items.ts'

const JSON_LIST = 'json'
const LINES = 'ndjson'

/** CPU of this thread, so that a loaded machine does not count. */
function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

test.each([
  ['an array of zeros', `[${'0,'.repeat(499_999)}0]`, JSON_LIST],
  ['an array of empty objects', `[${'{},'.repeat(340_000)}{}]`, JSON_LIST],
  ['an array within spaces', `[${'0 , '.repeat(250_000)}0]`, JSON_LIST],
  ['lines of a zero', '0\n'.repeat(500_000), LINES],
  ['lines of nothing', '\n'.repeat(1_000_000), LINES],
  ['lines of a blank', ' \n'.repeat(500_000), LINES],
] as const)('half a million bare items (%s) are refused by their number alone', (_, text, format) => {
  const body = Buffer.from(text)
  bodyItems(body, format)
  let items: ReturnType<typeof bodyItems> | null = null
  const took = cpuMs(() => {
    items = bodyItems(body, format)
  })
  expect(items).toEqual({ ok: false, refusal: null })
  // Read item by item they take 40 to 200 ms; what is left is looking whether the bytes are UTF-8.
  expect(took).toBeLessThan(25)
})
