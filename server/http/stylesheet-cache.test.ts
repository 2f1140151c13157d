import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { keepStylesheetsFresh } from './stylesheet-cache.ts'

const CSS = '/_next/static/chunks/abc.css'

function saidTo(url: string, agent: string): string | undefined {
  const said = new Map<string, string>()
  const res = {
    setHeader: (name: string, value: string) => said.set(name, value),
  } as unknown as ServerResponse
  keepStylesheetsFresh({ url, headers: { 'user-agent': agent } } as IncomingMessage, res)
  return said.get('Cache-Control')
}

test.each([
  [CSS, 'Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) Chrome/85.0.4183.93 TV Safari/537.36', 'no-store'],
  [CSS, 'Mozilla/5.0 (Web0S; Linux/SmartTV) Chrome/87.0.4280.88 Safari/537.36', 'no-store'],
  [CSS, 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/88.0.4298.0 Safari/537.36', undefined],
  [CSS, 'Mozilla/5.0 Chrome/185.0.0.0 Safari/537.36', undefined],
  ['/_next/static/chunks/abc.js', 'Mozilla/5.0 Chrome/85.0.4183.93 Safari/537.36', undefined],
])('of %s "%s" is told to keep: %s', (url, agent, said) => {
  expect(saidTo(url, agent)).toBe(said)
})
