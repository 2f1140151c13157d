import { expect, test } from 'vitest'
import { trustNone } from '#platform/trusted-proxies.ts'
import { createOurHosts } from './our-hosts.ts'

const ours = createOurHosts(
  {
    ...{ host: 'bound.lan', publicUrl: 'https://floor.example.com:8443', isTrustedProxy: trustNone },
    hosts: ['huiyin.lan', 'https://second.example.com'],
  },
  'Hall-7.corp.example',
)

test.each([
  undefined,
  '127.0.0.1:3000',
  'localhost:3000',
  'LOCALHOST',
  'demo.localhost:3000',
  '192.168.1.20:3000',
  '[::1]:3000',
  '[fd00::5]',
  'floor.example.com:8443',
  'floor.example.com',
  'second.example.com',
  'huiyin.lan:3000',
  'HUIYIN.lan.:3000',
  'bound.lan',
  'hall-7.corp.example:3000',
  'hall-7:3000',
  'hall-7.local:3000',
])('%s is ours', (host) => expect(ours.has(host)).toBe(true))

test.each([
  'evil.test:3000',
  'huiyin.lan.evil.test',
  'xhuiyin.lan',
  'localhost.evil.test',
  '127.0.0.1.evil.test',
  '127.1',
  'user@127.0.0.1',
  '127.0.0.1:3000:80',
  '[::1].evil.test',
  '',
  ' ',
])('%j is not', (host) => expect(ours.has(host)).toBe(false))
