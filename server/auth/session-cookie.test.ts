import { expect, test } from 'vitest'
import { newToken } from './secret-token.ts'
import { endedCookie, readSessionCookie, sessionCookie } from './session-cookie.ts'

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
