import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readEnv, readStoreEnv } from './env.ts'
import { trustNone } from './trusted-proxies.ts'

test('an empty environment is a complete one', () => {
  const read = readEnv({ PORT: '', HUIYIN_DATA_DIR: '' })
  expect(read).toEqual({
    ok: true,
    env: {
      port: 3000,
      host: '127.0.0.1',
      hosts: [],
      redisUrl: null,
      databaseUrl: null,
      dataDir: resolve('.data'),
      configFile: resolve('config/site.yaml'),
      publicUrl: 'http://localhost:3000',
      clock: { kind: 'real' },
      healthPort: null,
      role: 'all',
      isTrustedProxy: trustNone,
    },
  })
})

test('all wrong variables are named at once, one line each, and no password is repeated', () => {
  const read = readEnv({
    PORT: '70000',
    HOST: 'a b',
    REDIS_URL: 'http://:hunter2@nowhere',
    DATABASE_URL: 'mysql://me:hunter2@db/x',
    HUIYIN_PUBLIC_URL: 'floor.example.com',
    HUIYIN_CLOCK: 'yesterday',
    HUIYIN_ROLE: 'boss',
    HUIYIN_TRUST_PROXY: 'everybody',
  })
  const faults = read.ok ? [] : read.faults
  expect(faults.map((line) => line.split(' ')[0]).sort()).toEqual([
    'DATABASE_URL',
    'HOST',
    'HUIYIN_CLOCK',
    'HUIYIN_PUBLIC_URL',
    'HUIYIN_ROLE',
    'HUIYIN_TRUST_PROXY',
    'PORT',
    'REDIS_URL',
  ])
  expect(faults.join('\n')).not.toContain('hunter2')
  expect(faults.every((line) => !line.includes('\n'))).toBe(true)
})

test('a wrong port is told as such, and the public address follows a right one', () => {
  for (const PORT of ['x', '-1', '65536', '3000.5', '0x10']) {
    const read = readEnv({ PORT })
    expect(read).toEqual({
      ok: false,
      faults: [`PORT must be a port from 0 to 65535 (is ${JSON.stringify(PORT)})`],
    })
  }
  const read = readEnv({ PORT: '8080' })
  expect(read.ok && read.env.publicUrl).toBe('http://localhost:8080')
})

test('a server without its stores says which one is missing', () => {
  expect(readStoreEnv({ REDIS_URL: 'redis://127.0.0.1:6379' })).toEqual({
    ok: false,
    faults: ['DATABASE_URL is not set: npm start brings up a private one'],
  })
  expect(readStoreEnv({ REDIS_URL: 'redis://h', DATABASE_URL: 'postgres://h/d' }).ok).toBe(true)
})

test('further names are a list of names and whole addresses; what is neither is named', () => {
  const read = readEnv({ HUIYIN_HOSTS: 'Huiyin.lan, wall.example.com,https://second.example.com:8443' })
  expect(read).toMatchObject({
    env: { hosts: ['huiyin.lan', 'wall.example.com', 'https://second.example.com:8443'] },
  })
  for (const wrong of ['huiyin.lan:3000', 'http://huiyin.lan/wall', '*.lan', 'a b'])
    expect(readEnv({ HUIYIN_HOSTS: wrong })).toEqual({
      ok: false,
      faults: [expect.stringMatching(/^HUIYIN_HOSTS must be names such as huiyin\.lan/)],
    })
})
