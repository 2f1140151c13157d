import { expect, test } from 'vitest'
import { newToken } from './secret-token.ts'
import { cookieOptions, endedCookie, readSessionCookie, sessionCookie } from './session-cookie.ts'

test('a cookie that was set is read again among others; an ended or foreign one is none', () => {
  const { token } = newToken()
  const [pair] = sessionCookie(token, 60, { secure: true }).split(';')
  expect(readSessionCookie(`theme=dark; ${pair}; x=1`)).toBe(token)
  const [ended] = endedCookie({ secure: true }).split(';')
  for (const header of [undefined, '', ended, 'huiyin_session=short', `other_${pair}`, 'huiyin_session'])
    expect(readSessionCookie(header)).toBeNull()
})

test('scripts never read it, other sites never send it, and over https nothing else carries it', () => {
  expect(sessionCookie('t', 60, { secure: true })).toBe(
    'huiyin_session=t; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure',
  )
  expect(sessionCookie('t', 60, { secure: false })).not.toContain('Secure')
})

test.each([
  ['https://floor.example.com', 'http://localhost:3000', true],
  ['http://192.0.2.5:3000', 'https://floor.example.com', false],
  [undefined, 'https://floor.example.com', true],
  [undefined, 'http://localhost:3000', false],
] as const)('a page at %s of a site at %s is given a cookie for https only: %s', (origin, site, secure) => {
  expect(cookieOptions(origin, site)).toEqual({ secure })
})
