import { expect, test } from 'vitest'
import { newToken } from './secret-token.ts'
import { cookieOptions, endedCookies, newCookie, readCookie } from './session-cookie.ts'

const read = (header: string | undefined) => readCookie('session', header)
const [secure, plain] = [{ secure: true }, { secure: false }]

test.each([secure, plain])(
  'a cookie that was set is read again among others; an ended or foreign one is none',
  (options) => {
    const { token } = newToken()
    const [pair] = newCookie('session', token, 60, options).split(';')
    expect(read(`theme=dark; ${pair}; x=1`)).toBe(token)
    expect(readCookie('device', pair)).toBeNull()
    const [ended] = endedCookies(options)[0]!.split(';')
    for (const header of [undefined, '', ended, 'huiyin_session=short', `other_${pair}`, 'huiyin_session'])
      expect(read(header)).toBeNull()
  },
)

test('scripts never read it, other sites never send it, and over https no other host and no plain page sets it', () => {
  expect(newCookie('session', 't', 60, secure)).toBe(
    '__Host-huiyin_session=t; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure',
  )
  expect(newCookie('session', 't', 60, plain)).toBe(
    'huiyin_session=t; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
  )
})

test('a session of an earlier release, whose cookie had no prefix, goes on over https; beside a newer one it is passed over', () => {
  const [before, since] = [newToken().token, newToken().token]
  expect(read(`huiyin_session=${before}`)).toBe(before)
  for (const pairs of [
    [`huiyin_session=${before}`, `__Host-huiyin_session=${since}`],
    [`__Host-huiyin_session=${since}`, `huiyin_session=${before}`],
  ])
    expect(read(pairs.join('; '))).toBe(since)
  expect(endedCookies(secure).map((cookie) => cookie.split('=', 1)[0])).toEqual([
    '__Host-huiyin_session',
    'huiyin_session',
  ])
})

test.each([
  ['https://floor.example.com', 'http://localhost:3000', true],
  ['http://192.0.2.5:3000', 'https://floor.example.com', false],
  [undefined, 'https://floor.example.com', true],
  [undefined, 'http://localhost:3000', false],
] as const)('a page at %s of a site at %s is given a cookie for https only: %s', (origin, site, secure) => {
  expect(cookieOptions(origin, site)).toEqual({ secure })
})
