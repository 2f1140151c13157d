import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'

const person = { id: 'p7', name: 'Wang Xiaoming', login: 'wangxiaoming', email: 'xm.wang@example.test' }

test.each([
  ...['1234567890', 'qwertyuiop', 'Password123', 'password1234!', '5201314520', 'woaini1314', 'ji32k7au4a83'],
  // The three-thousandth of its length, and one near it.
  ...['lamborghini36', 'dnflskfk012'],
  ...['aaaaaaaaaa', '1212121212', 'abcabcabcabc', '5201352013520135', '9876543210', 'abcdefghijkl'],
  ...[
    'change-me-at-first-login',
    'wangxiaoming1',
    'WangXiaoming2024!',
    'xm.wang@example.test',
    'wang xiaoming',
  ],
])('%s is among the first that somebody would try', (password) => {
  expect(isCommonPassword(password, person)).toBe(true)
})

test.each([
  ...[
    'a-password-of-their-own',
    'chosen-by-wangxiaoming',
    '回音回音很好听的歌',
    'correct horse battery',
    '1k7-0x3-88q',
  ],
])('%s is not', (password) => {
  expect(isCommonPassword(password, person)).toBe(false)
})
