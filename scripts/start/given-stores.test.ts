import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { readEnv } from '#platform/env.ts'
import { type GivenStore, givenStores, noAnswerText, untilGivenAnswer } from './given-stores.ts'

const signal = new AbortController().signal
const PATIENCE = { forMs: 900, everyMs: 5 }

/** A port where nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

function given(variables: Record<string, string>): GivenStore[] {
  const read = readEnv(variables)
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return givenStores(read.env)
}

test('a given store that does not answer is said once, by its variable and without its password', async () => {
  const port = await deadPort()
  for (const [variable, url] of [
    ['DATABASE_URL', `postgres://u:hush@127.0.0.1:${port}/x`],
    ['REDIS_URL', `redis://:hush@127.0.0.1:${port}`],
  ] as const) {
    const said: string[] = []
    const end = await untilGivenAnswer(
      given({ [variable]: url }),
      (line) => said.push(line),
      signal,
      PATIENCE,
    )
    expect(end).toContain(`127.0.0.1:${port}: start it, or correct ${variable}`)
    expect(said).toEqual([`${end} (waiting for it up to 1 s)`])
    expect(end).not.toContain('hush')
    expect(end).not.toContain('\n')
  }
})

test('a store that comes up late is waited for, and one that the start brings up itself is not asked', async () => {
  let asked = 0
  const ask = () => (++asked < 3 ? Promise.reject(new Error('refused')) : Promise.resolve())
  const said: string[] = []
  const store = { name: 'PostgreSQL', variable: 'DATABASE_URL', ask }
  expect(await untilGivenAnswer([store], (line) => said.push(line), signal, PATIENCE)).toBeNull()
  expect(said.at(-1)).toBe('PostgreSQL answers')
  expect(said).toHaveLength(2)
  expect(given({})).toEqual([])
})

test('a host of several addresses that all refuse has a code, where it has no message', () => {
  const refused = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })
  expect(noAnswerText(refused, 'DATABASE_URL')).toBe('ECONNREFUSED: start it, or correct DATABASE_URL')
})
