import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readEnv } from '#platform/env.ts'
import { MALLOC, MEMORY } from '#scripts/start/own-processes.ts'
import { ROLE } from '#scripts/start/postgres-role.ts'
import { readDockerfile, readIgnored } from '../support/image/read-dockerfile.ts'
import { composeFaults } from '../support/schemas.ts'

/**
 * Guarantee: Dockerfile and compose.yaml are what they say, as far as it can be seen without Docker. `npm run soak --
 * image` runs the image's steps in an empty folder, and what it holds.
 */

const root = join(import.meta.dirname, '../..')
const stages = readDockerfile()
const last = stages.at(-1)!
const texts = (stage: typeof last, name: string) =>
  stage.instructions.filter((one) => one.name === name).map(({ text }) => text)

interface Service {
  readonly image: string
  readonly build?: string
  readonly command?: unknown
  readonly ports?: string[]
  readonly volumes: string[]
  readonly environment?: Record<string, string>
  readonly healthcheck?: { readonly test: string[] }
  readonly depends_on?: Record<string, { condition: string }>
}
interface Compose {
  readonly services: Record<string, Service>
  readonly volumes: Record<string, unknown>
  readonly configs: Record<string, { readonly content: string }>
}
const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true }) as Compose

test('the image runs the Node of package.json, as nobody in particular, with what npm start gives its parts', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const images = stages.map(({ from }) => from).filter((from) => !stages.some(({ name }) => name === from))
  expect(new Set(images)).toEqual(new Set([`node:${dependencies.node}-bookworm-slim`]))
  expect(stages.length).toBeGreaterThan(1)
  expect(texts(last, 'USER')).toEqual(['1000:1000'])
  const environment = Object.fromEntries(
    texts(last, 'ENV').flatMap((text) => text.split(/\s+/).map((pair) => pair.split('='))),
  )
  expect(environment).toMatchObject({ NODE_ENV: 'production', ...MALLOC })
  const entry = JSON.parse(texts(last, 'ENTRYPOINT')[0]!) as string[]
  expect(entry).toEqual(expect.arrayContaining(MEMORY))
  expect(existsSync(join(root, entry.at(-1)!))).toBe(true)
  expect(JSON.parse(texts(last, 'CMD')[0]!)).toEqual(['server'])
})

test('no step hangs on the processor, or on what is not in the checkout', () => {
  for (const { instructions } of stages)
    for (const { text } of instructions) expect(text).not.toMatch(/amd64|arm64|x86|aarch64|linux-x64/)
  for (const name of readIgnored().kept) expect([name, existsSync(join(root, name))]).toEqual([name, true])
  const copied = stages.flatMap((stage) => texts(stage, 'COPY')).filter((text) => !text.startsWith('--from'))
  for (const text of copied)
    for (const name of text.split(/\s+/).slice(0, -1)) {
      expect(existsSync(join(root, name))).toBe(true)
      if (name !== '.') expect(readIgnored().kept).toContain(name)
    }
})

test('compose.yaml is as the published schema has it, and a mistake would be found', () => {
  expect(composeFaults(compose)).toEqual([])
  const { server } = compose.services
  expect(composeFaults({ services: { server: { ...server, heathcheck: {} } } })[0]).toContain('heathcheck')
})

test('server, workers and stores are watched over, keep what they hold, and build nothing', () => {
  expect(Object.keys(compose.services)).toEqual(['server', 'workers', 'valkey', 'postgres'])
  for (const [name, { image, healthcheck, volumes, ports }] of Object.entries(compose.services)) {
    expect([name, healthcheck?.test.length]).toEqual([name, expect.any(Number)])
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
    expect([name, image]).toEqual([name, expect.not.stringContaining('latest')])
    expect([name, ports?.length ?? 0]).toEqual([name, name === 'server' ? 1 : 0])
  }
  const { server, workers } = compose.services
  for (const part of [server!, workers!])
    expect(part.depends_on).toEqual({
      valkey: { condition: 'service_healthy' },
      postgres: { condition: 'service_healthy' },
    })
  expect(server!.image).toBe(workers!.image)
  expect([server!.command, workers!.command]).toEqual([['server'], ['workers']])
})

test('the Valkey has the settings that the log needs, and is not root', () => {
  const { valkey } = compose.services
  expect((valkey!.command as string[])[0]).toBe('valkey-server')
  const { content } = compose.configs.valkey!
  for (const setting of ['appendonly yes', 'appendfsync always', 'maxmemory-policy noeviction', 'hz 100'])
    expect(content.split('\n')).toContain(setting)
})

test('nothing signs in at PostgreSQL as superuser, and only this machine reaches what compose starts', () => {
  const { content } = compose.configs['postgres-role']!
  expect(content).toContain(`create role ${ROLE} with login nosuperuser`)
  expect(content).toContain('alter role postgres password null')
  expect(compose.services.server!.environment!.DATABASE_URL).toMatch(new RegExp(`^postgres://${ROLE}:`))
  expect(compose.services.server!.ports).toEqual([expect.stringMatching(/^\$\{BIND:-127\.0\.0\.1\}:/)])
})

test('every variable is one that Huiyin reads, and what is put in for them is good', () => {
  for (const name of ['server', 'workers']) {
    const { environment = {} } = compose.services[name]!
    const given = Object.fromEntries(
      Object.entries(environment).map(([key, text]) => [
        key,
        String(text).replace(/\$\{\w+(?::[-?]((?:\$\{[^}]*\}|[^{}])*))?\}/g, (_, usual = '') =>
          usual.startsWith('set it') ? '0123abcd' : usual.replace(/\$\{\w+:-(\w+)\}/, '$1'),
        ),
      ]),
    )
    const read = readEnv(given)
    expect(read.ok ? [] : read.faults).toEqual([])
    expect(read.ok && read.env.redisUrl).toBe('redis://:0123abcd@valkey:6379')
    expect(read.ok && read.env.publicUrl).toBe('http://localhost:3000')
  }
})
