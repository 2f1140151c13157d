import { expect, test } from 'vitest'
import { readEnv, type Variables } from '#platform/env.ts'
import { reachNotes } from './reach-notes.ts'

const eth0 = [
  {
    ...{ address: '192.0.2.7', internal: false, family: 'IPv4' as const },
    ...{ netmask: '', mac: '', cidr: null },
  },
]

function notes(variables: Variables): string[] {
  const read = readEnv(variables)
  if (!read.ok) throw new Error(read.faults.join())
  return reachNotes(read.env, { eth0 })
}

test('who lets others in over plain http is told what https adds and how; whoever does not is told nothing', () => {
  const http = expect.stringMatching(
    /^plain http works in full, but for push .*port 3000: docs\/operations\.md/,
  )
  expect(notes({})).toEqual([])
  expect(notes({ HUIYIN_PUBLIC_URL: 'http://[::1]:3000' })).toEqual([])
  expect(notes({ HUIYIN_PUBLIC_URL: 'http://floor.example.com' })).toEqual([http])
  expect(notes({ HUIYIN_PUBLIC_URL: 'https://floor.example.com', HOST: '0.0.0.0' })).toEqual([])
  expect(notes({ HOST: '0.0.0.0' })).toEqual([
    'links in messages lead to http://localhost:3000: set HUIYIN_PUBLIC_URL to http://192.0.2.7:3000, or to its name',
    'who opens it by a name, such as http://huiyin.lan:3000, is refused until HUIYIN_HOSTS names it: HUIYIN_HOSTS=huiyin.lan',
    http,
  ])
  expect(notes({ HUIYIN_PUBLIC_URL: 'http://192.0.2.7:3000', HUIYIN_HOSTS: 'huiyin.lan' })).toEqual([http])
})
