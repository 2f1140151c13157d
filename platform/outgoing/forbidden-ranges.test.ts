import { expect, test } from 'vitest'
import { blockListOf, mayReach } from './forbidden-ranges.ts'

const nothing = blockListOf([])

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:a00:1',
  '::127.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'fd00:ec2::254',
  'fe80::1%eth0',
  'ff02::1',
  '5f00::1',
  '3fff:fff::1',
  'not an address',
])('no message goes to %s', (address) => {
  expect(mayReach(address, nothing)).toBe(false)
})

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
  'messages go to %s',
  (address) => {
    expect(mayReach(address, nothing)).toBe(true)
  },
)

test('a range that an administrator opens is open, and no other', () => {
  const office = blockListOf(['10.1.0.0/16', '::1'])
  expect(mayReach('10.1.9.9', office)).toBe(true)
  expect(mayReach('::ffff:10.1.9.9', office)).toBe(true)
  expect(mayReach('::1', office)).toBe(true)
  expect(mayReach('10.2.0.1', office)).toBe(false)
})
