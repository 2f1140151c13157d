import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#scripts/start/free-port.ts'
import { type Child, startChild } from '../support/child-process.ts'
import type { DrivenPage } from './driven-page.ts'

/** The key by which WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** A screen without a monitor; gives the number by which programs find it. */
async function startXvfb(): Promise<{ xvfb: Child; display: string }> {
  const xvfb = startChild('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'])
  while (xvfb.alive) {
    const number = /^(\d+)$/m.exec(xvfb.output())?.[1]
    if (number !== undefined) return { xvfb, display: `:${number}` }
    await wait(20)
  }
  throw new Error(`Xvfb ended: ${xvfb.output()}`)
}

/** WebKitGTK, the nearest that Debian has to Safari, by WebDriver. */
export async function openWebKitPage(): Promise<DrivenPage> {
  const { xvfb, display } = await startXvfb()
  const port = await freePort()
  const driver = startChild('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
  })
  const root = `http://127.0.0.1:${port}`

  async function call<T>(method: 'POST' | 'DELETE', path: string, body: object = {}): Promise<T> {
    const answer = await fetch(`${root}${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    })
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } }
    if (!answer.ok) throw new Error(`${path}: ${value.error} ${value.message}`)
    return value
  }

  async function ready(): Promise<void> {
    while (driver.alive) {
      const answer = await fetch(`${root}/status`).catch(() => null)
      if (answer?.ok) return
      await wait(50)
    }
    throw new Error(`WebKitWebDriver ended: ${driver.output()}`)
  }

  await ready()
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', {
    capabilities: { alwaysMatch: {} },
  })
  const session = `/session/${sessionId}`
  await call('POST', `${session}/window/rect`, { width: 1600, height: 1000 })

  async function element(selector: string): Promise<string> {
    const found = await call<Record<string, string>>('POST', `${session}/element`, {
      using: 'css selector',
      value: selector,
    })
    return `${session}/element/${found[ELEMENT]}`
  }

  return {
    goto: (url) => call('POST', `${session}/url`, { url }),
    evaluate: (expression) =>
      call('POST', `${session}/execute/sync`, { script: `return (${expression})`, args: [] }),
    click: async (selector) => call('POST', `${await element(selector)}/click`),
    type: async (selector, text) => call('POST', `${await element(selector)}/value`, { text }),
    async close() {
      await call('DELETE', session)
      driver.kill('SIGTERM')
      await driver.exited
      xvfb.kill('SIGTERM')
      await xvfb.exited
    },
  }
}
