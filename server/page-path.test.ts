import { expect, test } from 'vitest'
import { pagePath } from './page-path.ts'

test.each(['/ack/%ff', '/cases/%E0%A4%A', '/wall/%', '/cases/%00', '/_next/static/%ff.js'])(
  '%s leads nowhere, which is no fault of the server',
  (path) => {
    expect(pagePath(path)).toBe('/_not-found')
  },
)

test.each(['/', '/cases/C%2F1?show=all', '/wall/%E5%A4%A7', '/history?from=%ff'])(
  '%s is what it was',
  (path) => {
    expect(pagePath(path)).toBe(path)
  },
)
